import type { Disposable } from "#shared/disposable.ts";
import type { IsoTime } from "#shared/primitives.ts";
import type { Clock, Instant } from "../clock.ts";

/** Sums of fractions may differ by so much, in milliseconds: a delay of a back-off may come out as 1.0000000000000002 s. */
const rounding = 1e-6;

interface Timer extends Disposable {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that goes on step by step, and can be blocked: for what depends on the order of single moments, over many thousand lives of a task. */
export class StepClock implements Clock {
  readonly #timers = new Set<Timer>();
  #nowMs = 0;
  #wallOffsetMs = Date.UTC(2026, 0, 1);

  get nowMs(): number {
    return this.#nowMs;
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  now(): Instant {
    return { monotonicMs: this.#nowMs, wall: this.wallAt(this.#nowMs) };
  }

  /** What the wall clock shows at a moment of the monotonic one, if nobody sets it. */
  wallAt(monotonicMs: number): IsoTime {
    return new Date(this.#wallOffsetMs + monotonicMs).toISOString();
  }

  setTimer(delaySec: number, callback: () => void): Disposable {
    const timer: Timer = { dueMs: this.#nowMs + delaySec * 1000, callback, dispose: () => this.#timers.delete(timer) };
    this.#timers.add(timer);
    return timer;
  }

  /** When the next timer is due; `Infinity` if there is none. */
  get nextDueMs(): number {
    return Math.min(...Array.from(this.#timers, ({ dueMs }) => dueMs));
  }

  /** Lets time pass, firing each timer when it is due, or as soon as it can be, with `settle` before the first and after each. */
  async passTo(endMs: number, settle: () => Promise<void>): Promise<void> {
    await settle();
    for (let next = this.#firstDue(endMs); next !== undefined; next = this.#firstDue(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.dispose();
      next.callback();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** Lets time pass while the event loop is blocked: no timer fires. */
  block(seconds: number): void {
    this.#nowMs += seconds * 1000;
  }

  setWallClockForward(seconds: number): void {
    this.#wallOffsetMs += seconds * 1000;
  }

  #firstDue(endMs: number): Timer | undefined {
    let first: Timer | undefined;
    const latestMs = Math.max(endMs, this.#nowMs) + rounding;
    for (const timer of this.#timers) if (timer.dueMs <= latestMs && timer.dueMs < (first?.dueMs ?? Infinity)) first = timer;
    return first;
  }
}
