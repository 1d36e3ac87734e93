import { describe, expect, it } from "vitest";
import { aPydaseTask, aRemoteService, aService, aStatus, aTask, at, atMs, running, wanted } from "#shared/testing/snapshots.ts";
import { serviceNeedsAttention, settlingMs, taskNeedsAttention, taskUnfulfilled } from "./attention.ts";
import { countRows, createDeckRows, deckRows, filterRows, tableRows, type ServiceRow } from "./deck-rows.ts";

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
const here = healthy.source;

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
    expect(taskNeedsAttention(task, { source: here, status: aStatus(running), stale: false }, later)).toBe(needed);
  });

  it("stays with a restarted task until it has settled", () => {
    const task = aTask("t", { state: "running" }, { restarts: 2 });
    const owner = { source: here, status: aStatus(running), stale: false };
    expect(taskNeedsAttention(task, owner, atMs + settlingMs - 1)).toBe(true);
    expect(taskNeedsAttention(task, owner, atMs + settlingMs)).toBe(false);
  });

  it("is not drawn by what was under way in a process that is gone, nor by what failed in a service stopped since", () => {
    const status = aStatus({ state: "stopped" });
    const owner = { source: here, status, stale: true };
    expect(taskNeedsAttention(aTask("t", restarting), owner, later)).toBe(false);
    expect(taskNeedsAttention(aTask("t", { state: "failed", failureReason: "exception" }), owner, later)).toBe(false);
  });

  it.each([
    ["failed", aStatus({ state: "failed", failureReason: "crashed" }), true],
    ["restarting", aStatus(restarting), true],
    ["not responding", aStatus({ ...running, responsive: false }), true],
    ["stopped, but asked to run", aStatus({ state: "stopped" }, { wanted: wanted("running") }), true],
    ["stopped on purpose", aStatus({ state: "stopped" }, { wanted: wanted("stopped") }), false],
    ["running", aStatus(running), false],
    ["running again since just now", aStatus({ ...running }, { restarts: 1 }), false],
  ])("of a service that is %s", (_name, status, needed) => expect(serviceNeedsAttention({ source: here, status }, later)).toBe(needed));
});

describe("attention to what runs elsewhere", () => {
  it.each([
    ["connected", aStatus(running), false],
    ["lost", aStatus(restarting), true],
    ["refused", aStatus({ state: "failed", failureReason: "refused" }), true],
    ["disconnected on request", aStatus({ state: "stopped" }, { wanted: wanted("stopped") }), false],
    ["disconnected, but asked to be connected", aStatus({ state: "stopped" }, { wanted: wanted("running") }), true],
  ])("of a connection that is %s", (_name, status, needed) => {
    expect(serviceNeedsAttention(aRemoteService("r", status), later)).toBe(needed);
  });

  it.each([
    ["failed there", aTask("t", { state: "failed", failureReason: "exception" }), aStatus(running), false, true],
    ["running, of which nothing more is reported", aPydaseTask("t", "running"), aStatus(running), false, false],
    [
      "asked to run, while nobody knows whether it does",
      aTask("t", { state: "inactive" }, { wanted: wanted("running") }),
      aStatus(restarting),
      true,
      false,
    ],
  ])("of a task that is %s", (_name, task, status, stale, needed) => {
    const service = aRemoteService("r", status, [task], stale);
    expect(taskNeedsAttention(task, service, later)).toBe(needed);
  });
});

const ids = (rows: readonly ServiceRow[]): string[] =>
  rows.map((row) => [row.service.id, ...row.tasks.map((task) => task.task.path)].join(" "));

describe("rows", () => {
  const rows = deckRows({ services: [healthy, stopped, failing] }, later);
  const elsewhere = deckRows({ services: [healthy, aRemoteService("pump", aStatus(running), [aPydaseTask("fill", "running")])] }, later);

  it("put what needs attention first, and otherwise keep the order of loading", () => {
    expect(ids(rows)).toEqual(["failing broken calm", "healthy poll", "stopped pump"]);
  });

  it("never count a task whose process is gone as running", () => {
    expect(Object.fromEntries(countRows(rows))).toEqual({ all: 7, attention: 1, running: 4, failed: 1, stopped: 1, "not running": 1 });
  });

  it("are filtered by state, with each task's service above it", () => {
    expect(ids(filterRows(rows, "attention", ""))).toEqual(["failing broken"]);
    expect(ids(filterRows(rows, "stopped", ""))).toEqual(["stopped"]);
    expect(ids(filterRows(rows, "stuck", ""))).toEqual([]);
  });

  it("are searched by all words, in titles, files, addresses and tasks", () => {
    expect(ids(filterRows(rows, "all", "BROK"))).toEqual(["failing broken"]);
    expect(ids(filterRows(rows, "all", "lab failing"))).toEqual(["failing broken calm"]);
    expect(ids(filterRows(rows, "running", "healthy poll"))).toEqual(["healthy poll"]);
    expect(ids(filterRows(elsewhere, "all", "lab-pc:8001"))).toEqual(["pump fill"]);
  });

  it("are filtered by whether they run elsewhere, and never count a connected service as a running one", () => {
    expect(ids(filterRows(elsewhere, "remote", ""))).toEqual(["pump fill"]);
    expect(Object.fromEntries(countRows(elsewhere))).toEqual({ all: 4, running: 3, connected: 1, remote: 2 });
  });

  it("stand in the table one below the other", () => {
    expect(tableRows(rows).map(({ key }) => key)).toEqual([
      "failing",
      "failing\nbroken",
      "failing\ncalm",
      "healthy",
      "healthy\npoll",
      "stopped",
      "stopped\npump",
    ]);
  });
});

describe("rows worked out again and again", () => {
  it("are the same rows where only values have changed, and new ones for everything else", () => {
    const rowsOf = createDeckRows();
    const [before] = rowsOf({ services: [healthy] }, later);
    const [valueChanged] = rowsOf({ services: [{ ...healthy, attributes: null }] }, later);
    expect(valueChanged).toBe(before);
    const changes: Partial<typeof healthy>[] = [
      { tasks: { poll: aTask("poll", { state: "stuck" }) } },
      { status: aStatus({ state: "stopped" }) },
      { stale: true },
      { title: "Healthy" },
      { output: [{ at, stream: "stdout", text: "hello" }] },
    ];
    for (const change of changes) {
      const service = { ...healthy, ...change };
      expect(rowsOf({ services: [service] }, later)).toEqual(deckRows({ services: [service] }, later));
    }
  });

  it("follow the clock and what is added and removed", () => {
    const rowsOf = createDeckRows();
    const settling = aService("s", aStatus({ ...running }, { restarts: 1 }));
    expect(rowsOf({ services: [settling, healthy] }, atMs + 1)[0]?.attention).toBe(true);
    expect(rowsOf({ services: [settling, healthy] }, later)[0]?.attention).toBe(false);
    expect(ids(rowsOf({ services: [healthy] }, later))).toEqual(["healthy poll"]);
    expect(ids(rowsOf({ services: [settling, healthy] }, later))).toEqual(["s", "healthy poll"]);
  });
});

describe("what is wanted and not so", () => {
  const toRun = { wanted: wanted("running") };
  const toStop = { wanted: wanted("stopped") };
  const present = { source: here, status: aStatus(running), stale: false };
  const failed = { source: here, status: aStatus({ state: "failed", failureReason: "crashed" }, toRun), stale: true };
  const stoppedOnPurpose = { source: here, status: aStatus({ state: "stopped" }, toStop), stale: true };
  const down = { source: here, status: aStatus({ state: "stopped" }, toRun), stale: true };
  const comingBack = { source: here, status: aStatus(restarting), stale: true };
  const failedTask = { state: "failed", failureReason: "exception" } as const;

  it.each([
    ["inactive after a stuck run has ended", aTask("t", { state: "inactive" }, toRun), present, /asked to run/],
    ["failed", aTask("t", failedTask, toRun), present, /asked to run/],
    ["stuck though asked to stop", aTask("t", { state: "stuck" }, toStop), present, /asked to stop/],
    ["stuck though asked to run again", aTask("t", { state: "stuck" }, toRun), present, /asked to run/],
    ["running when its service failed", aTask("t", { state: "running" }, toRun), failed, /its service has failed/],
    ["inactive in a service that is down", aTask("t", { state: "inactive" }, toRun), down, /asked to run/],
  ])("stands out: %s", (_name, task, service, words) => expect(taskUnfulfilled(task, service)).toMatch(words));

  it.each([
    ["never asked for", aTask("t", { state: "inactive" }), present],
    ["stopped on purpose", aTask("t", { state: "inactive" }, toStop), present],
    ["failed while it was stopped", aTask("t", failedTask, toStop), present],
    ["running", aTask("t", { state: "running" }, toRun), present],
    ["waiting for its restart", aTask("t", restarting, toRun), present],
    ["stopping", aTask("t", { state: "stopping" }, toStop), present],
    ["finished", aTask("t", { state: "finished" }, toRun), present],
    ["finished, its service failed later", aTask("t", { state: "finished" }, toRun), failed],
    ["in a service that was stopped on purpose", aTask("t", { state: "running" }, toRun), stoppedOnPurpose],
    ["stuck in a process that is gone", aTask("t", { state: "stuck" }, toStop), stoppedOnPurpose],
    ["in a service that comes back by itself", aTask("t", { state: "running" }, toRun), comingBack],
  ])("does not stand out: %s", (_name, task, service) => expect(taskUnfulfilled(task, service)).toBeNull());
});
