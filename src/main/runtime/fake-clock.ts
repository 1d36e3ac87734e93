import { toDisposable, type Disposable } from "#shared/disposable.ts";
import type { Clock, Instant } from "./clock.ts";

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
  readonly handle: Disposable;
}

/** A clock for tests: time passes only in {@link advance}. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();
  #monotonicMs = 0;
  #wallOffsetMs = Date.UTC(2026, 0, 1);

  /** How many timers are pending. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  now(): Instant {
    return { monotonicMs: this.#monotonicMs, wall: new Date(this.#wallOffsetMs + this.#monotonicMs).toISOString() };
  }

  setTimer(delaySec: number, callback: () => void): Disposable {
    const handle = toDisposable(() => this.#timers.delete(timer));
    const timer: Timer = { dueMs: this.#monotonicMs + delaySec * 1000, callback, handle };
    this.#timers.add(timer);
    return handle;
  }

  /** Lets time pass, firing what becomes due in order, with a turn of the event loop before and after each timer. */
  async advance(seconds: number): Promise<void> {
    const endMs = this.#monotonicMs + seconds * 1000;
    await eventLoopTurn();
    for (let next = this.#nextDue(endMs); next !== undefined; next = this.#nextDue(endMs)) {
      this.#monotonicMs = Math.max(this.#monotonicMs, next.dueMs);
      next.handle.dispose();
      next.callback();
      await eventLoopTurn();
    }
    this.#monotonicMs = endMs;
  }

  /** Sets the wall clock forward or back, as a time server does; the monotonic clock does not notice. */
  shiftWallClock(seconds: number): void {
    this.#wallOffsetMs += seconds * 1000;
  }

  #nextDue(endMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs <= endMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }
}

/** Resolves when the event loop has gone round once, with all that was ready by then done. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
