import { AsyncResource } from "node:async_hooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentRun, notifyWatchdog, sleep } from "./run-context.ts";
import { TaskCancelled } from "./task-errors.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { sleepForEver, TaskBench } from "./testing/supervised-task.ts";

let bench: TaskBench;

beforeEach(() => {
  bench = new TaskBench();
});
afterEach(() => bench.dispose());

describe("sleep and the run", () => {
  it("sleeps as long as asked, by the clock of the task, and checks what it is given", async () => {
    const wokeAt: number[] = [];
    const { task } = bench.makeTask(async () => {
      await sleep(1.5);
      wokeAt.push(bench.clock.now().monotonicMs);
      await expect(sleep(NaN)).rejects.toThrow(RangeError);
      await expect(sleep(-1)).rejects.toThrow(RangeError);
      await expect(sleep("2" as unknown as number)).rejects.toThrow(RangeError);
    });
    await task.start();
    await bench.clock.advance(1.4);
    expect(wokeAt).toEqual([]);
    await bench.clock.advance(0.1);
    await expect.poll(() => task.state).toBe("finished");
    expect(wokeAt).toEqual([1500]);
  });

  it("is a plain delay outside a task", async () => {
    const before = performance.now();
    await sleep(0.02);
    expect(performance.now() - before).toBeGreaterThanOrEqual(20);
    expect(currentRun()).toMatchObject({ cancelled: false, signal: { aborted: false } });
    notifyWatchdog();
  });

  it("aborts the run's signal, whenever it is asked for", async () => {
    const reasons: unknown[] = [];
    const { task } = bench.makeTask(async () => {
      const run = currentRun();
      await new Promise((resolve) => run.signal.addEventListener("abort", resolve));
      reasons.push(run.cancelled, run.signal.reason, currentRun().signal.aborted);
      run.signal.throwIfAborted();
    });
    await task.start();
    expect(await task.stop()).toBe("inactive");
    expect(reasons).toEqual([true, expect.any(TaskCancelled), true]);
    expect(task.snapshot().lastError).toBeNull();
  });

  it("wakes every sleep of a stopped run, and leaves the runs of other tasks alone", async () => {
    const other = bench.makeTask(sleepForEver).task;
    const { task } = bench.makeTask(() => {
      void other.start();
      return Promise.all([sleep(5), sleep(Infinity)]);
    });
    await task.start();
    expect(await task.stop()).toBe("inactive");
    expect(other.state).toBe("running");
    await other.stop();
  });

  it("does not let a run that swallows its cancellation starve the process", async () => {
    let rounds = 0;
    let done = false;
    const { task } = bench.makeTask(async () => {
      while (!done) {
        rounds++;
        await sleep(1).catch(() => undefined);
      }
    });
    await task.start();
    const stopped = task.stop();
    for (let turn = 0; turn < 100; turn++) await eventLoopTurn();
    expect(task.state).toBe("stopping");
    expect(rounds).toBeLessThanOrEqual(101);
    done = true;
    expect(await stopped).toBe("inactive");
  });
});

describe("the watchdog", () => {
  it("fails a run that shows no sign of life, once it has ended", async () => {
    const { task, states } = bench.makeTask(
      async () => {
        const { signal } = currentRun();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
      { watchdogSec: 5, restartOnException: false },
    );
    await task.start();
    await bench.clock.advance(4.9);
    expect(task.state).toBe("running");
    await bench.clock.advance(0.1);
    await expect
      .poll(() => task.snapshot())
      .toMatchObject({ state: "failed", failureReason: "watchdog", lastError: { name: "WatchdogExpired" } });
    expect(states).toEqual(["running", "stopping", "failed"]);
  });

  it("is content with sleeps of any length and with notifyWatchdog", async () => {
    let letGo = (): void => undefined;
    let notify = (): void => undefined;
    const { task } = bench.makeTask(
      async () => {
        await sleep(60);
        await new Promise<void>((resolve) => {
          letGo = resolve;
          notify = AsyncResource.bind(notifyWatchdog);
        });
      },
      { watchdogSec: 5, restartOnException: false },
    );
    await task.start();
    await bench.clock.advance(63);
    notify();
    await bench.clock.advance(4);
    notify();
    await bench.clock.advance(4.9);
    expect(task.state).toBe("running");
    letGo();
    await expect.poll(() => task.state).toBe("finished");
  });

  it("holds one timer a task while it sleeps", async () => {
    const { task } = bench.makeTask(sleepForEver, { watchdogSec: 5 });
    await task.start();
    expect(bench.clock.pendingTimers).toBe(1);
    await task.stop();
  });
});
