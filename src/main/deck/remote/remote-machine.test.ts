import fc from "fast-check";
import { expect, it } from "vitest";
import type { Instant } from "#runtime/clock.ts";
import type { Actor } from "#shared/primitives.ts";
import { newRemoteModel, transition, type RemoteEvent, type RemoteModel, type RemoteState } from "./remote-machine.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const moment = (ms: number): Instant => ({ monotonicMs: ms, wall: new Date(ms).toISOString() });
const fresh = newRemoteModel(moment(0));

const events = {
  connect: { kind: "connect", by: ana },
  disconnect: { kind: "disconnect", by: ana },
  reconnect: { kind: "reconnect", by: ana },
  "tree came": { kind: "treeCame" },
  lost: { kind: "ended", end: { kind: "lost", message: "it hung up" } },
  refused: { kind: "ended", end: { kind: "refused", message: "wrong token" } },
  unusable: { kind: "ended", end: { kind: "unusable", message: "too many values" } },
  "attempt due": { kind: "attemptDue" },
} as const satisfies Record<string, RemoteEvent>;
type EventName = keyof typeof events;

const states: Readonly<Record<RemoteState["kind"], RemoteModel>> = {
  disconnected: fresh,
  connecting: { ...fresh, state: { kind: "connecting" } },
  connected: { ...fresh, state: { kind: "connected" }, connectedAtMs: 0, wasConnected: true },
  waiting: { ...fresh, state: { kind: "waiting", nextAttemptAt: moment(500).wall, delaySec: 0.5 }, failures: 1 },
  refused: { ...fresh, state: { kind: "refused" } },
};

it.each<[from: RemoteState["kind"], event: EventName, to: RemoteState["kind"], effects: string]>([
  ["disconnected", "connect", "connecting", "open"],
  ["disconnected", "disconnect", "disconnected", ""],
  ["disconnected", "reconnect", "connecting", "open"],
  ["disconnected", "tree came", "disconnected", ""],
  ["disconnected", "lost", "disconnected", ""],
  ["disconnected", "attempt due", "disconnected", ""],
  ["connecting", "connect", "connecting", ""],
  ["connecting", "disconnect", "disconnected", "close"],
  ["connecting", "reconnect", "connecting", "close open"],
  ["connecting", "tree came", "connected", ""],
  ["connecting", "lost", "waiting", "close setTimer"],
  ["connecting", "refused", "refused", "close"],
  ["connecting", "unusable", "waiting", "close setTimer"],
  ["connecting", "attempt due", "connecting", ""],
  ["connected", "connect", "connected", ""],
  ["connected", "disconnect", "disconnected", "close"],
  ["connected", "reconnect", "connecting", "close open"],
  ["connected", "tree came", "connected", ""],
  ["connected", "lost", "waiting", "close setTimer"],
  ["connected", "refused", "refused", "close"],
  ["connected", "unusable", "waiting", "close setTimer"],
  ["waiting", "connect", "connecting", "clearTimer open"],
  ["waiting", "disconnect", "disconnected", "clearTimer"],
  ["waiting", "reconnect", "connecting", "clearTimer open"],
  ["waiting", "lost", "waiting", ""],
  ["waiting", "attempt due", "connecting", "open"],
  ["refused", "connect", "connecting", "open"],
  ["refused", "disconnect", "disconnected", ""],
  ["refused", "attempt due", "refused", ""],
])("%s, %s → %s: %s", (from, event, to, effects) => {
  const { model, effects: performed } = transition(states[from], events[event], moment(1000));
  expect(model.state.kind).toBe(to);
  expect(performed.map(({ kind }) => kind).join(" ")).toBe(effects);
});

/** All that happens to a connection, a second after each other. */
function play(...names: EventName[]): RemoteModel {
  return names.reduce((model, name, index) => transition(model, events[name], moment(index * 1000)).model, fresh);
}

/** The delays after so many ends of this kind, with or without a tree before each, which lasts for some seconds. */
function delays(end: "lost" | "unusable", count: number, lastsSec: number | null): number[] {
  let model = play("connect");
  return Array.from({ length: count }, () => {
    if (lastsSec !== null) model = transition(model, events["tree came"], moment(0)).model;
    model = transition(model, events[end], moment((lastsSec ?? 0) * 1000)).model;
    const delay = model.state.kind === "waiting" ? model.state.delaySec : NaN;
    model = transition(model, events["attempt due"], moment(0)).model;
    return delay;
  });
}

it("waits longer and longer where the service sends what can't be shown, also where its tree can", () => {
  expect(delays("unusable", 8, null)).toEqual([
    10,
    expect.any(Number),
    ...Array.from({ length: 4 }, () => expect.any(Number) as number),
    600,
    600,
  ]);
  expect(delays("unusable", 8, 5)).toEqual(delays("unusable", 8, null));
  expect(delays("unusable", 3, 60)).toEqual([10, 10, 10]);
});

it("does not take a connection that ends at once for a good one", () => {
  expect(delays("lost", 9, 1).at(-1)).toBe(30);
  expect(delays("lost", 3, 10)).toEqual([0.5, 0.5, 0.5]);
});

it("tries again later and later, up to half a minute, and soon where it was there for a while", () => {
  let model = play("connect");
  const delays: number[] = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    model = transition(model, events.lost, moment(0)).model;
    if (model.state.kind === "waiting") delays.push(model.state.delaySec);
    model = transition(model, events["attempt due"], moment(0)).model;
  }
  expect(delays[0]).toBe(0.5);
  expect(delays.slice(7)).toEqual([30, 30, 30, 30, 30]);
  expect(delays).toEqual([...delays].sort((one, other) => one - other));
  model = transition(model, events["tree came"], moment(0)).model;
  expect(transition(model, events.lost, moment(10_000)).model.state).toMatchObject({ delaySec: 0.5 });
});

it("says when it tries again, why it has to, and who wanted it", () => {
  const model = play("connect", "tree came", "lost");
  expect(model).toMatchObject({
    state: { kind: "waiting", nextAttemptAt: moment(2500).wall },
    since: moment(2000).wall,
    lastError: { name: "ConnectionError", message: "it hung up", at: moment(2000).wall },
    wanted: { wanted: "running", by: ana, at: moment(0).wall },
  });
  expect(play("connect", "disconnect").wanted).toEqual({ wanted: "stopped", by: ana, at: moment(1000).wall });
});

it("counts how often the service was there again since someone asked to connect", () => {
  expect(play("connect", "lost", "attempt due", "tree came").reconnections).toBe(0);
  const again: EventName[] = ["lost", "attempt due", "tree came"];
  expect(play("connect", "tree came", ...again, ...again).reconnections).toBe(2);
  expect(play("connect", "tree came", ...again, "reconnect", "tree came").reconnections).toBe(0);
});

it("has a connection exactly while it is connecting or connected, and waits exactly while it says so", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...(Object.keys(events) as EventName[]))), (names) => {
      let model = fresh;
      let open = false;
      let waits = false;
      for (const name of names) {
        // A timer that is not set does not come.
        if (name === "attempt due" && !waits) continue;
        if (name === "attempt due") waits = false;
        const done = transition(model, events[name], moment(0));
        model = done.model;
        for (const { kind } of done.effects) {
          if (kind === "open" || kind === "close") {
            expect(open).toBe(kind === "close");
            open = kind === "open";
          } else {
            expect(waits).toBe(kind === "clearTimer");
            waits = kind === "setTimer";
          }
        }
        expect(open).toBe(["connecting", "connected"].includes(model.state.kind));
        expect(waits).toBe(model.state.kind === "waiting");
      }
    }),
  );
});
