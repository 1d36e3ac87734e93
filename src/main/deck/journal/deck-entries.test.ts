import fc from "fast-check";
import { expect, it } from "vitest";
import { DeckEntries } from "./deck-entries.ts";
import type { NewEntry } from "./new-entry.ts";
import { ana, event, serviceAdded, startMs, statusOf, steps, take, taskChanged } from "./testing/rounds.ts";
import { ToldTask } from "./testing/told-task.ts";

const ben = { kind: "client", name: "ben" } as const;

function entriesOf(...events: Parameters<DeckEntries["of"]>[0][]): NewEntry[] {
  const entries = new DeckEntries();
  return [serviceAdded("laser"), ...events].flatMap((each) => entries.of(each));
}

const told = ({ event: what, by, detail }: NewEntry): unknown[] => [what, by.name, detail];

const ofTask = (...snapshots: ToldTask["snapshot"][]): NewEntry[] => entriesOf(...snapshots.map((task) => taskChanged("laser", task)));

it("tells each state once, with who caused it: who asked causes the way there, too, but never a failure", () => {
  const task = new ToldTask("poll", startMs);
  const first = task.start(ana);
  const same = { ...first, warnings: ["new"] };
  const failed = task.fail("no light");
  task.ms += 1000;
  const again = task.restart();
  task.ms += 1000;
  const stopping = task.stop(ben);
  task.ms += 1000;
  expect(ofTask(first, same, failed, again, stopping, task.end()).map(told)).toEqual([
    ["running", "ana", null],
    ["restarting", "supervisor", "Error: no light"],
    ["running", "supervisor", null],
    ["stopping", "ben", null],
    ["inactive", "ben", null],
  ]);
});

it("tells nothing of a task that nobody has asked anything of", () => {
  expect(ofTask(new ToldTask("poll", startMs).snapshot)).toEqual([]);
});

it("tells what a run threw while it was asked to stop", () => {
  const task = new ToldTask("poll", startMs);
  const snapshots = [task.start(ana), task.stop(ana), task.end()];
  const lastError = { name: "Error", message: "no light", stack: null, location: null, at: task.snapshot.since };
  expect(ofTask(...snapshots.slice(0, 2), { ...task.snapshot, failures: 1, lastError }).map(told)).toEqual([
    ["running", "ana", null],
    ["stopping", "ana", null],
    ["inactive", "ana", "threw while it was stopping: Error: no light"],
  ]);
});

it("tells that the watchdog gave a run up, also one that does not end then", () => {
  const task = new ToldTask("poll", startMs);
  const running = task.start(ana);
  const since = new Date(startMs + 5000).toISOString();
  const lastError = { name: "WatchdogExpired", message: "silent", stack: null, location: null, at: since };
  const stopping = { ...running, state: "stopping", sequence: 2, since, failures: 1, lastError } as const;
  const stuck = { ...stopping, state: "stuck", sequence: 3, since: new Date(startMs + 15_000).toISOString() } as const;
  expect(ofTask(running, stopping, stuck).map(told)).toEqual([
    ["running", "ana", null],
    ["stopping", "supervisor", "watchdog: WatchdogExpired: silent"],
    ["failed", "supervisor", "watchdog: WatchdogExpired: silent"],
    ["stuck", "supervisor", null],
  ]);
});

it("tells that a task was taken away, and counts another one in its place from the beginning", () => {
  const task = new ToldTask("poll", startMs);
  const running = taskChanged("laser", task.start(ana));
  const removed = event({ kind: "taskRemoved", service: "laser", path: "poll" }, startMs + 5);
  const successor = new ToldTask("poll", startMs + 10);
  expect(entriesOf(running, removed, taskChanged("laser", successor.start(ben))).map(told)).toEqual([
    ["running", "ana", null],
    ["inactive", "service code", "the service has no such task any more"],
    ["running", "ben", null],
  ]);
});

it("tells how a process ended that nobody had asked to end", () => {
  const lastError = { name: "Error", message: "no power", stack: null, location: null, at: "2026-01-01T00:00:00.000Z" };
  const wanted = { wanted: "running", by: ana, at: new Date(startMs + 1).toISOString() } as const;
  const lastExit = { code: null, signal: "SIGSEGV", at: new Date(startMs + 3).toISOString() };
  const later = { code: 3, signal: null, at: new Date(startMs + 6).toISOString() };
  const statuses = [
    statusOf("starting", startMs + 1, { wanted }),
    statusOf("running", startMs + 2, { wanted }),
    statusOf("restarting", startMs + 3, { wanted, lastError, lastExit }),
    statusOf("starting", startMs + 4, { wanted, lastExit }),
    statusOf("running", startMs + 5, { wanted, lastExit }),
    statusOf("failed", startMs + 6, { wanted, lastExit: later, lastError: { ...lastError, message: "ended: exit code 3" } }),
  ];
  expect(entriesOf(...statuses.map((status) => event({ kind: "statusChanged", service: "laser", status }))).map(told)).toEqual([
    ["starting", "ana", null],
    ["running", "ana", null],
    ["restarting", "supervisor", "Error: no power (signal SIGSEGV)"],
    ["starting", "supervisor", null],
    ["running", "supervisor", null],
    ["failed", "supervisor", "crashed: Error: ended: exit code 3"],
  ]);
});

it("tells when a service stops to answer and when it answers again", () => {
  const statuses = [true, false, false, true].map((responsive) => statusOf("running", startMs + 1, { responsive }));
  expect(entriesOf(...statuses.map((status) => event({ kind: "statusChanged", service: "laser", status }))).map(told)).toEqual([
    ["running", "supervisor", null],
    ["unresponsive", "supervisor", null],
    ["responsive", "supervisor", null],
  ]);
});

it("tells who took a service off the deck", () => {
  const wanted = { wanted: "stopped", by: ana, at: new Date(startMs + 1).toISOString() } as const;
  const events = [
    event({ kind: "statusChanged", service: "laser", status: statusOf("failed", startMs, { wanted }) }),
    event({ kind: "serviceRemoved", service: "laser" }),
  ];
  expect(entriesOf(...events).map(told)).toEqual([
    ["failed", "supervisor", "crashed: no error"],
    ["stopped", "ana", "taken off the deck"],
  ]);
});

it("tells of a task that a new process does not have any more that it is at rest", () => {
  const task = new ToldTask("poll", startMs);
  const attributes = { full_access_path: "", type: "DataService", name: "Laser", value: {}, readonly: false, doc: null } as const;
  const events = [
    taskChanged("laser", task.start(ana)),
    event({ kind: "treeReplaced", service: "laser", title: "Laser", doc: null, attributes, tasks: {} }),
  ];
  expect(entriesOf(...events).map(told)).toEqual([
    ["running", "ana", null],
    ["inactive", "service code", "the service has no such task any more"],
  ]);
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

it("counts every run and failure, and all the time that runs took, whichever automatic restarts were left out", () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { task, told: snapshots } = take(given);
      const entries = ofTask(...snapshots);
      const failures = entries.filter((entry) => entry.event === "restarting" || entry.event === "failed");
      const starts = entries.filter((entry) => entry.event === "running");
      expect(sum(failures.map(({ count }) => count))).toBe(task.snapshot.failures);
      expect(starts.length + sum(failures.map(({ count }) => count - 1))).toBe(task.snapshot.runs);
      for (const { at, until, count, runningSec } of entries) {
        expect(until).toBeGreaterThanOrEqual(at);
        if (count === 1) expect([until, runningSec]).toEqual([at, 0]);
      }
      const runs = entries.map((entry, index) => {
        const end = entries[index + 1]?.at ?? task.ms;
        // A run that is asked to stop goes on until it has.
        return entry.event === "running" || entry.event === "stopping" ? (end - entry.at) / 1000 : entry.runningSec;
      });
      const underWay =
        task.snapshot.startedAt === null || task.snapshot.endedAt !== null ? 0 : task.ms - Date.parse(task.snapshot.startedAt);
      expect(sum(runs)).toBeCloseTo(task.snapshot.runningSec + underWay / 1000, 6);
    }),
    { numRuns: 1000 },
  );
});
