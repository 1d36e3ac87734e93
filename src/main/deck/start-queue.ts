import type { Clock } from "#runtime/clock.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";

/** A service that waits for a device while it loads does not need the processor: after so long, the next one may start beside it. Seconds. */
const maxSlotSec = 5;

interface Request {
  readonly start: () => void;
  readonly held: DisposableStore;
}

/**
 * Starts services a few at a time: compiling and loading a hundred files at once would leave no processor time to the deck itself, nor to those that run already.
 */
export class StartQueue implements Disposable {
  readonly #clock: Clock;
  readonly #maxParallel: number;
  readonly #waiting: Request[] = [];
  readonly #starting = new Set<Request>();
  #isHeld: boolean;

  /**
   * @param maxParallel - how many may be starting at a time
   * @param isHeld - nothing starts before {@link release}
   */
  constructor(clock: Clock, maxParallel: number, isHeld = false) {
    this.#clock = clock;
    this.#maxParallel = maxParallel;
    this.#isHeld = isHeld;
  }

  /** Lets the services start that were held back. */
  release(): void {
    this.#isHeld = false;
    this.#startNext();
  }

  /**
   * Calls `start` when it is this service's turn, which may be at once.
   *
   * @returns to be disposed of when the service has started, or is not to start any more: then the next one has its turn
   */
  enqueue(start: () => void): Disposable {
    const request: Request = { start, held: new DisposableStore() };
    request.held.add(toDisposable(() => this.#leave(request)));
    this.#waiting.push(request);
    this.#startNext();
    return request.held;
  }

  /** Starts nothing any more. */
  dispose(): void {
    this.#isHeld = true;
    for (const request of [...this.#waiting, ...this.#starting]) request.held.dispose();
  }

  #leave(request: Request): void {
    const at = this.#waiting.indexOf(request);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#starting.delete(request)) this.#startNext();
  }

  #startNext(): void {
    while (!this.#isHeld && this.#starting.size < this.#maxParallel) {
      const request = this.#waiting.shift();
      if (request === undefined) return;
      this.#starting.add(request);
      request.held.add(
        this.#clock.setTimer(maxSlotSec, () => {
          if (this.#starting.delete(request)) this.#startNext();
        }),
      );
      request.start();
    }
  }
}

/** The place of one service in the queue, from the request to start until it has started. */
export class PlaceInQueue {
  readonly #queue: StartQueue;
  #held: Disposable | null = null;

  constructor(queue: StartQueue) {
    this.#queue = queue;
  }

  /** @param isStarting - whether the service still starts once `start` was called, which may be at once */
  enqueue(start: () => void, isStarting: () => boolean): void {
    this.leave();
    const held = this.#queue.enqueue(start);
    if (isStarting()) this.#held = held;
    else held.dispose();
  }

  leave(): void {
    const held = this.#held;
    this.#held = null;
    held?.dispose();
  }
}
