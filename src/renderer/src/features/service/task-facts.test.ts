import { describe, expect, it } from "vitest";
import { anAddress, aPydaseTask, aService, aStatus, aTask, at, running, wanted } from "#shared/testing/snapshots.ts";
import { countersText, taskFacts } from "./task-facts.ts";

const { source } = aService("s", aStatus(running));
const { options } = aTask("t", { state: "inactive" });
const of = (task: Parameters<typeof taskFacts>[0], stale = false): Record<string, string> =>
  Object.fromEntries(taskFacts(task, { source, stale }).map(({ name, value }) => [name, value]));

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

describe("of a remote task", () => {
  const facts = (task: Parameters<typeof taskFacts>[0]): Record<string, string> =>
    Object.fromEntries(taskFacts(task, { source: anAddress, stale: false }).map(({ name, value }) => [name, value]));

  it("nothing is made up that pydase does not report", () => {
    expect(facts(aPydaseTask("t", "running"))).toEqual({
      Since: "not reported",
      Autostart: "yes",
      "Not reported": "restart on exception, back-off, restart limit, exit on failure, stop timeout, watchdog",
    });
  });

  it("the next restart is told as far as it is reported", () => {
    const waiting = { ...aPydaseTask("t", "running"), state: "restarting", nextRestartAt: null, restartDelaySec: null } as const;
    expect(facts(waiting)["Next restart"]).toBe("not reported");
    expect(facts({ ...waiting, nextRestartAt: at })["Next restart"]).toMatch(/^22 Nov 2026, [0-9:]+$/);
  });

  it("a failure has a reason where it is reported", () => {
    const failed = { ...aPydaseTask("t", "running"), state: "failed" } as const;
    expect(facts({ ...failed, failureReason: null })["Why it failed"]).toBe("Its reason is not reported");
    expect(facts({ ...failed, failureReason: "start-limit-hit" })["Why it failed"]).toBe("Its restart limit is used up");
    expect(facts({ ...failed, failureReason: "watchdog" })["Why it failed"]).toMatch(/no sign of life for too long/);
  });

  it("it is said where to force-stop what is stuck", () => {
    expect(facts(aTask("t", { state: "stuck" }))["What to do"]).toMatch(/on the deck that it runs on\.$/);
  });
});

it.each([
  [{ runs: 1, failures: 0, restarts: 2 }, "1 run, 0 failures, 2 restarts"],
  [{ runs: null, failures: null, restarts: 2 }, "2 restarts, runs and failures not reported"],
  [{ runs: null, failures: null, restarts: null }, "runs, failures and restarts not reported"],
])("counts what is reported: %j", (counters, text) => expect(countersText(counters)).toBe(text));
