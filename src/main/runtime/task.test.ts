import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { taskSnapshot } from "#shared/task-snapshot.ts";
import { sleep } from "./run-context.ts";
import { TaskCancelled, TaskStateError } from "./task-errors.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { sleepForEver, TaskBench } from "./testing/supervised-task.ts";

let bench: TaskBench;

beforeEach(() => {
  bench = new TaskBench();
});
afterEach(() => bench.dispose());

it.each([
  ["text", "h".repeat(70_000), /^h{65536}… \(70000 characters\)$/],
  ["a list", Array.from({ length: 70_000 }, () => 1), /^\[(1,)*1?… \(140001 characters\)$/],
])("keeps as much of a result as can be told: %s", async (_, result, expected) => {
  const { task } = bench.makeTask(() => Promise.resolve(result));
  await task.start();
  await expect.poll(() => task.state).toBe("finished");
  expect(JSON.parse(task.snapshot().result ?? "")).toMatch(expected);
});

describe("start, stop, restart", () => {
  it("answers with the state reached", async () => {
    const { task, states } = bench.makeTask(sleepForEver);
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
    const { task } = bench.makeTask(async () => {
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
    const { task } = bench.makeTask(async () => {
      reached = await task.stop();
      await sleep(1);
    });
    await task.start();
    await expect.poll(() => task.state).toBe("inactive");
    expect(reached).toBe("stopping");
  });

  it("stays in order when a listener asks for the next thing", async () => {
    const { task, states } = bench.makeTask(() => Promise.resolve("done"));
    let again = 2;
    bench.store.add(task.onDidChange(() => void (task.state === "finished" && again-- > 0 && task.start())));
    await task.start();
    await expect.poll(() => states).toEqual(["running", "finished", "running", "finished", "running", "finished"]);
  });

  it("is stuck when the run does not end in time, refuses to start, and recovers", async () => {
    let letGo = (): void => undefined;
    const { task, states } = bench.makeTask(() => new Promise<void>((resolve) => (letGo = resolve)), { timeoutStopSec: 3 });
    await task.start();
    const stopped = task.stop();
    await bench.clock.advance(2.9);
    expect(task.state).toBe("stopping");
    await bench.clock.advance(0.1);
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
    const { task } = bench.makeTask(() => {
      startedAt.push(bench.clock.now().monotonicMs);
      return Promise.reject(new Error("Critical failure"));
    }, options);
    const ended = vi.fn();
    bench.store.add(task.onDidEndService(ended));
    await task.start();
    await bench.clock.advance(1);
    expect(taskSnapshot.parse(task.snapshot())).toMatchObject({
      state: "restarting",
      restartDelaySec: 2,
      nextRestartAt: "2026-01-01T00:00:02.000Z",
    });
    await bench.clock.advance(60);
    expect(startedAt).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
    expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", restarts: 5, runs: 6, failures: 6 });
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: "Critical failure" }));
    expect(await task.start()).toBe("running");
    expect(task.snapshot().restarts).toBe(0);
    await eventLoopTurn();
    expect(await task.stop()).toBe("inactive");
  });

  it("restarts a task without delay through the event loop, not past it", async () => {
    const { task } = bench.makeTask(
      () => {
        throw new Error("before any await");
      },
      { restartSec: 0, startLimitIntervalSec: 60, startLimitBurst: 2 },
    );
    await task.start();
    await bench.clock.advance(1);
    expect(task.snapshot()).toMatchObject({ state: "failed", failureReason: "start-limit-hit", runs: 3, restarts: 2 });
  });

  it("does not restart sooner or later when the wall clock is set", async () => {
    const { task } = bench.makeTask(() => Promise.reject(new Error("broke")), { restartSec: 10 });
    await task.start();
    bench.clock.shiftWallClock(-3600);
    await bench.clock.advance(9.9);
    expect(task.snapshot()).toMatchObject({ state: "restarting", runs: 1 });
    bench.clock.shiftWallClock(7200);
    await bench.clock.advance(0.1);
    expect(task.snapshot()).toMatchObject({ runs: 2 });
    await task.stop();
  });

  it("takes a TaskCancelled that nobody asked for as a failure", async () => {
    const { task } = bench.makeTask(() => Promise.reject(new TaskCancelled()), { restartOnException: false });
    await task.start();
    await expect
      .poll(() => task.snapshot())
      .toMatchObject({ state: "failed", failureReason: "exception", lastError: { name: "TaskCancelled" } });
  });

  it.each([null, "text", Symbol("s"), Object.create(null)])("survives whatever is thrown", async (thrown) => {
    const body = (): Promise<void> => {
      AbortSignal.abort(thrown).throwIfAborted();
      return Promise.resolve();
    };
    const { task } = bench.makeTask(body, { restartOnException: false });
    await task.start();
    await expect.poll(() => task.state).toBe("failed");
    expect(taskSnapshot.safeParse(task.snapshot()).success).toBe(true);
  });

  it("survives what can't even be looked at", async () => {
    const hostile: unknown = new Proxy(new Error("x"), {
      getPrototypeOf: () => expect.fail("looked at"),
      get: () => expect.fail("looked at"),
    });
    const { task } = bench.makeTask(
      () => ({ then: (_: unknown, reject: (reason: unknown) => void) => reject(hostile) }) as Promise<unknown>,
      {
        restartOnException: false,
      },
    );
    await task.start();
    await expect.poll(() => task.state).toBe("failed");
    expect(task.snapshot().lastError).toMatchObject({ message: "Something was thrown that can't be read" });
  });

  it("goes on after something of the supervisor's own went wrong", async () => {
    const { task } = bench.makeTask(sleepForEver);
    await task.start();
    vi.spyOn(bench.clock, "setTimer").mockImplementationOnce(() => expect.fail("no timer"));
    await expect(task.stop()).rejects.toThrow("no timer");
    expect(await task.start()).toBe("running");
    expect(await task.stop()).toBe("inactive");
    expect(task.snapshot().runs).toBe(2);
  });

  it("logs and keeps what is thrown while stopping, and does not restart", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { task } = bench.makeTask(
      async () => {
        await sleepForEver().catch(() => Promise.reject(new Error("could not close the port")));
      },
      { restartSec: 0 },
    );
    await task.start();
    expect(await task.stop()).toBe("inactive");
    await bench.clock.advance(5);
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
    const { task } = bench.makeTask(() => Promise.resolve(value));
    await task.start();
    await expect.poll(() => task.snapshot()).toMatchObject({ state: "finished", result: text });
  });
});
