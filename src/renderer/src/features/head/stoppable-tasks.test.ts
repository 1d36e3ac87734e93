import { expect, it } from "vitest";
import { aPydaseTask, aRemoteService, aService, aStatus, aTask, at, running } from "#shared/testing/snapshots.ts";
import { hasStoppableTask, stopAllSentence, stoppableTasks } from "./stoppable-tasks.ts";

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

const own = aService("own", aStatus(running), [aTask("a", { state: "running" }), aTask("b", { state: "running" })]);
const pump = aRemoteService("pump", aStatus(running), [aPydaseTask("fill", "running"), aPydaseTask("drain", "inactive")]);
const laser = aRemoteService("laser", aStatus(running), [aPydaseTask("cool", "running"), aPydaseTask("scan", "running")]);

it.each([
  [[own], "2 tasks are asked to stop."],
  [[own, pump], "3 tasks are asked to stop; 1 of them is not on this deck, but of a remote service (pump)."],
  [[own, pump, laser], "5 tasks are asked to stop; 3 of them are not on this deck, but of remote services (pump, laser)."],
  [[pump], "One task is asked to stop, not on this deck, but of a remote service (pump)."],
])("says how many of the tasks run elsewhere: %#", (services, sentence) => {
  expect(stopAllSentence(stoppableTasks(services), services)).toBe(sentence);
});
