import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventLoopTurn } from "./fake-clock.ts";
import { sleep } from "./run-context.ts";
import type { TaskOptions } from "./task-options.ts";
import type { Task } from "./task.ts";
import { TaskBench } from "./testing/supervised-task.ts";

/** The worked examples of `design/tasks.md`, on simulated time. */
let bench: TaskBench;

beforeEach(() => {
  bench = new TaskBench();
});
afterEach(() => bench.dispose());

/** A task whose runs last so many seconds each and then fail, and when each began; what comes after the last is a run that lasts for ever. */
function failsAfter(runSec: Iterable<number>, options: TaskOptions): { task: Task; beganSec: number[] } {
  const lengths = runSec[Symbol.iterator]();
  const beganSec: number[] = [];
  const { task } = bench.makeTask(async () => {
    beganSec.push(bench.clock.now().monotonicMs / 1000);
    const next = lengths.next();
    await sleep(next.done === true ? Infinity : next.value);
    throw new Error("broke");
  }, options);
  return { task, beganSec };
}

function* always(seconds: number): Generator<number> {
  for (;;) yield seconds;
}

it("burst 2, no delay, always throws: three runs, two restarts, then start-limit-hit; one click starts it again", async () => {
  const { task } = failsAfter(always(0), { restartSec: 0, startLimitIntervalSec: 10, startLimitBurst: 2 });
  await task.start();
  await bench.clock.advance(100);
  expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runs: 3, restarts: 2, failures: 3 });
  expect(await task.start()).toBe("running");
  await bench.clock.advance(100);
  expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runs: 6, restarts: 2, failures: 6 });
});

it("the page's criticalTask: six runs, five restarts, gives up 10 s after its start, and its service is to end", async () => {
  const options = { restartSec: 2, startLimitIntervalSec: 10, startLimitBurst: 5, exitOnFailure: true };
  const { task, beganSec } = failsAfter(always(0), options);
  const endsService = vi.fn();
  bench.store.add(task.onDidEndService(endsService));
  await task.start();
  await bench.clock.advance(9.9);
  expect(task.state).toBe("restarting");
  await bench.clock.advance(0.1);
  expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", restarts: 5 });
  expect(beganSec).toEqual([0, 2, 4, 6, 8, 10]);
  expect(endsService).toHaveBeenCalledOnce();
});

it("restartSec 0.1, interval 0.1, burst 2: never gives up", async () => {
  const { task } = failsAfter(always(0), { restartSec: 0.1, startLimitIntervalSec: 0.1, startLimitBurst: 2 });
  await task.start();
  await bench.clock.advance(200);
  expect(task.snapshot().restarts).toBeGreaterThan(1990);
  await task.stop();
});

it("three failures, a healthy hour, three failures (burst 3, interval 60): does not give up", async () => {
  const { task, beganSec } = failsAfter([0, 0, 0, 3600, 0, 0], { startLimitIntervalSec: 60, startLimitBurst: 3 });
  await task.start();
  await bench.clock.advance(4000);
  expect(task.snapshot()).toMatchObject({ state: "running", runs: 7, restarts: 6, failures: 6, runningSec: 3600 });
  expect(beganSec).toEqual([0, 1, 2, 3, 3604, 3605, 3606]);
  await task.stop();
});

it("the same without the healthy hour gives up", async () => {
  const { task } = failsAfter(always(0), { startLimitIntervalSec: 60, startLimitBurst: 3 });
  await task.start();
  await bench.clock.advance(4000);
  expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runs: 4 });
});

it("a restart counts while its age is less than the interval, and no longer", async () => {
  // The restart at 1 s is 59.9 s old, and in the other task 60 s, when the run fails that it began.
  const options = { startLimitIntervalSec: 60, startLimitBurst: 1 };
  const [younger, older] = [failsAfter([0, 59.9], options), failsAfter([0, 60], options)];
  await Promise.all([younger.task.start(), older.task.start()]);
  await bench.clock.advance(100);
  expect(younger.task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runs: 2 });
  expect(older.task.snapshot()).toMatchObject({ state: "running", runs: 3 });
  await older.task.stop();
});

it("grows the delay in steps, holds it at its longest, and begins anew after an explicit start", async () => {
  const { task, beganSec } = failsAfter(always(0), { restartSec: 1, restartSteps: 2, restartMaxDelaySec: 4 });
  await task.start();
  await bench.clock.advance(15);
  expect(beganSec).toEqual([0, 1, 3, 7, 11, 15]);
  await task.start();
  await bench.clock.advance(3);
  expect(beganSec.slice(6)).toEqual([15, 16, 18]);
  await task.stop();
});

describe("the system clock", () => {
  it.each([-3600, 3600])("set by %i s changes nothing", async (shiftSec) => {
    const { task, beganSec } = failsAfter([5, 5, 5], { restartSec: 10, startLimitIntervalSec: 40, startLimitBurst: 2, watchdogSec: 20 });
    await task.start();
    for (let second = 0; second < 60; second++) {
      bench.clock.shiftWallClock(second % 2 === 0 ? shiftSec : -shiftSec);
      await bench.clock.advance(1);
    }
    expect(beganSec).toEqual([0, 15, 30]);
    expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runningSec: 15 });
  });
});

describe("delays beyond what a JavaScript timer holds", () => {
  const fortyDays = 40 * 24 * 3600;

  it("are waited for: restarts, sleeps, watchdogs and stops", async () => {
    const { task, beganSec } = failsAfter([fortyDays, 0], { restartSec: fortyDays, watchdogSec: fortyDays, timeoutStopSec: fortyDays });
    await task.start();
    await bench.clock.advance(2 * fortyDays - 1);
    expect(task.snapshot()).toMatchObject({ state: "restarting", restartDelaySec: fortyDays });
    await bench.clock.advance(1 + fortyDays);
    expect(beganSec).toEqual([0, 2 * fortyDays, 3 * fortyDays]);
    await task.stop();
  });

  it("keep a stop waiting as long", async () => {
    let letGo = (): void => undefined;
    const { task } = bench.makeTask(() => new Promise<void>((resolve) => (letGo = resolve)), { timeoutStopSec: fortyDays });
    await task.start();
    const stopped = task.stop();
    await bench.clock.advance(fortyDays - 1);
    expect(task.state).toBe("stopping");
    await bench.clock.advance(1);
    expect(await stopped).toBe("stuck");
    letGo();
    await eventLoopTurn();
    expect(task.state).toBe("inactive");
  });
});
