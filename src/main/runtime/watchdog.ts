import type { Disposable } from "#shared/disposable.ts";
import { hasPassed, type Clock } from "./clock.ts";

/**
 * Notices a run that shows no sign of life for too long. A sleeping run is alive: meanwhile the watchdog is paused, and holds no timer. A timer is late where
 * a run blocks the event loop; so a sign of life is looked at, too, whether it comes in time.
 */
export class Watchdog implements Disposable {
  readonly #clock: Clock;
  readonly #limitSec: number;
  readonly #onExpired: () => void;
  #lastSignMs: number;
  /** Whether silence counts: not while the run sleeps, nor once the watchdog has expired or is disposed of. */
  #isWatching = true;
  #timer: Disposable | null = null;

  constructor(clock: Clock, limitSec: number, onExpired: () => void) {
    this.#clock = clock;
    this.#limitSec = limitSec;
    this.#onExpired = onExpired;
    this.#lastSignMs = clock.now().monotonicMs;
    this.#arm(limitSec);
  }

  /** A sign of life. Cheap: the running timer is left as it is and finds out when it fires. */
  notify(): void {
    if (!this.#isWatching) return;
    const nowMs = this.#clock.now().monotonicMs;
    if (this.#isSilentTooLong(nowMs)) this.#expire();
    else this.#lastSignMs = nowMs;
  }

  /** The last sign of life before the run falls asleep, or ends. */
  pause(): void {
    this.notify();
    this.dispose();
  }

  /** The run woke up. */
  resume(): void {
    this.#isWatching = true;
    this.#lastSignMs = this.#clock.now().monotonicMs;
    this.#arm(this.#limitSec);
  }

  dispose(): void {
    this.#isWatching = false;
    this.#timer?.dispose();
    this.#timer = null;
  }

  #arm(delaySec: number): void {
    this.#timer = this.#clock.setTimer(delaySec, () => {
      const nowMs = this.#clock.now().monotonicMs;
      if (this.#isSilentTooLong(nowMs)) this.#expire();
      else this.#arm(this.#limitSec - (nowMs - this.#lastSignMs) / 1000);
    });
  }

  #isSilentTooLong(nowMs: number): boolean {
    return hasPassed(this.#limitSec, this.#lastSignMs, nowMs);
  }

  #expire(): void {
    this.dispose();
    this.#onExpired();
  }
}
