import { describe, expect, it } from "vitest";
import { anAddress, aRemoteService, aService, aStatus, aTask, at, running } from "#shared/testing/snapshots.ts";
import { forceStopEnds, forceStopObstacle, otherTasksUnderWay, serviceObstacles, suggestsForceStop, taskObstacles } from "./applicable.ts";

const here = aService("s", aStatus(running)).source;
const owner = { source: here, status: aStatus(running), stale: false };
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
    const obstacles = taskObstacles(aTask("t", { state: "running" }), { source: here, status: aStatus({ state: "stopped" }), stale: true });
    expect(possible(obstacles)).toEqual([]);
    expect(obstacles.start).toContain("stopped");
  });

  it("is nothing while a remote service is not connected, in the words of a connection", () => {
    const service = aRemoteService("s", aStatus(restarting), [], true);
    expect(taskObstacles(aTask("t", { state: "running" }), service).stop).toBe("Its service is not connected, but reconnecting");
  });

  it("is for a stuck task of a remote service not to restart it: that would only connect anew", () => {
    const service = aRemoteService("s", aStatus(running));
    expect(taskObstacles(aTask("t", { state: "stuck" }), service).stop).toMatch(/on the deck that it runs on$/);
  });
});

describe("what can be asked of a service", () => {
  it.each([
    [aStatus({ state: "stopped" }), ["start", "restart"]],
    [aStatus({ ...running, state: "starting" }), ["stop", "restart"]],
    [aStatus(running), ["stop", "restart"]],
    [aStatus({ ...running, state: "stopping" }), ["start", "restart"]],
    [aStatus(restarting), ["start", "stop", "restart"]],
    [aStatus({ state: "failed", failureReason: "task-failure" }), ["start", "restart"]],
  ])("$state", (status, commands) => {
    expect(possible(serviceObstacles({ source: here, status }))).toEqual(commands);
    expect(possible(serviceObstacles({ source: anAddress, status }))).toEqual(commands);
  });

  it.each([
    [aStatus(running), "start", "It is connected already"],
    [aStatus({ ...running, state: "starting" }), "start", "It is connecting already"],
    [aStatus({ state: "stopped" }), "stop", "It is not connected"],
  ] as const)("is told of a connection in its own words: %#", (status, command, reason) => {
    expect(serviceObstacles({ source: anAddress, status })[command]).toBe(reason);
  });

  it("is force-stopped only where there is a process", () => {
    expect(forceStopObstacle({ status: aStatus({ ...running, state: "stopping" }) })).toBeNull();
    expect(forceStopObstacle({ status: aStatus(restarting) })).toBe("It has no process");
  });

  it("suggests force-stop where a polite stop may not be enough", () => {
    expect(suggestsForceStop(aService("s", aStatus(running), [aTask("t", { state: "running" })]))).toBe(false);
    expect(suggestsForceStop(aService("s", aStatus(running), [aTask("t", { state: "stuck" })]))).toBe(true);
    expect(suggestsForceStop(aService("s", aStatus({ ...running, responsive: false })))).toBe(true);
    expect(suggestsForceStop(aService("s", aStatus({ ...running, state: "stopping" })))).toBe(true);
    expect(suggestsForceStop(aService("s", aStatus({ state: "failed", failureReason: "crashed" })))).toBe(false);
    expect(suggestsForceStop(aRemoteService("s", aStatus(running), [aTask("t", { state: "stuck" })]))).toBe(false);
  });

  it("names what a force-stop ends: what runs, not what rests", () => {
    const ends = (all: ReturnType<typeof aTask>[], meant: string | null) =>
      forceStopEnds(otherTasksUnderWay(aService("s", aStatus(running), all).tasks, meant));
    const stuck = aTask("hold", { state: "stuck" });
    const rests = aTask("rests", { state: "inactive" });
    const runs = (path: string) => aTask(path, { state: "running" });
    expect(ends([stuck, rests], "hold")).toBe("ends the whole service");
    expect(ends([stuck, runs("poll"), rests], "hold")).toBe("ends the whole service, with its task poll");
    expect(ends([stuck, runs("poll"), aTask("heat", restarting)], null)).toBe("ends the whole service, with its tasks hold, poll and heat");
    expect(
      ends(
        Array.from({ length: 7 }, (_, index) => runs(`t${index}`)),
        null,
      ),
    ).toBe("ends the whole service, with its tasks t0, t1, t2, t3, t4 and 2 more");
  });
});
