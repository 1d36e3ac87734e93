import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aTask } from "#shared/testing/snapshots.ts";
import { maxPerWindow, TaskPace, windowMs, type TaskChange } from "./task-pace.ts";

let passed: string[];
let pace: TaskPace;

beforeEach(() => {
  vi.useFakeTimers();
  passed = [];
  pace = new TaskPace(({ task }) => passed.push(`${task.path} ${task.state} ${task.restarts}`));
});

afterEach(() => {
  pace.dispose();
  vi.useRealTimers();
});

function change(path: string, state: "running" | "failed" | "inactive", restarts: number): TaskChange {
  const task = state === "failed" ? aTask(path, { state, failureReason: "exception" }, { restarts }) : aTask(path, { state }, { restarts });
  return { kind: "taskChanged", service: "laser", task };
}

it("passes every transition at once and in order while there are few", () => {
  for (let restart = 0; restart < maxPerWindow; restart++) pace.push(change("poll", "running", restart));
  expect(passed).toEqual(Array.from({ length: maxPerWindow }, (_, restart) => `poll running ${restart}`));
});

it("keeps only the newest of each task under a flood, and passes a bounded number of them per window, fairly", () => {
  const tasks = 3 * maxPerWindow;
  for (let restart = 1; restart <= 50; restart++)
    for (let index = 0; index < tasks; index++) pace.push(change(`t${index}`, "running", restart));
  expect(passed).toHaveLength(maxPerWindow);
  vi.advanceTimersByTime(windowMs);
  expect(passed).toHaveLength(2 * maxPerWindow);
  for (let window = 0; window < 10; window++) vi.advanceTimersByTime(windowMs);
  // Each was sent its last state, and the first ones their first state before.
  expect(passed).toHaveLength(maxPerWindow + tasks);
  expect(new Set(passed.slice(maxPerWindow))).toEqual(new Set(Array.from({ length: tasks }, (_, index) => `t${index} running 50`)));
});

it("never lets an end wait, and sends before it what the same task did before", () => {
  for (let index = 0; index < maxPerWindow; index++) pace.push(change(`other${index}`, "running", 1));
  pace.push(change("poll", "running", 1));
  pace.push(change("poll", "running", 2));
  expect(passed).toHaveLength(maxPerWindow);
  pace.push(change("poll", "failed", 2));
  expect(passed.slice(maxPerWindow)).toEqual(["poll running 2", "poll failed 2"]);
});

it("passes all that waits before what is about the whole service", () => {
  for (let index = 0; index <= maxPerWindow; index++) pace.push(change(`t${index}`, "running", 1));
  pace.releaseAll();
  expect(passed.at(-1)).toBe(`t${maxPerWindow} running 1`);
});
