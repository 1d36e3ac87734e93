import { AsyncResource } from "node:async_hooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventLoopTurn } from "./fake-clock.ts";
import { currentRun, sleep } from "./run-context.ts";
import { TaskCancelled } from "./task-errors.ts";
import { sleepForEver, TaskBench } from "./testing/supervised-task.ts";

let bench: TaskBench;

beforeEach(() => {
  bench = new TaskBench();
});
afterEach(() => bench.dispose());

describe("what a run leaves behind when it ends", () => {
  it.each([
    ["returns", () => Promise.resolve()],
    ["fails", () => Promise.reject(new Error("broke"))],
  ])("is asked to stop when it %s: it must not go on beside the next run", async (_, end) => {
    let rounds = 0;
    const ends: unknown[] = [];
    const { task } = bench.makeTask(
      async () => {
        const { signal } = currentRun();
        signal.addEventListener("abort", () => ends.push(signal.reason));
        const loop = async (): Promise<never> => {
          for (;;) {
            rounds++;
            await sleep(1);
          }
        };
        loop().catch((error: unknown) => ends.push(error));
        await sleep(2.5);
        await end();
      },
      { restartOnException: false },
    );
    await task.start();
    await bench.clock.advance(60);
    expect(rounds).toBe(3);
    expect(ends).toEqual([expect.any(TaskCancelled), expect.any(TaskCancelled)]);
  });

  it("can't sleep any more, and does not take the processor for itself", async () => {
    let inside: (body: () => void) => void = () => undefined;
    const { task } = bench.makeTask(() => {
      inside = AsyncResource.bind((body: () => void) => body());
      return Promise.resolve();
    });
    await task.start();
    await eventLoopTurn();
    expect(task.state).toBe("finished");
    let rejected = 0;
    let refusal: Promise<void> | undefined;
    inside(() => {
      expect(currentRun().cancelled).toBe(true);
      refusal = sleep(0).catch(() => {
        rejected++;
      });
    });
    await Promise.resolve();
    expect(rejected).toBe(0);
    await refusal;
    expect(rejected).toBe(1);
  });

  it("waits for the present run like everybody else when it asks for a stop", async () => {
    let former: (body: () => void) => void = () => undefined;
    let runs = 0;
    const { task } = bench.makeTask(async () => {
      if (++runs > 1) return await sleepForEver();
      former = AsyncResource.bind((body: () => void) => body());
      return undefined;
    });
    await task.start();
    await eventLoopTurn();
    await task.start();
    let stopped: Promise<string> | undefined;
    former(() => {
      stopped = task.stop();
    });
    expect(await stopped).toBe("inactive");
  });
});

describe("a task that another task's run has started", () => {
  it("is no part of that run: whoever is told of it waits for the run's end", async () => {
    let cleanedUp = false;
    const inner = bench.makeTask(() => Promise.reject(new Error("broke")), { restartOnException: false, exitOnFailure: true }).task;
    const outer = bench.makeTask(async () => {
      await inner.start();
      try {
        await sleepForEver();
      } finally {
        await eventLoopTurn();
        cleanedUp = true;
      }
    }).task;
    const stopped = new Promise<string>((resolve) => {
      bench.store.add(inner.onDidEndService(() => void outer.stop().then(resolve)));
    });
    await outer.start();
    expect(await stopped).toBe("inactive");
    expect(cleanedUp).toBe(true);
  });

  it("may be stopped by that run, which waits for its end", async () => {
    const inner = bench.makeTask(sleepForEver).task;
    const { task } = bench.makeTask(async () => {
      await inner.start();
      return await inner.stop();
    });
    await task.start();
    await expect.poll(() => task.snapshot()).toMatchObject({ state: "finished", result: '"inactive"' });
  });
});

describe("two tasks that stop each other", () => {
  it("wait no longer than timeoutStopSec", async () => {
    const ask = { stop: (): Promise<unknown> => Promise.resolve() };
    const first = bench.makeTask(() => ask.stop(), { timeoutStopSec: 3 }).task;
    const second = bench.makeTask(
      async () => {
        await eventLoopTurn();
        await first.stop();
      },
      { timeoutStopSec: 3 },
    ).task;
    ask.stop = async () => {
      await eventLoopTurn();
      await second.stop();
    };
    await Promise.all([first.start(), second.start()]);
    await bench.clock.advance(3);
    await expect.poll(() => [first.state, second.state]).toEqual(["inactive", "inactive"]);
  });
});
