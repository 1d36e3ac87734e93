import { CleanUpOnce, type Disposable } from "#shared/disposable.ts";
import type { IsoTime } from "#shared/primitives.ts";

/** A moment on both clocks: the monotonic one decides, the wall clock is for people to read. */
export interface Instant {
  /** Milliseconds since some fixed moment; never goes back, whatever happens to the wall clock. */
  readonly monotonicMs: number;
  readonly wall: IsoTime;
}

/** Time, handed to whoever needs it, so that tests can hold it in their hands. */
export interface Clock {
  now(): Instant;
  /** Calls back once, after at least `delaySec` seconds of the monotonic clock; disposing before then cancels. `Infinity` never calls back. */
  setTimer(delaySec: number, callback: () => void): Disposable;
}

/** By so much, in milliseconds, moments may be off that were worked out by adding up fractions. */
const roundingMs = 1e-6;

/** Whether so many seconds have passed between two moments of the monotonic clock. */
export function hasPassed(seconds: number, sinceMs: number, nowMs: number): boolean {
  return nowMs - sinceMs >= seconds * 1000 - roundingMs;
}

/** The longest delay that `setTimeout` can hold: beyond it, Node fires at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The clock of this computer. Longer delays than a JavaScript timer holds are waited for in pieces. */
export const systemClock: Clock = {
  now: () => ({ monotonicMs: performance.now(), wall: new Date().toISOString() }),

  setTimer: (delaySec, callback) => new SystemTimer(delaySec, callback),
};

class SystemTimer extends CleanUpOnce {
  readonly #dueMs: number;
  readonly #callback: () => void;
  #timeout: NodeJS.Timeout;

  constructor(delaySec: number, callback: () => void) {
    super();
    this.#dueMs = performance.now() + delaySec * 1000;
    this.#callback = callback;
    this.#timeout = this.#wait();
  }

  protected override cleanUp(): void {
    clearTimeout(this.#timeout);
  }

  #wait(): NodeJS.Timeout {
    return setTimeout(() => this.#check(), Math.min(Math.ceil(this.#dueMs - performance.now()), longestTimeoutMs));
  }

  #check(): void {
    // setTimeout rounds, and may fire a millisecond early.
    if (performance.now() < this.#dueMs) {
      this.#timeout = this.#wait();
      return;
    }
    this.dispose();
    this.#callback();
  }
}

/** The last moment that an {@link IsoTime} of four-digit years can name. */
const lastNameableMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The wall-clock time that lies `delaySec` after `from`, or the end of the year 9999 if that is earlier. */
export function wallTimeAfter(from: IsoTime, delaySec: number): IsoTime {
  return new Date(Math.min(Date.parse(from) + delaySec * 1000, lastNameableMs)).toISOString();
}
