import { describe, expect, it } from "vitest";
import { applyDeckEvent } from "./apply-deck-event.ts";
import type { DeckChange, DeckSnapshot } from "./deck-snapshot.ts";
import type { SerializedDataService, SerializedObject } from "./serialized.ts";
import { defaultServiceOptions, outputLinesKept, type OutputLine, type ServiceSnapshot, type ServiceStatus } from "./service-snapshot.ts";
import type { TaskSnapshot } from "./task-snapshot.ts";

const at = "2026-01-01T00:00:00.000Z";

const stopped: ServiceStatus = {
  state: "stopped",
  since: at,
  wanted: null,
  restarts: 0,
  lastError: null,
  endedByTask: null,
  lastExit: null,
  options: defaultServiceOptions,
};
const running: ServiceStatus = { ...stopped, state: "running", pid: 7, responsive: true };

function float(path: string, value: number): SerializedObject {
  return { full_access_path: path, type: "float", value, readonly: false, doc: null };
}

function tree(value: Record<string, SerializedObject>): SerializedDataService {
  return { full_access_path: "", type: "DataService", name: "Test", value, readonly: false, doc: null };
}

function task(path: string, state: "inactive" | "running"): TaskSnapshot {
  return {
    path,
    state,
    doc: null,
    sequence: 0,
    since: at,
    wanted: null,
    restarts: 0,
    runs: 0,
    failures: 0,
    runningSec: 0,
    startedAt: null,
    endedAt: null,
    lastError: null,
    result: null,
    warnings: [],
    options: {
      autostart: false,
      restartOnException: true,
      restartSec: 1,
      startLimitIntervalSec: null,
      startLimitBurst: 3,
      exitOnFailure: false,
      restartSteps: null,
      restartMaxDelaySec: null,
      timeoutStopSec: 10,
      watchdogSec: null,
    },
  };
}

function service(id: string): ServiceSnapshot {
  return {
    id,
    title: id,
    source: { kind: "file", file: `/lab/${id}.ts` },
    doc: null,
    status: stopped,
    usage: null,
    tasks: { poll: task("poll", "inactive") },
    attributes: tree({ x: float("x", 1) }),
    stale: false,
    output: [],
    reloadOnSave: false,
    reloadProblem: null,
  };
}

function deck(): DeckSnapshot {
  return {
    sequence: 4,
    takenAt: at,
    version: "1",
    dataDir: "/data",
    server: { state: "off" },
    services: [service("one"), service("two")],
    recentFiles: [],
    examples: [],
  };
}

/** What the deck has become after these changes, one event each. */
function after(...changes: DeckChange[]): DeckSnapshot {
  const changed = deck();
  changes.forEach((change, index) => applyDeckEvent(changed, { sequence: 5 + index, at, change }));
  expect(changed.sequence).toBe(4 + changes.length);
  return changed;
}

const line = (text: string): OutputLine => ({ at, stream: "stdout", text });

describe("applyDeckEvent", () => {
  it("takes over what a process uses", () => {
    const usage = { memoryBytes: 50_000_000, processorPercent: 3, processorSec: 1.5 };
    expect(after({ kind: "usageChanged", service: "one", usage }).services.map((service) => service.usage)).toEqual([usage, null]);
  });

  it("adds and removes services", () => {
    expect(after({ kind: "serviceAdded", service: service("three") }).services.map(({ id }) => id)).toEqual(["one", "two", "three"]);
    expect(after({ kind: "serviceRemoved", service: "one" }).services.map(({ id }) => id)).toEqual(["two"]);
  });

  it("takes over what concerns the whole deck", () => {
    expect(after({ kind: "recentFilesChanged", files: ["/a.ts"] }).recentFiles).toEqual(["/a.ts"]);
    const server = { state: "failed", reason: "port taken" } as const;
    expect(after({ kind: "serverChanged", server }).server).toEqual(server);
  });

  it("changes the service that is meant, and no other", () => {
    const changed = after(
      { kind: "statusChanged", service: "two", status: running },
      { kind: "taskChanged", service: "two", task: task("poll", "running") },
      { kind: "valueChanged", service: "two", value: float("x", 2) },
      { kind: "output", service: "two", lines: [line("hello")] },
    );
    expect(changed.services[0]).toEqual(service("one"));
    expect(changed.services[1]).toMatchObject({
      status: running,
      tasks: { poll: { state: "running" } },
      attributes: { value: { x: { value: 2 } } },
      output: [{ text: "hello" }],
    });
  });

  it("knows who wrote the present values, and forgets it when the service sets them", () => {
    const ana = { kind: "operator", name: "ana" } as const;
    const set = (path: string, changedBy?: typeof ana): DeckChange => ({
      kind: "valueChanged",
      service: "one",
      value: float(path, 2),
      ...(changedBy && { changedBy }),
    });
    expect(after(set("x")).services[0]).not.toHaveProperty("changedBy");
    expect(after(set("x", ana), set("rows[0]", ana), set("rowsets", ana), set("x")).services[0]?.changedBy).toEqual({
      "rows[0]": ana,
      rowsets: ana,
    });
    expect(after(set("rows[0]", ana), set("rowsets", ana), set("rows")).services[0]?.changedBy).toEqual({ rowsets: ana });
    expect(after(set("x", ana), { kind: "valueRemoved", service: "one", path: "x" }).services[0]?.changedBy).toEqual({});
    const replaced = { kind: "treeReplaced", service: "one", title: "One", doc: null, tasks: {}, attributes: tree({}) } as const;
    expect(after(set("x", ana), replaced).services[0]).not.toHaveProperty("changedBy");
  });

  it("takes away members and tasks that are gone", () => {
    const changed = after(
      { kind: "valueRemoved", service: "one", path: "x" },
      { kind: "taskRemoved", service: "one", path: "poll" },
      { kind: "taskRemoved", service: "one", path: "nothing" },
    );
    expect(changed.services[0]).toMatchObject({ tasks: {}, attributes: { value: {} } });
    expect(Object.keys(changed.services[0]?.attributes?.value ?? { x: 1 })).toEqual([]);
    expect(changed.services[0]?.tasks).toEqual({});
    expect(changed.services[1]).toEqual(service("two"));
  });

  it("marks as stale what is the past, until there is a new tree", () => {
    const replaced = {
      kind: "treeReplaced",
      service: "one",
      title: "New",
      doc: "d",
      tasks: {},
      attributes: tree({ y: float("y", 1) }),
    } as const;
    expect(after({ kind: "treeStale", service: "one" }).services[0]).toEqual({ ...service("one"), stale: true });
    expect(after({ kind: "treeStale", service: "one" }, replaced).services[0]).toEqual({
      ...service("one"),
      title: "New",
      doc: "d",
      tasks: {},
      attributes: tree({ y: float("y", 1) }),
      stale: false,
    });
  });

  it("keeps the last lines of output", () => {
    const lines = Array.from({ length: outputLinesKept }, (_, index) => line(String(index)));
    const changed = after({ kind: "output", service: "one", lines }, { kind: "output", service: "one", lines: [line("last")] });
    expect(changed.services[0]?.output).toHaveLength(outputLinesKept);
    expect(changed.services[0]?.output.at(0)).toEqual(line("1"));
    expect(changed.services[0]?.output.at(-1)).toEqual(line("last"));
  });

  it("passes over what it already contains and over services that it does not know", () => {
    const same = deck();
    applyDeckEvent(same, { sequence: 4, at, change: { kind: "serviceRemoved", service: "one" } });
    expect(same).toEqual(deck());
    expect(after({ kind: "treeStale", service: "nobody" })).toEqual({ ...deck(), sequence: 5 });
  });

  it("refuses an event that does not follow, and is none the worse for it", () => {
    const unchanged = deck();
    const event = { sequence: 6, at, change: { kind: "serviceRemoved", service: "one" } } as const;
    expect(() => applyDeckEvent(unchanged, event)).toThrow(RangeError);
    expect(unchanged).toEqual(deck());
  });
});
