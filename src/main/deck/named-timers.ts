import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";

/** Timers of a state machine, at most one of each name. */
export class NamedTimers<Name extends string> implements Disposable {
  readonly #clock: Clock;
  readonly #onDue: (name: Name) => void;
  readonly #running = new Map<Name, Disposable>();

  constructor(clock: Clock, onDue: (name: Name) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Starts a timer, in place of one of this name that runs. */
  set(name: Name, delaySec: number): void {
    this.clear(name);
    const timer = this.#clock.setTimer(delaySec, () => {
      this.#running.delete(name);
      this.#onDue(name);
    });
    this.#running.set(name, timer);
  }

  clear(name: Name): void {
    this.#running.get(name)?.dispose();
    this.#running.delete(name);
  }

  dispose(): void {
    for (const timer of this.#running.values()) timer.dispose();
    this.#running.clear();
  }
}
