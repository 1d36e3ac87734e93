import { AsyncResource } from "node:async_hooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DisposableStore } from "#shared/disposable.ts";
import { taskSnapshot } from "#shared/task-snapshot.ts";
import { currentRun, notifyWatchdog, sleep } from "./run-context.ts";
import { TaskCancelled, TaskStateError } from "./task-errors.ts";
import { checkTaskOptions, type TaskOptions } from "./task-options.ts";
import { Task } from "./task.ts";
import { eventLoopTurn, FakeClock } from "./testing/fake-clock.ts";

let store: DisposableStore;
let clock: FakeClock;

beforeEach(() => {
  store = new DisposableStore();
  clock = new FakeClock();
});
afterEach(() => {
  store.dispose();
  expect(clock.pendingTimers).toBe(0);
});

function makeTask(body: () => Promise<unknown>, options: TaskOptions = {}) {
  const task = new Task("poll", body, checkTaskOptions(options, "poll"));
  task.useClock(clock);
  const states: string[] = [];
  store.add(task.onDidChange(({ state }) => states.push(state)));
  return { task, states };
}

async function sleepForEver(): Promise<never> {
  for (;;) await sleep(1);
}

describe("start, stop, restart", () => {
  it("answers with the state reached", async () => {
    const { task, states } = makeTask(sleepForEver);
    expect(await task.start()).toBe("running");
    expect(await task.start()).toBe("running");
    expect(task.status).toBe("RUNNING");
    expect(await task.restart()).toBe("running");
    expect(await task.stop()).toBe("inactive");
    expect(await task.stop()).toBe("inactive");
    expect(task.status).toBe("NOT_RUNNING");
    expect(states).toEqual(["running", "stopping", "running", "stopping", "inactive"]);
    expect(task.snapshot()).toMatchObject({ runs: 2, failures: 0, lastError: null });
  });

  it("does not lose a start right after a stop, and never lets runs overlap", async () => {
    let underWay = 0;
    let most = 0;
    const { task } = makeTask(async () => {
      most = Math.max(most, ++underWay);
      try {
        await sleepForEver();
      } finally {
        await eventLoopTurn();
        underWay--;
      }
    });
    void task.start();
    void task.stop();
    expect(await task.start()).toBe("running");
    expect(task.snapshot().runs).toBe(2);
    void task.restart();
    void task.restart();
    void task.restart();
    await expect.poll(() => task.snapshot()).toMatchObject({ state: "running", runs: 3 });
    expect(await task.stop()).toBe("inactive");
    expect(most).toBe(1);
  });

  it("does not wait for itself when a task stops itself", async () => {
    let reached = "";
    const { task } = makeTask(async () => {
      reached = await task.stop();
      await sleep(1);
    });
    await task.start();
    await expect.poll(() => task.state).toBe("inactive");
    expect(reached).toBe("stopping");
  });

  it("stays in order when a listener asks for the next thing", async () => {
    const { task, states } = makeTask(async () => "done");
    let again = 2;
    store.add(task.onDidChange(() => void (task.state === "finished" && again-- > 0 && task.start())));
    await task.start();
    await expect.poll(() => states).toEqual(["running", "finished", "running", "finished", "running", "finished"]);
  });

  it("is stuck when the run does not end in time, refuses to start, and recovers", async () => {
    let letGo = (): void => undefined;
    const { task, states } = makeTask(() => new Promise<void>((resolve) => (letGo = resolve)), { timeoutStopSec: 3 });
    await task.start();
    const stopped = task.stop();
    await clock.advance(2.9);
    expect(task.state).toBe("stopping");
    await clock.advance(0.1);
    expect(await stopped).toBe("stuck");
    await expect(task.start()).rejects.toThrow(TaskStateError);
    await expect(task.restart()).rejects.toThrow("restart the service");
    expect(await task.stop()).toBe("stuck");
    letGo();
    await expect.poll(() => task.state).toBe("inactive");
    expect(states).toEqual(["running", "stopping", "stuck", "inactive"]);
  });
});

describe("failures", () => {
  it("restarts after exactly restartSec, then gives up at the limit: the page's criticalTask", async () => {
    const startedAt: number[] = [];
    const options = { restartSec: 2, startLimitIntervalSec: 10, startLimitBurst: 5, exitOnFailure: true };
    const { task } = makeTask(async () => {
      startedAt.push(clock.now().monotonicMs);
      throw new Error("Critical failure");
    }, options);
    const ended = vi.fn();
    store.add(task.onDidEndService(ended));
    await task.start();
    await clock.advance(1);
    expect(taskSnapshot.parse(task.snapshot())).toMatchObject({
      state: "restarting",
      restartDelaySec: 2,
      nextRestartAt: "2026-01-01T00:00:02.000Z",
    });
    await clock.advance(60);
    expect(startedAt).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
    expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", restarts: 5, runs: 6, failures: 6 });
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: "Critical failure" }));
    expect(await task.start()).toBe("running");
    expect(task.snapshot().restarts).toBe(0);
    await eventLoopTurn();
    expect(await task.stop()).toBe("inactive");
  });

  it("restarts a task without delay through the event loop, not past it", async () => {
    const { task } = makeTask(
      () => {
        throw new Error("before any await");
      },
      { restartSec: 0, startLimitIntervalSec: 60, startLimitBurst: 2 },
    );
    await task.start();
    await clock.advance(1);
    expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runs: 3, restarts: 2 });
  });

  it("does not restart sooner or later when the wall clock is set", async () => {
    const { task } = makeTask(
      async () => {
        throw new Error("broke");
      },
      { restartSec: 10 },
    );
    await task.start();
    clock.shiftWallClock(-3600);
    await clock.advance(9.9);
    expect(task.snapshot()).toMatchObject({ state: "restarting", runs: 1 });
    clock.shiftWallClock(7200);
    await clock.advance(0.1);
    expect(task.snapshot()).toMatchObject({ runs: 2 });
    await task.stop();
  });

  it("takes a TaskCancelled that nobody asked for as a failure", async () => {
    const { task } = makeTask(() => Promise.reject(new TaskCancelled()), { restartOnException: false });
    await task.start();
    await expect
      .poll(() => task.snapshot())
      .toMatchObject({ state: "failed", failureReason: "exception", lastError: { name: "TaskCancelled" } });
  });

  it.each([undefined, null, "text", Symbol("s")])("survives whatever is thrown", async (thrown) => {
    const { task } = makeTask(() => Promise.reject(thrown), { restartOnException: false });
    await task.start();
    await expect.poll(() => task.state).toBe("failed");
    expect(taskSnapshot.safeParse(task.snapshot()).success).toBe(true);
  });

  it("logs and keeps what is thrown while stopping, and does not restart", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { task } = makeTask(
      async () => {
        await sleepForEver().catch(() => Promise.reject(new Error("could not close the port")));
      },
      { restartSec: 0 },
    );
    await task.start();
    expect(await task.stop()).toBe("inactive");
    await clock.advance(5);
    expect(task.snapshot()).toMatchObject({ state: "inactive", runs: 1, failures: 1, lastError: { message: "could not close the port" } });
    expect(logged).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("could not close the port"));
    logged.mockRestore();
  });
});

describe("results", () => {
  it.each([
    [{ a: [1] }, '{"a":[1]}'],
    [undefined, null],
    [1n, null],
  ])("keeps %o as %o", async (value, text) => {
    const { task } = makeTask(async () => value);
    await task.start();
    await expect.poll(() => task.snapshot()).toMatchObject({ state: "finished", result: text });
  });
});

describe("sleep and the run", () => {
  it("sleeps as long as asked, by the clock of the task, and checks what it is given", async () => {
    const wokeAt: number[] = [];
    const { task } = makeTask(async () => {
      await sleep(1.5);
      wokeAt.push(clock.now().monotonicMs);
      await expect(sleep(NaN)).rejects.toThrow(RangeError);
      await expect(sleep(-1)).rejects.toThrow(RangeError);
      await expect(sleep("2" as unknown as number)).rejects.toThrow(RangeError);
    });
    await task.start();
    await clock.advance(1.4);
    expect(wokeAt).toEqual([]);
    await clock.advance(0.1);
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
    const { task } = makeTask(async () => {
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
    const other = makeTask(sleepForEver).task;
    const { task } = makeTask(() => {
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
    const { task } = makeTask(async () => {
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
    const { task, states } = makeTask(
      async () => {
        const { signal } = currentRun();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
      { watchdogSec: 5, restartOnException: false },
    );
    await task.start();
    await clock.advance(4.9);
    expect(task.state).toBe("running");
    await clock.advance(0.1);
    await expect
      .poll(() => task.snapshot())
      .toMatchObject({ state: "failed", failureReason: "watchdog", lastError: { name: "WatchdogExpired" } });
    expect(states).toEqual(["running", "stopping", "failed"]);
  });

  it("is content with sleeps of any length and with notifyWatchdog", async () => {
    let letGo = (): void => undefined;
    let notify = (): void => undefined;
    const { task } = makeTask(
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
    await clock.advance(63);
    notify();
    await clock.advance(4);
    notify();
    await clock.advance(4.9);
    expect(task.state).toBe("running");
    letGo();
    await expect.poll(() => task.state).toBe("finished");
  });

  it("holds one timer a task while it sleeps", async () => {
    const { task } = makeTask(sleepForEver, { watchdogSec: 5 });
    await task.start();
    expect(clock.pendingTimers).toBe(1);
    await task.stop();
  });
});
