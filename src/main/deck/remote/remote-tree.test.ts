import { beforeEach, expect, it } from "vitest";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { aDeck, aService, aStatus, running } from "#shared/testing/snapshots.ts";
import type { ServiceChange } from "../deck-service.ts";
import { runAtOnce } from "../../wire/sliced.ts";
import { RemoteTree } from "./remote-tree.ts";

const first = "2026-01-01T00:00:00.000Z";
const then = "2026-01-01T00:00:10.000Z";
const later = "2026-01-01T00:00:20.000Z";

const int = (value: number) => ({ type: "int", value, readonly: false, doc: null });
const status = (value: string) => ({ type: "Enum", name: "TaskStatus", value, enum: { RUNNING: "running", NOT_RUNNING: "not_running" } });
const pydaseTask = (value: string) => ({
  type: "Task",
  name: "Task",
  value: { autostart: { type: "bool", value: true }, status: status(value) },
});
const service = (value: object, name = "Part") => ({ type: "DataService", name, doc: null, value });
const news = (full_access_path: string, value: unknown) => ({ data: { full_access_path, value } });

let mirror: ServiceSnapshot;
let tree: RemoteTree;
let deck: ReturnType<typeof aDeck>;

beforeEach(() => {
  mirror = aService("remote", aStatus(running));
  deck = aDeck(0, [mirror]);
  tree = new RemoteTree(() => mirror);
});

const replace = (...given: Parameters<RemoteTree["replace"]>): ServiceChange => runAtOnce(tree.replace(...given));
const notify = (...given: Parameters<RemoteTree["notify"]>): ServiceChange[] => runAtOnce(tree.notify(...given));

function take(changes: readonly ServiceChange[]): readonly ServiceChange[] {
  for (const change of changes) {
    const event = { sequence: deck.sequence + 1, at: then, change: { ...change, service: "remote" } };
    applyDeckEvent(deck, structuredClone(event));
  }
  return changes;
}

function takeTree(members: object, at = first): void {
  take([replace(service(members, "LabSensor"), null, at)]);
}

function valueAt(path: string) {
  return mirror.attributes === null ? null : objectAt(mirror.attributes, path);
}

it("is called as its class is, in words, or as a person calls it", () => {
  expect(replace(service({}, "LabSensor"), null, first)).toMatchObject({ title: "Lab Sensor" });
  expect(replace(service({}, "LabSensor"), "Cryostat", first)).toMatchObject({ title: "Cryostat" });
});

it("says of a task of pydase what pydase reports, and nothing else", () => {
  takeTree({ poll: pydaseTask("RUNNING") });
  expect(mirror.tasks["poll"]).toMatchObject({
    state: "running",
    options: { autostart: true },
    ...{ since: null, restarts: null, runs: null, failures: null, runningSec: null, lastError: null },
  });
  take(notify(news("poll.status", status("NOT_RUNNING")), then));
  expect(mirror.tasks["poll"]).toMatchObject({ state: "inactive", since: then });
  take(notify(news("poll.status", status("NOT_RUNNING")), later));
  expect(mirror.tasks["poll"]).toMatchObject({ state: "inactive", since: then });
});

it("says of a task of another Dasedeck what that reports", () => {
  const text = (value: string | null) => ({ type: value === null ? "NoneType" : "str", value });
  takeTree({
    poll: {
      type: "Task",
      value: {
        status: status("RUNNING"),
        state: text("restarting"),
        restarts: int(3),
        last_error: text("ValueError: too: cold"),
        next_restart_at: text("2026-01-01 00:00:30+00:00"),
        restart: { type: "method", value: null },
      },
    },
  });
  expect(mirror.tasks["poll"]).toMatchObject({
    state: "restarting",
    restarts: 3,
    nextRestartAt: "2026-01-01T00:00:30.000Z",
    lastError: { name: "ValueError", message: "too: cold", at: first },
  });
  // The status comes at once, the rest a moment later.
  take(notify(news("poll.status", status("NOT_RUNNING")), then));
  expect(mirror.tasks["poll"]?.state).toBe("inactive");
  take(notify(news("poll.state", text("failed")), then));
  expect(mirror.tasks["poll"]).toMatchObject({ state: "failed", failureReason: null, since: then, lastError: { at: first } });
});

it("knows when a value changed, once it did; after a time without a connection too", () => {
  takeTree({ a: int(1), b: int(1), part: service({ c: int(1) }) });
  expect(valueAt("a")).not.toHaveProperty("changed_at");
  take(notify(news("a", int(2)), then));
  expect(valueAt("a")).toMatchObject({ value: 2, changed_at: then });
  takeTree({ a: int(2), b: int(1), part: service({ c: int(7) }) }, later);
  expect(valueAt("a")).toMatchObject({ changed_at: then });
  expect(valueAt("b")).not.toHaveProperty("changed_at");
  expect(valueAt("part.c")).toMatchObject({ value: 7, changed_at: later });
});

it("keeps the documentation of a property, which pydase forgets with the first change", () => {
  takeTree({ gain: { ...int(1), doc: "Of the amplifier." } });
  take(notify(news("gain", int(2)), then));
  expect(valueAt("gain")).toMatchObject({ value: 2, doc: "Of the amplifier." });
});

it("has the tasks of what is in a place now, and of nothing that was there before", () => {
  takeTree({ parts: { type: "list", value: [service({ poll: pydaseTask("RUNNING") }), service({ poll: pydaseTask("RUNNING") })] } });
  expect(Object.keys(mirror.tasks)).toEqual(["parts[0].poll", "parts[1].poll"]);
  take(notify(news("parts", { type: "list", value: [service({ watch: pydaseTask("NOT_RUNNING") })] }), then));
  expect(Object.keys(mirror.tasks)).toEqual(["parts[0].watch"]);
  take(notify(news("parts[0].watch", pydaseTask("RUNNING")), then));
  expect(mirror.tasks["parts[0].watch"]).toMatchObject({ state: "running", since: then });
});

it("takes a new entry of a dict and a new member, and nothing for a place that there is not", () => {
  takeTree({ table: { type: "dict", value: {} }, list: { type: "list", value: [int(1)] } });
  take(notify(news('table["a.b"]', int(1)), then));
  take(notify(news("fresh", int(1)), then));
  expect(valueAt('table["a.b"]')).toMatchObject({ value: 1 });
  expect(valueAt("fresh")).toMatchObject({ value: 1, changed_at: then });
  expect(notify(news("nowhere.at.all", int(1)), then)).toEqual([]);
  expect(notify(news("list[7]", int(1)), then)).toEqual([]);
});

it.each([
  ["no news at all", undefined],
  ["no data", { data: null }],
  ["no path", news("a..b", int(1))],
  ["the whole tree", news("", service({}))],
  ["no object", news("a", 7)],
])("refuses %s, and changes nothing", (_, given) => {
  takeTree({ a: int(1) });
  expect(() => notify(given, then)).toThrow();
  expect(valueAt("a")).toMatchObject({ value: 1 });
});

it("refuses what is no service", () => {
  expect(() => replace(int(1), null, first)).toThrow("no DataService");
  expect(() => replace(null, null, first)).toThrow("no serialised object");
});

it("takes no more than a service here may serve, whether at once or bit by bit, and counts what is gone as room", () => {
  const many = (count: number) => ({ type: "list", value: Array.from({ length: count }, () => int(1)) });
  expect(() => replace(service({ a: many(100_000) }), null, first)).toThrow("more than 100000 values");
  takeTree({ a: many(60_000), b: many(1) });
  expect(() => notify(news("b", many(60_000)), then)).toThrow("more than 100000 values");
  take(notify(news("a", many(1)), then));
  take(notify(news("b", many(60_000)), then));
  const text = (length: number) => ({ type: "str", value: "x".repeat(length) });
  expect(() => notify(news("b", { type: "list", value: Array.from({ length: 5 }, () => text(4 << 20)) }), then)).toThrow(
    "more than 16 Mi characters",
  );
});
