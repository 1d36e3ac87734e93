import { describe, expect, it } from "vitest";
import { aService, aStatus, aTask, at, atMs, running, wanted } from "../../test/snapshots.ts";
import { serviceNeedsAttention, settlingMs, taskNeedsAttention } from "./attention.ts";
import { countRows, deckRows, filterRows } from "./deck-rows.ts";
import { inOrder, orderOf } from "./held-order.ts";

const healthy = aService("healthy", aStatus(running), [aTask("poll", { state: "running" })]);
const restarting = { state: "restarting", nextRestartAt: at, restartDelaySec: 1 } as const;
const failing = aService("failing", aStatus(running), [
  aTask("calm", { state: "running" }),
  aTask("broken", { state: "failed", failureReason: "exception" }),
]);
const stopped = aService(
  "stopped",
  aStatus({ state: "stopped" }, { wanted: wanted("stopped") }),
  [aTask("pump", { state: "running" })],
  true,
);

const later = atMs + settlingMs;

describe("attention", () => {
  it.each([
    ["restarting", aTask("t", restarting), true],
    ["stuck", aTask("t", { state: "stuck" }), true],
    ["failed", aTask("t", { state: "failed", failureReason: "watchdog" }), true],
    ["asked to run and inactive", aTask("t", { state: "inactive" }, { wanted: wanted("running") }), true],
    ["stopped on purpose", aTask("t", { state: "inactive" }, { wanted: wanted("stopped") }), false],
    ["finished", aTask("t", { state: "finished" }, { wanted: wanted("running") }), false],
    ["running", aTask("t", { state: "running" }), false],
  ])("of a task that is %s: %#", (_name, task, needed) => {
    expect(taskNeedsAttention(task, { status: aStatus(running), stale: false }, later)).toBe(needed);
  });

  it("stays with a restarted task until it has settled", () => {
    const task = aTask("t", { state: "running" }, { restarts: 2 });
    const owner = { status: aStatus(running), stale: false };
    expect(taskNeedsAttention(task, owner, atMs + settlingMs - 1)).toBe(true);
    expect(taskNeedsAttention(task, owner, atMs + settlingMs)).toBe(false);
  });

  it("is not drawn by what was under way in a process that is gone, nor by what failed in a service stopped since", () => {
    const status = aStatus({ state: "stopped" });
    expect(taskNeedsAttention(aTask("t", restarting), { status, stale: true }, later)).toBe(false);
    expect(taskNeedsAttention(aTask("t", { state: "failed", failureReason: "exception" }), { status, stale: true }, later)).toBe(false);
  });

  it.each([
    ["failed", aStatus({ state: "failed", failureReason: "crashed" }), true],
    ["restarting", aStatus(restarting), true],
    ["not responding", aStatus({ ...running, responsive: false }), true],
    ["stopped, but asked to run", aStatus({ state: "stopped" }, { wanted: wanted("running") }), true],
    ["stopped on purpose", aStatus({ state: "stopped" }, { wanted: wanted("stopped") }), false],
    ["running", aStatus(running), false],
    ["running again since just now", aStatus({ ...running }, { restarts: 1 }), false],
  ])("of a service that is %s", (_name, status, needed) => expect(serviceNeedsAttention({ status }, later)).toBe(needed));
});

const ids = (rows: ReturnType<typeof deckRows>): string[] =>
  rows.map((row) => [row.service.id, ...row.tasks.map((task) => task.task.path)].join(" "));

describe("rows", () => {
  const rows = deckRows({ services: [healthy, stopped, failing] }, later);

  it("put what needs attention first, and otherwise keep the order of loading", () => {
    expect(ids(rows)).toEqual(["failing broken calm", "healthy poll", "stopped pump"]);
  });

  it("never count a task whose process is gone as running", () => {
    expect(Object.fromEntries(countRows(rows))).toEqual({ all: 7, attention: 1, running: 4, failed: 1, stopped: 1, stale: 1 });
  });

  it("are filtered by state, with each task's service above it", () => {
    expect(ids(filterRows(rows, "attention", ""))).toEqual(["failing broken"]);
    expect(ids(filterRows(rows, "stopped", ""))).toEqual(["stopped"]);
    expect(ids(filterRows(rows, "stuck", ""))).toEqual([]);
  });

  it("are searched by all words, in titles, files and tasks", () => {
    expect(ids(filterRows(rows, "all", "BROK"))).toEqual(["failing broken"]);
    expect(ids(filterRows(rows, "all", "lab failing"))).toEqual(["failing broken calm"]);
    expect(ids(filterRows(rows, "running", "healthy poll"))).toEqual(["healthy poll"]);
  });

  it("keep a held order, newcomers last", () => {
    const calm = deckRows({ services: [healthy, stopped] }, later);
    expect(ids(inOrder(rows, orderOf(calm)))).toEqual(["healthy poll", "stopped pump", "failing broken calm"]);
  });
});
