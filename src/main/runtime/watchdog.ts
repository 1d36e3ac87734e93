import type { Disposable } from "#shared/disposable.ts";
import type { Clock } from "./clock.ts";

/** Notices a run that shows no sign of life for too long. A sleeping run is alive: meanwhile the watchdog is paused, and holds no timer. */
export class Watchdog implements Disposable {
  readonly #clock: Clock;
  readonly #limitSec: number;
  readonly #onExpired: () => void;
  #lastSignMs: number;
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
    this.#lastSignMs = this.#clock.now().monotonicMs;
  }

  pause(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  resume(): void {
    this.notify();
    if (this.#timer === null) this.#arm(this.#limitSec);
  }

  dispose(): void {
    this.pause();
  }

  #arm(delaySec: number): void {
    this.#timer = this.#clock.setTimer(delaySec, () => {
      this.#timer = null;
      const silentSec = (this.#clock.now().monotonicMs - this.#lastSignMs) / 1000;
      if (silentSec >= this.#limitSec) this.#onExpired();
      else this.#arm(this.#limitSec - silentSec);
    });
  }
}
