import { expect, it } from "vitest";
import { aService, aStatus, aTask, at, running } from "#shared/testing/snapshots.ts";
import { hasStoppableTask, stoppableTasks } from "./stoppable-tasks.ts";

it("finds every run under way and every restart to come, in processes that live", () => {
  const tasks = [
    aTask("runs", { state: "running" }),
    aTask("waits", { state: "restarting", nextRestartAt: at, restartDelaySec: 1 }),
    aTask("stops", { state: "stopping" }),
    aTask("rests", { state: "inactive" }),
  ];
  const services = [aService("here", aStatus(running), tasks), aService("gone", aStatus({ state: "stopped" }), tasks, true)];
  expect(stoppableTasks(services)).toEqual([
    { service: "here", task: "runs" },
    { service: "here", task: "waits" },
  ]);
  expect(hasStoppableTask(services)).toBe(true);
  expect(hasStoppableTask(services.slice(1))).toBe(false);
  expect(hasStoppableTask([aService("rests", aStatus(running), [aTask("t", { state: "inactive" })])])).toBe(false);
});
