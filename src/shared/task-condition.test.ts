import { describe, expect, it } from "vitest";
import type { ServiceStatus } from "./service-snapshot.ts";
import { taskCondition, type TaskSurroundings } from "./task-condition.ts";
import { taskStateNames, type TaskStateName } from "./task-snapshot.ts";
import { aRemoteService, aService, aStatus, at, running } from "./testing/snapshots.ts";

const silent = { ...running, responsive: false };
const waiting: ServiceStatus = aStatus({ state: "restarting", nextRestartAt: at, restartDelaySec: 1 });
const underWay: readonly TaskStateName[] = ["running", "restarting", "stopping", "stuck"];
const gone = { running: "not running", restarting: "not running", stopping: "not running", stuck: "not running" };
const doubtful = { running: "not confirmed", restarting: "not confirmed", stopping: "not confirmed", stuck: "not confirmed" };
const lost = Object.fromEntries(taskStateNames.map((state) => [state, "stale"]));

/** What each state is shown as, by how its service is; states that are not named are shown as they are. */
const cases: readonly (readonly [what: string, service: TaskSurroundings, shown: Readonly<Record<string, string>>])[] = [
  ["a service that responds", aService("s", aStatus(running)), {}],
  ["a service that does not respond", aService("s", aStatus(silent)), { ...doubtful, inactive: "not confirmed" }],
  [
    "one that stops and does not respond",
    aService("s", aStatus({ ...silent, state: "stopping" })),
    { ...doubtful, inactive: "not confirmed" },
  ],
  ["one that stops", aService("s", aStatus({ ...running, state: "stopping" })), {}],
  ["one that was stopped", aService("s", aStatus({ state: "stopped" }), [], true), gone],
  ["one that failed for good", aService("s", aStatus({ state: "failed", failureReason: "crashed" }), [], true), gone],
  ["one that waits for its restart", aService("s", waiting, [], true), gone],
  ["one that starts again", aService("s", aStatus({ ...running, state: "starting" }), [], true), gone],
  ["one that starts again and does not respond", aService("s", aStatus({ ...silent, state: "starting" }), [], true), gone],
  ["a remote one that is connected", aRemoteService("s", aStatus(running)), {}],
  ["a remote one whose connection is lost", aRemoteService("s", waiting, [], true), lost],
  ["a remote one that is disconnected on request", aRemoteService("s", aStatus({ state: "stopped" }), [], true), lost],
  ["a remote one that is refused", aRemoteService("s", aStatus({ state: "failed", failureReason: "refused" }), [], true), lost],
];

describe.each(cases)("the tasks of %s", (_, service, shown) => {
  it.each(taskStateNames)("that were last %s", (state) => {
    const expected = shown[state];
    expect(taskCondition(state, service)).toEqual(expected === undefined ? { state, was: null } : { state: expected, was: state });
  });
});

it("is never plain `running` where nobody can tell", () => {
  for (const [what, service] of cases)
    if (service.stale || what.includes("not respond"))
      for (const state of underWay) expect(taskCondition(state, service).state, what).not.toBe(state);
});
