import { describe, expect, it } from "vitest";
import { aService, aStatus, aTask, at, running } from "#shared/testing/snapshots.ts";
import { serviceObstacles, suggestsForceStop, taskObstacles } from "./applicable.ts";

const owner = { status: aStatus(running), stale: false };
const restarting = { state: "restarting", nextRestartAt: at, restartDelaySec: 1 } as const;

function possible(obstacles: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(obstacles).flatMap(([command, reason]) => (reason === null ? [command] : []));
}

describe("what can be asked of a task", () => {
  it.each([
    [aTask("t", { state: "inactive" }), ["start", "restart"]],
    [aTask("t", { state: "running" }), ["stop", "restart"]],
    [aTask("t", restarting), ["start", "stop", "restart"]],
    [aTask("t", { state: "stopping" }), ["start", "restart"]],
    [aTask("t", { state: "stuck" }), []],
    [aTask("t", { state: "finished" }), ["start", "restart"]],
    [aTask("t", { state: "failed", failureReason: "start-limit-hit" }), ["start", "restart"]],
  ])("$state", (task, commands) => expect(possible(taskObstacles(task, owner))).toEqual(commands));

  it("is nothing while its service does not run, with the reason", () => {
    const obstacles = taskObstacles(aTask("t", { state: "running" }), { status: aStatus({ state: "stopped" }), stale: true });
    expect(possible(obstacles)).toEqual([]);
    expect(obstacles.start).toContain("stopped");
  });
});

describe("what can be asked of a service", () => {
  it.each([
    [aStatus({ state: "stopped" }), ["start", "restart"]],
    [aStatus({ ...running, state: "starting" }), ["stop", "restart", "forceStop"]],
    [aStatus(running), ["stop", "restart", "forceStop"]],
    [aStatus({ ...running, state: "stopping" }), ["start", "restart", "forceStop"]],
    [aStatus(restarting), ["start", "stop", "restart"]],
    [aStatus({ state: "failed", failureReason: "task-failure" }), ["start", "restart"]],
  ])("$state", (status, commands) => expect(possible(serviceObstacles({ status }))).toEqual(commands));

  it("suggests force-stop where a polite stop may not be enough", () => {
    expect(suggestsForceStop(aService("s", aStatus(running), [aTask("t", { state: "running" })]))).toBe(false);
    expect(suggestsForceStop(aService("s", aStatus(running), [aTask("t", { state: "stuck" })]))).toBe(true);
    expect(suggestsForceStop(aService("s", aStatus({ ...running, responsive: false })))).toBe(true);
    expect(suggestsForceStop(aService("s", aStatus({ ...running, state: "stopping" })))).toBe(true);
    expect(suggestsForceStop(aService("s", aStatus({ state: "failed", failureReason: "crashed" })))).toBe(false);
  });
});
