import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";

const intervalSec = 1;
/** A process that has not answered for so long is not responding. */
const unresponsiveAfterSec = 3;
/** The deck's own loop was held up for so long: answers may lie unread, so nothing can be said of the other side. */
const ownLagSec = 0.5;

export interface ResponsivenessListener {
  responsivenessChanged(responsive: boolean): void;
  /** Told at each look while there is no answer. */
  silentFor(sec: number): void;
  /** Told of each answer. */
  answered(answer: unknown): void;
}

/** Asks a process once a second whether its event loop turns; a question is asked only when the last one was answered. */
export class ResponsivenessProbe implements Disposable {
  readonly #ping: () => Promise<unknown>;
  readonly #clock: Clock;
  readonly #listener: ResponsivenessListener;
  #timer: Disposable;
  #askedAtMs: number | null = null;
  #responsive = true;
  #disposed = false;

  constructor(ping: () => Promise<unknown>, clock: Clock, listener: ResponsivenessListener) {
    this.#ping = ping;
    this.#clock = clock;
    this.#listener = listener;
    this.#ask();
    this.#timer = this.#schedule();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer.dispose();
  }

  #schedule(): Disposable {
    const dueMs = this.#nowMs() + intervalSec * 1000;
    return this.#clock.setTimer(intervalSec, () => {
      if (this.#askedAtMs === null) this.#ask();
      else if (this.#nowMs() - dueMs < ownLagSec * 1000) this.#judge((this.#nowMs() - this.#askedAtMs) / 1000);
      if (!this.#disposed) this.#timer = this.#schedule();
    });
  }

  #ask(): void {
    this.#askedAtMs = this.#nowMs();
    void this.#ping().then(
      (answer) => {
        this.#askedAtMs = null;
        if (this.#disposed) return;
        this.#setResponsive(true);
        this.#listener.answered(answer);
      },
      () => undefined,
    );
  }

  #judge(silentSec: number): void {
    if (silentSec < unresponsiveAfterSec) return;
    this.#setResponsive(false);
    this.#listener.silentFor(silentSec);
  }

  #setResponsive(responsive: boolean): void {
    if (this.#responsive === responsive) return;
    this.#responsive = responsive;
    this.#listener.responsivenessChanged(responsive);
  }

  #nowMs(): number {
    return this.#clock.now().monotonicMs;
  }
}
