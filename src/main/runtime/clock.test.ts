import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock, wallTimeAfter } from "./clock.ts";

describe("the system clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
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

describe("wallTimeAfter", () => {
  it("adds seconds, up to the end of what ISO 8601 names with four digits", () => {
    expect(wallTimeAfter("2026-01-01T00:00:00.000Z", 90.5)).toBe("2026-01-01T00:01:30.500Z");
    expect(wallTimeAfter("2026-01-01T00:00:00.000Z", 1e300)).toBe("9999-12-31T23:59:59.999Z");
  });
});
