import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, ErrorReport } from "#shared/primitives.ts";
import { defaultServiceOptions, type ServiceOptions } from "#shared/service-snapshot.ts";
import { onSave, transition } from "./service-machine.ts";
import type { Restoring } from "./state/restore-lessons.ts";
import { newServiceModel, type ServiceEffect, type ServiceEvent, type ServiceModel, type ServiceState } from "./service-model.ts";

const by: Actor = { kind: "operator", name: "ana" };
const at = (second: number) => ({ monotonicMs: second * 1000, wall: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() });
const error: ErrorReport = { name: "Error", message: "no device", stack: null, location: null, at: at(0).wall };
const exited: ServiceEvent = { kind: "processExited", description: "exit code 3", restoring: null };

const restoring: Restoring = { sources: "1", step: { kind: "value", path: "power", write: { type: "float", value: 5 } } };

function modelIn(state: ServiceState, options: Partial<ServiceOptions> = {}): ServiceModel {
  return { ...newServiceModel(at(0)), state, options: { ...defaultServiceOptions, ...options } };
}

const states = {
  stopped: { kind: "stopped" },
  queued: { kind: "starting", isQueued: true },
  starting: { kind: "starting", isQueued: false },
  running: { kind: "running" },
  stopping: { kind: "stopping", then: "stay stopped" },
  restarting: { kind: "restarting", nextRestartAt: at(1).wall, delaySec: 1 },
  failed: { kind: "failed", reason: "crashed" },
} satisfies Record<string, ServiceState>;

/** A state in short: `stopping (start again)`, `failed (crashed)`. */
function inShort(state: ServiceState): string {
  if (state.kind === "starting") return state.isQueued ? "queued" : "starting";
  if (state.kind === "stopping") return `stopping (${state.then})`;
  return state.kind === "failed" ? `failed (${state.reason})` : state.kind;
}

function act(model: ServiceModel, ...events: ServiceEvent[]): { state: string; model: ServiceModel; effects: ServiceEffect["kind"][] } {
  let current = model;
  const effects: ServiceEffect["kind"][] = [];
  for (const event of events) {
    const next = transition(current, event, at(1));
    current = next.model;
    effects.push(...next.effects.map((effect) => effect.kind));
  }
  return { state: inShort(current.state), model: current, effects };
}

describe("commands", () => {
  it.each([
    // state       start                     stop                       restart                   force stop
    ["stopped", "queued", "stopped", "queued", "stopped"],
    ["queued", "queued", "stopped", "queued", "stopped"],
    ["starting", "starting", "stopping (stay stopped)", "stopping (start again)", "stopping (stay stopped)"],
    ["running", "running", "stopping (stay stopped)", "stopping (start again)", "stopping (stay stopped)"],
    ["stopping", "stopping (start again)", "stopping (stay stopped)", "stopping (start again)", "stopping (stay stopped)"],
    ["restarting", "queued", "stopped", "queued", "stopped"],
    ["failed", "queued", "failed (crashed)", "queued", "failed (crashed)"],
  ] as const)("%s: start → %s, stop → %s, restart → %s, force stop → %s", (name, start, stop, restart, forceStop) => {
    const before = modelIn(states[name]);
    expect(act(before, { kind: "start", by }).state).toBe(start);
    expect(act(before, { kind: "stop", by }).state).toBe(stop);
    expect(act(before, { kind: "restart", by }).state).toBe(restart);
    expect(act(before, { kind: "forceStop", by }).state).toBe(forceStop);
  });

  it.each([
    ["stopped", "reload"],
    ["starting", "try first"],
    ["running", "try first"],
    ["stopping", "try first"],
    ["restarting", "reload"],
    ["failed", "reload"],
  ] as const)("%s and wanted: a save means %s; not wanted: nothing", (name, meaning) => {
    const wanted = (what: "running" | "stopped") => ({ ...modelIn(states[name]), wanted: { wanted: what, by, at: at(0).wall } });
    expect(onSave(wanted("running"))).toBe(meaning);
    expect([onSave(wanted("stopped")), onSave(modelIn(states[name]))]).toEqual(["nothing", "nothing"]);
  });

  it("note who wanted what", () => {
    expect(act(modelIn({ kind: "running" }), { kind: "stop", by }).model.wanted).toEqual({ wanted: "stopped", by, at: at(1).wall });
  });

  it("keep who wanted first what is wanted already", () => {
    const started = act(modelIn({ kind: "stopped" }), { kind: "start", by }).model;
    expect(act(started, { kind: "start", by: { kind: "client", name: "bob" } }).model.wanted?.by).toEqual(by);
  });

  it("begin afresh after a stop, also one that came during a restart", () => {
    const { effects } = act(modelIn({ kind: "running" }), { kind: "restart", by }, { kind: "stop", by });
    expect(effects.filter((kind) => kind.endsWith("WantedTasks"))).toEqual(["keepWantedTasks", "forgetWantedTasks"]);
  });

  it("start a stopping service again once its process has ended", () => {
    const { state, effects } = act(modelIn({ kind: "running" }), { kind: "stop", by }, { kind: "start", by }, exited);
    expect(state).toBe("queued");
    expect(effects).toContain("enqueueStart");
  });
});

describe("the end of a process", () => {
  it.each([
    ["starting", {}, "failed (load-error)"],
    ["running", {}, "restarting"],
    ["running", { restart: "no" }, "failed (crashed)"],
    ["running", { restart: "on-failure" }, "restarting"],
    ["stopping", {}, "stopped"],
    ["failed", {}, "failed (crashed)"],
  ] as const)("in %s with %o → %s", (name, options, expected) => {
    expect(act(modelIn(states[name], options), exited).state).toBe(expected);
  });

  it("by a task's failure is no crash", () => {
    const ended: ServiceEvent = { kind: "endedByTask", task: "criticalTask", error };
    const { state, model } = act(modelIn({ kind: "running" }), ended, exited);
    expect(state).toBe("failed (task-failure)");
    expect(model).toMatchObject({ endedByTask: "criticalTask", lastError: error });
    expect(act(modelIn({ kind: "running" }, { restart: "on-failure" }), ended, exited).state).toBe("restarting");
  });

  it("by a crash of a native addon while it loads says what it may be", () => {
    const crashed: ServiceEvent = { kind: "processExited", description: "signal SIGSEGV", restoring: null };
    const { model } = act(modelIn({ kind: "starting", isQueued: false }), crashed);
    expect(model.lastError?.message).toMatch(/^The process ended while loading: signal SIGSEGV\. A native addon .*dasedeck rebuild/);
  });

  it("by the watchdog is a failure that says so", () => {
    const running = modelIn({ kind: "running" }, { watchdogSec: 5, restart: "no" });
    const { state, effects } = act(running, { kind: "watchdogExpired", blocker: null }, exited);
    expect(state).toBe("failed (watchdog)");
    expect(effects).toContain("killProcess");
  });

  it("keeps what the process said of it", () => {
    const late = { ...error, at: at(1).wall };
    expect(act(modelIn({ kind: "running" }), { kind: "crashed", error: late }, exited).model.lastError).toEqual(late);
  });

  it("says by itself why, where only an older error is known", () => {
    const restarted = { ...modelIn({ kind: "running" }), since: at(1).wall, lastError: error };
    expect(act(restarted, exited).model.lastError?.message).toBe("The process ended by itself: exit code 3");
  });
});

describe("waiting to start", () => {
  it("the process starts when it is its turn, and only then the time to load counts", () => {
    const waiting = act(modelIn(states.stopped), { kind: "start", by });
    expect(waiting.effects).toEqual(["clearTimer", "clearTimer", "enqueueStart"]);
    const started = act(waiting.model, { kind: "startDue" });
    expect(started.state).toBe("starting");
    expect(started.effects).toEqual(["startProcess", "setTimer"]);
    expect(started.model.since).toBe(waiting.model.since);
  });

  it("how long it may load is an option, known from the last time that it loaded", () => {
    const { effects } = transition(modelIn(states.queued, { loadTimeoutSec: 300 }), { kind: "startDue" }, at(1));
    expect(effects).toContainEqual({ kind: "setTimer", timer: "load", delaySec: 300 });
  });

  it("a turn that comes after it was stopped starts nothing", () => {
    expect(act(modelIn(states.queued), { kind: "stop", by }, { kind: "startDue" })).toMatchObject({
      state: "stopped",
      effects: ["forgetWantedTasks"],
    });
  });

  it("a file that may not be run is a load error, and there is no process", () => {
    const { state, effects, model } = act(modelIn(states.queued), { kind: "refused", error });
    expect([state, effects, model.lastError]).toEqual(["failed (load-error)", ["clearTimer"], error]);
  });
});

describe("loading", () => {
  it("may take as long as the source says, from the start of the process", () => {
    const read: ServiceEvent = { kind: "loadTimeoutRead", loadTimeoutSec: 300, passedSec: 2 };
    const { model, effects } = transition(modelIn(states.starting), read, at(2));
    expect(effects).toEqual([{ kind: "setTimer", timer: "load", delaySec: 298 }]);
    expect(act(model, { kind: "loadTimedOut", restoring: null }).model.lastError?.message).toContain("within 300 s");
    expect(transition(modelIn(states.starting), { ...read, loadTimeoutSec: 1 }, at(2)).effects).toEqual([
      { kind: "setTimer", timer: "load", delaySec: 0 },
    ]);
    expect(act(modelIn(states.running), read).effects).toEqual([]);
  });

  it("that takes too long is a load error, and the process is killed", () => {
    const { state, effects, model } = act(modelIn(states.starting), { kind: "loadTimedOut", restoring: null });
    expect([state, effects.includes("killProcess")]).toEqual(["failed (load-error)", true]);
    expect(model.lastError?.message).toContain("within 30 s");
  });

  it("says what it ended by where that is known, and learns it", () => {
    const ended = act(modelIn(states.starting), { ...exited, restoring });
    expect([ended.state, ended.effects.includes("learn")]).toEqual(["failed (load-error)", true]);
    expect(ended.model.lastError?.message).toBe(
      "Restoring power to 5 ended the process (exit code 3). This value will be left out at the next start",
    );
    const hung = act(modelIn(states.starting), { kind: "loadTimedOut", restoring });
    expect(hung.effects).toContain("learn");
    expect(hung.model.lastError?.message).toBe(
      "The service did not finish loading within 30 s. Restoring power to 5 did not return. This value will be left out at the next start",
    );
  });

  it("keeps what the process said of its end while it restored", () => {
    const said = { ...error, at: at(1).wall, stack: "Error: no device\n  at laser.ts:3:5" };
    const { model } = act(modelIn(states.starting), { kind: "crashed", error: said }, { ...exited, restoring });
    expect(model.lastError).toMatchObject({ name: "Error", stack: said.stack });
    expect(model.lastError?.message).toMatch(/^Restoring power to 5 ended the process \(exit code 3: no device\)/);
  });

  it("says that plain values are restored one at a time next, where one of them ended it", () => {
    const plain: Restoring = { sources: "1", step: { kind: "plain values" } };
    expect(act(modelIn(states.starting), { ...exited, restoring: plain }).model.lastError?.message).toBe(
      "Restoring the saved values ended the process (exit code 3). At the next start they will be restored one at a time, to find out which of them it is",
    );
  });

  it.each(["stopping", "running", "failed"] as const)("teaches nothing in %s", (name) => {
    expect(act(modelIn(states[name]), { ...exited, restoring }).effects).not.toContain("learn");
  });

  it("that fails is not retried by itself", () => {
    expect(act(modelIn(states.starting, { restart: "on-failure" }), { kind: "loadFailed", error }, exited).state).toBe(
      "failed (load-error)",
    );
  });

  it("that ends after it was stopped does not run", () => {
    const { state } = act(modelIn(states.starting), { kind: "stop", by }, { kind: "loaded", options: defaultServiceOptions });
    expect(state).toBe("stopping (stay stopped)");
  });
});

describe("restarts", () => {
  const crashAndRestart = (model: ServiceModel, second: number): ServiceModel => {
    const crashed = transition(model, exited, at(second)).model;
    const due = transition(crashed, { kind: "restartDue" }, at(second)).model;
    return transition(due, { kind: "loaded", options: due.options }, at(second)).model;
  };

  it("give up after the limit, and an explicit start clears it", () => {
    let model = modelIn({ kind: "running" }, { startLimitBurst: 2 });
    for (const second of [1, 2]) model = crashAndRestart(model, second);
    expect(model.restarts).toBe(2);
    const given = transition(model, exited, at(3)).model;
    expect(inShort(given.state)).toBe("failed (start-limit-hit)");
    const again = transition(given, { kind: "start", by }, at(4)).model;
    expect([inShort(again.state), again.restarts]).toEqual(["queued", 0]);
  });

  it("never exceed the limit in any window", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (pauses, burst) => {
        let model = modelIn({ kind: "running" }, { startLimitBurst: burst, startLimitIntervalSec: 60 });
        let second = 0;
        for (const pause of pauses) {
          second += pause;
          if (model.state.kind === "running") model = crashAndRestart(model, second);
        }
        for (const first of model.performedRestarts) {
          const inWindow = model.performedRestarts.filter((other) => other >= first && other < first + 60_000);
          expect(inWindow.length).toBeLessThanOrEqual(burst);
        }
      }),
    );
  });
});

describe("any sequence of events", () => {
  const options = fc.constantFrom("no", "on-crash", "on-failure").map((restart) => ({ ...defaultServiceOptions, restart }));
  const event: fc.Arbitrary<ServiceEvent> = fc.oneof(
    fc.constantFrom("start", "stop", "restart", "forceStop").map((kind) => ({ kind, by })),
    fc.constantFrom("restartDue", "stopTimedOut").map((kind) => ({ kind })),
    fc.constant<ServiceEvent>({ kind: "watchdogExpired", blocker: null }),
    fc.constantFrom(null, restoring).map((what): ServiceEvent => ({ kind: "loadTimedOut", restoring: what })),
    fc.constantFrom("loadFailed", "crashed").map((kind) => ({ kind, error })),
    options.map((chosen): ServiceEvent => ({ kind: "loaded", options: chosen })),
    fc.constant<ServiceEvent>({ kind: "loadTimeoutRead", loadTimeoutSec: 3, passedSec: 1 }),
    fc.constant<ServiceEvent>({ kind: "endedByTask", task: "poll", error }),
    fc.constant(exited),
  );

  it("starts a process only in starting, and none after an explicit stop until someone asks again", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let model = newServiceModel(at(0));
        events.forEach((next, second) => {
          const { model: after, effects } = transition(model, next, at(second));
          const started = effects.some((effect) => effect.kind === "startProcess");
          if (started) expect(after.state.kind).toBe("starting");
          if (started && next.kind !== "start" && next.kind !== "restart") expect(after.wanted?.wanted).toBe("running");
          model = after;
        });
      }),
      { numRuns: 500 },
    );
  });
});
