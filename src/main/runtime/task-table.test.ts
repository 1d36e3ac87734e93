import { describe, expect, it } from "vitest";
import { pydaseTaskStatus, type TaskStateName } from "#shared/task-snapshot.ts";
import { transition, type TaskEffect, type TaskModel } from "./task-machine.ts";
import { asks, client, endsCancelled, inState, stopTimesOut } from "./testing/task-events.ts";

/** The table of `design/tasks.md`. */
const table = {
  inactive: { status: "NOT_RUNNING", start: "run", stop: "-", restart: "run" },
  running: { status: "RUNNING", start: "-", stop: "-> stopping", restart: "stop, then run" },
  restarting: { status: "RUNNING", start: "run now", stop: "-> inactive at once", restart: "run now" },
  stopping: { status: "RUNNING", start: "run again once it ended", stop: "-", restart: "run again once it ended" },
  stuck: { status: "RUNNING", start: "refused", stop: "-", restart: "refused" },
  finished: { status: "NOT_RUNNING", start: "run", stop: "-", restart: "run" },
  failed: { status: "NOT_RUNNING", start: "run", stop: "-", restart: "run" },
} as const;

type Request = "start" | "stop" | "restart";
type Cell = (typeof table)[TaskStateName][Request];

/** What a cell means: the state right after the request, what the driver has to do, and what follows when the run has ended that is under way. */
const cells: Record<Cell, { state: TaskStateName | "same"; effects: TaskEffect["kind"][]; onceEnded?: TaskStateName }> = {
  "-": { state: "same", effects: [] },
  run: { state: "running", effects: ["run"] },
  "run now": { state: "running", effects: ["clearTimer", "run"] },
  "-> stopping": { state: "stopping", effects: ["cancelRun", "setTimer"], onceEnded: "inactive" },
  "stop, then run": { state: "stopping", effects: ["cancelRun", "setTimer"], onceEnded: "running" },
  "-> inactive at once": { state: "inactive", effects: ["clearTimer"] },
  "run again once it ended": { state: "stopping", effects: [], onceEnded: "running" },
  refused: { state: "same", effects: ["refuse"] },
};

const rows = Object.entries(table) as [TaskStateName, (typeof table)[TaskStateName]][];
const requests = ["start", "stop", "restart"] as const;

describe.each(rows)("%s", (before, row) => {
  const task = inState[before];

  it(`is ${row.status} to a client of pydase`, () => {
    expect(task.state.kind).toBe(before);
    expect(pydaseTaskStatus(before)).toBe(row.status);
  });

  it.each(requests.map((request) => [request, row[request]] as const))("%s: %s", (request, cell) => {
    const { state, effects, onceEnded } = cells[cell];
    const result = transition(task, asks(request, 20, client));
    expect(result.model.state.kind).toBe(state === "same" ? before : state);
    expect(result.effects.map(({ kind }) => kind)).toEqual(effects);
    if (cell === "-" || cell === "refused") expectNothingChanged(task, result.model, request);
    else expect(result.model).toMatchObject({ sequence: task.sequence + 1, wanted: { by: client } });
    if (onceEnded === undefined) return;
    const ended = transition(result.model, endsCancelled(21));
    expect(ended.model.state.kind).toBe(onceEnded);
    expect(ended.model.runs - task.runs).toBe(onceEnded === "running" ? 1 : 0);
  });
});

/** All that a request without an effect may change is what is wanted, if that was something else. */
function expectNothingChanged(before: TaskModel, after: TaskModel, request: Request): void {
  const wanted = request === "stop" ? "stopped" : "running";
  if (before.wanted?.wanted === wanted || before.state.kind === "stuck") expect(after).toBe(before);
  else
    expect(after).toEqual({ ...before, sequence: before.sequence + 1, wanted: expect.objectContaining({ wanted, by: client }) as unknown });
}

it("refuses with a word on what to do", () => {
  expect(transition(inState.stuck, asks("start")).effects).toEqual([
    { kind: "refuse", reason: expect.stringContaining("restart the service") as unknown },
  ]);
});

it("moves a stuck run that ends after all to inactive, whatever was asked for before", () => {
  const stuck = [asks("restart"), stopTimesOut(10)].reduce((task, event) => transition(task, event).model, inState.running);
  expect(stuck.state.kind).toBe("stuck");
  expect(transition(stuck, endsCancelled(60)).model.state.kind).toBe("inactive");
});
