import { setImmediate } from "node:timers";
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

/** How long timers that are due may keep the event loop in a row, in milliseconds: a thousand tasks that fail must not starve what comes from outside. */
const longestInARowMs = 5;

/** Lets timers that are due fire in order, with the event loop's other work in between. */
class InTurn {
  #sinceMs: number | null = null;
  #waiting: SystemTimer[] = [];

  fire(timer: SystemTimer): void {
    const nowMs = performance.now();
    if (this.#sinceMs === null) {
      this.#sinceMs = nowMs;
      setImmediate(() => this.#nextTurn());
    } else if (this.#waiting.length > 0 || nowMs - this.#sinceMs > longestInARowMs) {
      this.#waiting.push(timer);
      return;
    }
    timer.fire();
  }

  #nextTurn(): void {
    const timers = this.#waiting;
    this.#sinceMs = performance.now();
    let fired = 0;
    try {
      while (fired < timers.length && performance.now() - this.#sinceMs <= longestInARowMs) timers[fired++]?.fire();
    } finally {
      this.#waiting = timers.slice(fired);
      if (this.#waiting.length > 0) setImmediate(() => this.#nextTurn());
      else this.#sinceMs = null;
    }
  }
}

class SystemTimer extends CleanUpOnce {
  readonly #dueMs: number;
  readonly #callback: () => void;
  readonly #inTurn: InTurn;
  #timeout: NodeJS.Timeout;

  constructor(delaySec: number, callback: () => void, inTurn: InTurn) {
    super();
    this.#dueMs = performance.now() + delaySec * 1000;
    this.#callback = callback;
    this.#inTurn = inTurn;
    this.#timeout = this.#wait();
  }

  /** It is due and its turn has come. */
  fire(): void {
    if (!this.isOpen) return;
    this.dispose();
    this.#callback();
  }

  protected override cleanUp(): void {
    clearTimeout(this.#timeout);
  }

  #wait(): NodeJS.Timeout {
    // On a busy machine it may be due by now: Node warns of a delay that is negative.
    const leftMs = Math.max(0, Math.ceil(this.#dueMs - performance.now()));
    return setTimeout(() => this.#check(), Math.min(leftMs, longestTimeoutMs));
  }

  #check(): void {
    // setTimeout rounds, and may fire a millisecond early.
    if (performance.now() < this.#dueMs) this.#timeout = this.#wait();
    else this.#inTurn.fire(this);
  }
}

/** As they are when Dasedeck begins: a service file may put its own in their place. */
const SystemDate = Date;
const systemNow = Date.now.bind(Date);

function createSystemClock(): Clock {
  const inTurn = new InTurn();
  let wallMs = NaN;
  let wall = "";
  return {
    now() {
      const ms = systemNow();
      // Many moments share their millisecond, and writing one is what costs.
      if (ms !== wallMs) {
        wallMs = ms;
        wall = new SystemDate(ms).toISOString();
      }
      return { monotonicMs: performance.now(), wall };
    },
    setTimer: (delaySec, callback) => new SystemTimer(delaySec, callback, inTurn),
  };
}

/** The clock of this computer. Longer delays than a JavaScript timer holds are waited for in pieces. */
export const systemClock: Clock = createSystemClock();

/** The last moment that an {@link IsoTime} of four-digit years can name. */
const lastNameableMs = SystemDate.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The wall-clock time that lies `delaySec` after `from`, or the end of the year 9999 if that is earlier. */
export function wallTimeAfter(from: IsoTime, delaySec: number): IsoTime {
  return new SystemDate(Math.min(SystemDate.parse(from) + delaySec * 1000, lastNameableMs)).toISOString();
}
