import { setImmediate } from "node:timers";
import { toDisposable, type Disposable } from "#shared/disposable.ts";
import type { Clock, Instant } from "./clock.ts";

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
  readonly handle: Disposable;
  /** How many timers without delay, each set by the one before, led to this one. */
  generation: number;
}

/** Bound when it is loaded, so that a test which fakes Node's own timers as well does not stop this clock. */
const nextTurn = setImmediate;

/** After so many timers without delay, each set by the one before, it will go on so for ever. */
const mostGenerations = 1000;

/** A clock for tests: time passes only in {@link advance} and {@link advanceToNextTimer}. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();
  #monotonicMs = 0;
  #wallOffsetMs: number;
  /** Of the timer that fired last, while no time has passed since. */
  #generation = 0;
  #lastAdvance: Promise<unknown> = Promise.resolve();

  /** @param wallMs - what the wall clock shows at first, in milliseconds since 1970. */
  constructor(wallMs: number = Date.UTC(2026, 0, 1)) {
    this.#wallOffsetMs = wallMs;
  }

  /** How many timers are pending. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** When the next timer is due, on the monotonic clock; `null` if none is pending. */
  get nextDueMs(): number | null {
    return this.#nextDue(Infinity)?.dueMs ?? null;
  }

  now(): Instant {
    return { monotonicMs: this.#monotonicMs, wall: new Date(this.#wallOffsetMs + this.#monotonicMs).toISOString() };
  }

  setTimer(delaySec: number, callback: () => void): Disposable {
    const handle = toDisposable(() => this.#timers.delete(timer));
    const dueMs = this.#monotonicMs + delaySec * 1000;
    const timer: Timer = { dueMs, callback, handle, generation: dueMs > this.#monotonicMs ? 0 : this.#generation + 1 };
    this.#timers.add(timer);
    return handle;
  }

  /**
   * Lets time pass, firing what becomes due in order, with a turn of the event loop before and after each timer.
   *
   * @throws RangeError if `seconds` is not a finite number, 0 or more.
   * @throws Error if a timer of 0 s sets itself again and again, so that time can't pass.
   */
  async advance(seconds: number): Promise<void> {
    if (!(Number.isFinite(seconds) && seconds >= 0)) {
      throw new RangeError(`advance needs a number of seconds, 0 or more, not ${String(seconds)}`);
    }
    await this.#inTurn(async () => {
      const endMs = this.#monotonicMs + seconds * 1000;
      await eventLoopTurn();
      while (await this.#fireNext(endMs));
      this.#passTo(endMs);
    });
  }

  /**
   * Lets time pass up to the next timer that is due within `withinSec` seconds, and fires it alone.
   *
   * @returns whether there was one; if not, no time has passed.
   */
  async advanceToNextTimer(withinSec: number): Promise<boolean> {
    return await this.#inTurn(() => this.#fireNext(this.#monotonicMs + withinSec * 1000));
  }

  /** Sets the wall clock forward or back, as a time server does; the monotonic clock does not notice. */
  shiftWallClock(seconds: number): void {
    this.#wallOffsetMs += seconds * 1000;
  }

  /** Sets the wall clock to a moment (milliseconds since 1970), from which it goes on; the monotonic clock does not notice. */
  setWallClock(wallMs: number): void {
    this.#wallOffsetMs = wallMs - this.#monotonicMs;
  }

  /** One after the other, so that time never goes back. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lastAdvance.then(work);
    this.#lastAdvance = done.catch(() => undefined);
    return done;
  }

  async #fireNext(endMs: number): Promise<boolean> {
    const next = this.#nextDue(endMs);
    if (next === undefined) return false;
    this.#passTo(next.dueMs);
    this.#generation = next.generation;
    if (next.generation > mostGenerations) {
      // Whoever goes on all the same is told again only after as many more.
      next.generation = 0;
      throw new Error(`Time can't pass: something has waited 0 s again and again, ${mostGenerations} times`);
    }
    next.handle.dispose();
    next.callback();
    await eventLoopTurn();
    return true;
  }

  #passTo(monotonicMs: number): void {
    if (monotonicMs <= this.#monotonicMs) return;
    this.#monotonicMs = monotonicMs;
    this.#generation = 0;
  }

  #nextDue(endMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs < Infinity && timer.dueMs <= endMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }
}

/** Resolves when the event loop has gone round once, with all that was ready by then done. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => nextTurn(resolve));
}
