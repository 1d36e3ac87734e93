import { describe, expect, it } from "vitest";
import { eventLoopTurn, FakeClock } from "./fake-clock.ts";

describe("FakeClock", () => {
  it("fires in the order in which timers are due, those of one moment as they were set", async () => {
    const clock = new FakeClock();
    const fired: string[] = [];
    clock.setTimer(2, () => fired.push(`late at ${clock.now().monotonicMs}`));
    clock.setTimer(1, () => fired.push(`first at ${clock.now().monotonicMs}`));
    clock.setTimer(1, () => fired.push(`second at ${clock.now().monotonicMs}`));
    clock.setTimer(2.001, () => fired.push("never"));
    await clock.advance(2);
    expect(fired).toEqual(["first at 1000", "second at 1000", "late at 2000"]);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it("never goes back, though two let time pass at once", async () => {
    const clock = new FakeClock();
    const seen: number[] = [];
    const tick = (): void => {
      seen.push(clock.now().monotonicMs);
      if (seen.length < 6) clock.setTimer(1, tick);
    };
    clock.setTimer(1, tick);
    await Promise.all([clock.advance(4), clock.advance(2)]);
    expect(clock.now().monotonicMs).toBe(6000);
    expect(seen).toEqual([1000, 2000, 3000, 4000, 5000, 6000]);
  });

  it("says so when time can't pass, and can be used further", async () => {
    const clock = new FakeClock();
    let again = true;
    const storm = (): void => {
      if (again) clock.setTimer(0, storm);
    };
    storm();
    await expect(clock.advance(1)).rejects.toThrow("Time can't pass");
    again = false;
    await clock.advance(1);
    expect(clock.pendingTimers).toBe(0);
    for (let i = 0; i < 2000; i++) clock.setTimer(0, () => undefined);
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([-1, NaN, Infinity])("does not advance by %s", async (seconds) => {
    await expect(new FakeClock().advance(seconds)).rejects.toThrow(RangeError);
  });

  it("goes to the next timer alone, if there is one in time", async () => {
    const clock = new FakeClock();
    const fired: number[] = [];
    for (const delay of [3, 1]) clock.setTimer(delay, () => fired.push(delay));
    expect(await clock.advanceToNextTimer(10)).toBe(true);
    expect(fired).toEqual([1]);
    expect(await clock.advanceToNextTimer(1.9)).toBe(false);
    expect(clock.now().monotonicMs).toBe(1000);
    expect(await clock.advanceToNextTimer(2)).toBe(true);
    expect(clock.now().monotonicMs).toBe(3000);
  });

  it("has a wall clock that can be set without the monotonic one noticing", async () => {
    const clock = new FakeClock(Date.UTC(2026, 5, 1));
    await clock.advance(60);
    expect(clock.now()).toEqual({ monotonicMs: 60_000, wall: "2026-06-01T00:01:00.000Z" });
    clock.shiftWallClock(-3600);
    expect(clock.now()).toEqual({ monotonicMs: 60_000, wall: "2026-05-31T23:01:00.000Z" });
    clock.setWallClock(Date.UTC(2030, 0, 1));
    await clock.advance(1);
    expect(clock.now()).toEqual({ monotonicMs: 61_000, wall: "2030-01-01T00:00:01.000Z" });
  });

  it("goes on under a test's own fake timers", async () => {
    const own = globalThis.setImmediate;
    // As sinon and vitest do.
    globalThis.setImmediate = (() => undefined) as unknown as typeof setImmediate;
    try {
      await eventLoopTurn();
    } finally {
      globalThis.setImmediate = own;
    }
  });
});
