import { describe, expect, it } from "vitest";
import { aTask, at, wanted } from "#shared/testing/snapshots.ts";
import { taskFacts } from "./task-facts.ts";

const { options } = aTask("t", { state: "inactive" });
const of = (task: Parameters<typeof taskFacts>[0], stale = false): Record<string, string> =>
  Object.fromEntries(taskFacts(task, stale).map(({ name, value }) => [name, value]));

describe("the facts of a task", () => {
  it.each([
    ["exception", /exception/],
    ["start-limit-hit", /3 in 10 s/],
    ["watchdog", /no sign of life for 5 s/],
  ] as const)("say why it has failed: %s", (failureReason, words) => {
    const task = aTask("t", { state: "failed", failureReason }, { options: { ...options, startLimitIntervalSec: 10, watchdogSec: 5 } });
    expect(of(task)["Why it failed"]).toMatch(words);
  });

  it("say what to do about a stuck task, while its process is there", () => {
    expect(of(aTask("t", { state: "stuck" }))["What to do"]).toMatch(/Force-stop/);
    expect(of(aTask("t", { state: "stuck" }), true)["What to do"]).toBeUndefined();
  });

  it("say who asked, and when", () => {
    expect(of(aTask("t", { state: "inactive" }, { wanted: wanted("stopped") }))["Asked by"]).toMatch(/^stopped by ana, 22 Nov 2026/);
  });

  it("say how far the delay has grown", () => {
    const growing = { ...options, restartSteps: 5, restartMaxDelaySec: 60 };
    const waiting = aTask("t", { state: "restarting", nextRestartAt: at, restartDelaySec: 11.66 }, { restarts: 3, options: growing });
    expect(of(waiting)["Next restart"]).toMatch(/after 12 s, step 3 of 5$/);
    expect(of(waiting)["Back-off"]).toBe("up to 60 s, in 5 steps");
    expect(of(waiting, true)["Next restart"]).toBeUndefined();
  });
});
