import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { notifyWatchdog, sleep } from "./run-context.ts";
import { checkTaskOptions } from "./task-options.ts";
import { Task } from "./task.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { StepClock } from "./testing/step-clock.ts";

/** Its event loop can be blocked, so that timers are late. */
let clock: StepClock;

beforeEach(() => {
  clock = new StepClock();
});
afterEach(() => expect(clock.pendingTimers).toBe(0));

async function runToItsEnd(body: () => Promise<unknown>): Promise<Task> {
  const task = new Task("poll", body, checkTaskOptions({ watchdogSec: 5, restartOnException: false }, "poll"));
  task.useClock(clock);
  await task.start();
  await clock.passTo(clock.nowMs, eventLoopTurn);
  await clock.passTo(60_000, eventLoopTurn);
  return task;
}

describe("a run that blocks the event loop for too long", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["sleeps", () => sleep(1)],
    ["notifies the watchdog, and sleeps", () => (notifyWatchdog(), sleep(1))],
    ["returns", () => Promise.resolve()],
    ["fails", () => Promise.reject(new Error("broke"))],
  ])("has failed, though it %s before any timer could fire", async (what, then) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const task = await runToItsEnd(() => {
      clock.block(5);
      return then();
    });
    expect(task.snapshot()).toMatchObject({
      state: "failed",
      failureReason: "watchdog",
      failures: 1,
      lastError: { name: "WatchdogExpired" },
      runningSec: 5,
    });
    expect(logged).toHaveBeenCalledTimes(what === "fails" ? 1 : 0);
    logged.mockRestore();
  });

  it("has not, if that was a little less", async () => {
    const task = await runToItsEnd(async () => {
      clock.block(4.9);
      notifyWatchdog();
      clock.block(4.9);
      await sleep(1);
      clock.block(4.9);
      await sleep(1);
    });
    expect(task.state).toBe("finished");
  });

  it("is still asleep while others block it", async () => {
    const task = new Task("poll", () => sleep(1), checkTaskOptions({ watchdogSec: 5 }, "poll"));
    task.useClock(clock);
    await task.start();
    clock.block(20);
    await clock.passTo(30_000, eventLoopTurn);
    expect(task.state).toBe("finished");
  });
});
