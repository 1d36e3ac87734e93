import { setImmediate as eventLoopTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock, wallTimeAfter } from "./clock.ts";

describe("the system clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await eventLoopTurn();
  });

  const weeks = 7 * 24 * 3600;

  it("calls back once, when the time has come", () => {
    const callback = vi.fn();
    systemClock.setTimer(2.5, callback);
    vi.advanceTimersByTime(2499);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("holds delays beyond what a JavaScript timer holds", () => {
    const callback = vi.fn();
    systemClock.setTimer(10 * weeks, callback);
    vi.advanceTimersByTime(10 * weeks * 1000 - 1);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("never calls back after Infinity, nor after disposal", () => {
    const callback = vi.fn();
    const timers = [
      systemClock.setTimer(Infinity, callback),
      systemClock.setTimer(1, callback),
      systemClock.setTimer(10 * weeks, callback),
    ];
    vi.advanceTimersByTime(5 * weeks * 1000);
    expect(callback).toHaveBeenCalledOnce();
    timers.forEach((timer) => timer.dispose());
    expect(vi.getTimerCount()).toBe(0);
  });

  it("asks for no negative delay where it is due before it is set, as on a busy machine: Node warns of that", () => {
    vi.advanceTimersByTime(50);
    vi.spyOn(performance, "now").mockReturnValueOnce(0);
    const asked = vi.spyOn(globalThis, "setTimeout");
    const callback = vi.fn();
    systemClock.setTimer(0.01, callback);
    expect(asked.mock.calls.map(([, delay]) => delay)).toEqual([0]);
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
  });

  it("does not heed the wall clock", () => {
    const callback = vi.fn();
    systemClock.setTimer(60, callback);
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(59_999);
    expect(callback).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() - 7_200_000);
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
  });

  it("waits on where a timer fires too early", () => {
    const callback = vi.fn();
    const monotonic = vi.spyOn(performance, "now").mockReturnValue(0);
    systemClock.setTimer(1, callback);
    monotonic.mockReturnValue(999.4);
    vi.advanceTimersByTime(1000);
    expect(callback).not.toHaveBeenCalled();
    monotonic.mockReturnValue(1000.1);
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledOnce();
    monotonic.mockRestore();
  });
});

it("tells the system's time, whatever a service file puts in the place of Date", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  try {
    expect(systemClock.now().wall > "2026").toBe(true);
    expect(wallTimeAfter("2026-01-01T00:00:00.000Z", 1)).toBe("2026-01-01T00:00:01.000Z");
  } finally {
    vi.useRealTimers();
  }
});

describe("timers that are due together", () => {
  /** Keeps the event loop, as the work of a task does. */
  function keepBusy(ms: number): void {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs);
  }

  it("fire in order, and let the event loop do other work in between", async () => {
    const happened: string[] = [];
    const timers = Array.from({ length: 10 }, (_, index) => index);
    const all = timers.map(
      (index) =>
        new Promise<void>((resolve) => {
          systemClock.setTimer(0.01, () => {
            keepBusy(3);
            happened.push(String(index));
            resolve();
          });
        }),
    );
    keepBusy(15);
    const timersAre = { over: false };
    const others = (async () => {
      while (!timersAre.over) {
        await eventLoopTurn();
        happened.push("other work");
      }
    })();
    await Promise.all(all);
    timersAre.over = true;
    await others;
    expect(happened.filter((what) => what !== "other work")).toEqual(timers.map(String));
    const between = happened.slice(happened.indexOf("0"), happened.indexOf("9"));
    expect(between.filter((what) => what === "other work").length).toBeGreaterThanOrEqual(2);
  });

  it("do not fire any more once they are disposed of, also while they wait for their turn", async () => {
    const fired: number[] = [];
    const last = await new Promise<number>((resolve) => {
      const timers = Array.from({ length: 6 }, (_, index) =>
        systemClock.setTimer(0.01, () => {
          fired.push(index);
          if (index === 0) timers[4]?.dispose();
          keepBusy(3);
          if (index === 5) resolve(index);
        }),
      );
      keepBusy(15);
    });
    expect(last).toBe(5);
    expect(fired).toEqual([0, 1, 2, 3, 5]);
  });

  it("go on after one whose callback throws", async () => {
    const thrown: unknown[] = [];
    const listen = (error: unknown): void => void thrown.push(error);
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException").on("uncaughtException", listen);
    try {
      await new Promise<void>((resolve) => {
        for (let index = 0; index < 6; index++) {
          systemClock.setTimer(0.01, () => {
            keepBusy(3);
            if (index === 5) resolve();
            if (index === 3) throw new Error("broke");
          });
        }
        keepBusy(15);
      });
      expect(thrown).toHaveLength(1);
    } finally {
      process.off("uncaughtException", listen);
      for (const other of others) process.on("uncaughtException", other);
    }
  });
});

describe("wallTimeAfter", () => {
  it("adds seconds, up to the end of what ISO 8601 names with four digits", () => {
    expect(wallTimeAfter("2026-01-01T00:00:00.000Z", 90.5)).toBe("2026-01-01T00:01:30.500Z");
    expect(wallTimeAfter("2026-01-01T00:00:00.000Z", 1e300)).toBe("9999-12-31T23:59:59.999Z");
  });
});
