import { FakeClock as SimulatedClock } from "#runtime/fake-clock.ts";
import { useClockOutsideTasks } from "#runtime/run-context.ts";

/** How a {@link fakeClock} begins. */
export interface FakeClockOptions {
  /** What the wall clock shows at first. Default: the beginning of 2026, UTC. */
  readonly wallClock?: Date | string;
}

/**
 * Time for tests: it stands still until the test lets it pass. Like a real computer it has two clocks: a monotonic one, by which everything is measured, and
 * a wall clock, which people read and which can be set.
 */
export interface FakeClock {
  /** Milliseconds since the clock was made, and the wall clock's time, ISO 8601 in UTC. */
  now(): { readonly monotonicMs: number; readonly wall: string };

  /**
   * Lets so many seconds pass. What becomes due on the way happens in order, each at its own time, with a turn of Node's event loop after it, so that code
   * that waits for promises gets on. It does not wait for real work such as files and sockets: put something else in their place, or wait for it yourself.
   *
   * @param seconds - 0 or more; 0 lets what is due now happen.
   * @throws RangeError if `seconds` is not a finite number, 0 or more.
   * @throws Error if time can't pass because something waits 0 s again and again.
   */
  advance(seconds: number): Promise<void>;

  /**
   * Lets time pass up to the next timer (a sleep, a restart, a time-out), if one is due within so many seconds.
   *
   * @returns whether there was one; if not, no time has passed.
   */
  advanceToNextTimer(withinSec: number): Promise<boolean>;

  /** Sets the wall clock forward (or back, if less than 0) by so many seconds, as a time server does. */
  shiftWallClock(seconds: number): void;

  /**
   * Sets the wall clock, which goes on from there.
   *
   * @throws RangeError if `to` is no date.
   */
  setWallClock(to: Date | string): void;

  /** How many timers are pending: none once everything is over. */
  readonly pendingTimers: number;

  /**
   * Calls back once, when so many seconds have passed: for code of your own that takes its clock from outside.
   *
   * @returns what cancels it.
   */
  setTimer(delaySec: number, callback: () => void): { dispose(): void };

  /** The same as leaving the block of a `using clock = fakeClock()`. */
  dispose(): void;

  /** From now on `sleep` outside a task waits in real time again. */
  [Symbol.dispose](): void;
}

class TestClock implements FakeClock {
  readonly clock: SimulatedClock;
  readonly #outsideTasks: { dispose(): void };

  constructor(wallMs: number | undefined) {
    this.clock = new SimulatedClock(wallMs);
    this.#outsideTasks = useClockOutsideTasks(this.clock);
  }

  get pendingTimers(): number {
    return this.clock.pendingTimers;
  }

  now() {
    return this.clock.now();
  }

  advance(seconds: number): Promise<void> {
    return this.clock.advance(seconds);
  }

  advanceToNextTimer(withinSec: number): Promise<boolean> {
    return this.clock.advanceToNextTimer(withinSec);
  }

  shiftWallClock(seconds: number): void {
    this.clock.shiftWallClock(seconds);
  }

  setWallClock(to: Date | string): void {
    this.clock.setWallClock(toMs(to));
  }

  setTimer(delaySec: number, callback: () => void) {
    return this.clock.setTimer(delaySec, callback);
  }

  dispose(): void {
    this.#outsideTasks.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/**
 * Makes a clock that stands still until the test lets time pass.
 *
 * Services that are started after it take it for their tasks, unless they are given another. While it lives it also rules `sleep` outside tasks, for example
 * in a method that the test calls directly; the newest clock does, if there are several. `Date`, `performance` and Node's own timers stay real: your test
 * runner can fake those.
 *
 * @example
 * using clock = fakeClock();
 * await clock.advance(3600);
 */
export function fakeClock({ wallClock }: FakeClockOptions = {}): FakeClock {
  return new TestClock(wallClock === undefined ? undefined : toMs(wallClock));
}

/**
 * What a clock that came from outside really is.
 *
 * @throws TypeError if it is not one that {@link fakeClock} made.
 */
export function simulatedClockOf(clock: FakeClock): SimulatedClock {
  if (clock instanceof TestClock) return clock.clock;
  throw new TypeError("The option `clock` must be a clock made by fakeClock() of the same copy of dasedeck");
}

function toMs(time: Date | string): number {
  const ms = new Date(time).getTime();
  if (Number.isNaN(ms)) throw new RangeError(`${JSON.stringify(time)} is no date: give a Date, or a text such as "2026-03-29T00:59:00Z"`);
  return ms;
}
