import { setTimeout as realDelay } from "node:timers/promises";
import { systemClock, type Clock } from "#runtime/clock.ts";
import { eventLoopTurn, FakeClock } from "#runtime/fake-clock.ts";

/** How often real work is looked after, in milliseconds. */
const lookMs = 2;
/** How long real work, such as the reading of a file, is waited for when no timer of the fake clock is left; seconds of real time. */
const realWorkSec = 1;
/** How far ahead a test is willing to look: a day of fake time costs next to nothing, real time costs the person who waits. */
const defaultWithinSec = { fake: 86_400, real: 5 };

/** The time of a test, fake or real, and how it waits for something in it. */
export class TestTime {
  readonly clock: Clock;
  readonly #fake: FakeClock | null;

  constructor(clock: Clock) {
    this.clock = clock;
    this.#fake = clock instanceof FakeClock ? clock : null;
  }

  get defaultWithinSec(): number {
    return this.#fake === null ? defaultWithinSec.real : defaultWithinSec.fake;
  }

  /** Lets code get on that waits for nothing but promises. */
  async settle(): Promise<void> {
    await eventLoopTurn();
  }

  /** Waits, in fake time by letting it pass, until `isReached`; says whether it was within so many seconds. */
  async pass(isReached: () => boolean, withinSec: number): Promise<boolean> {
    if (this.#fake === null) return await this.passReal(isReached, withinSec);
    const endMs = this.#fake.now().monotonicMs + withinSec * 1000;
    do {
      await eventLoopTurn();
      if (isReached()) return true;
    } while (
      (await this.#fake.advanceToNextTimer((endMs - this.#fake.now().monotonicMs) / 1000)) ||
      (await this.#realWork(endMs, isReached))
    );
    return isReached();
  }

  /** The same, while a fake clock stands still. */
  async passReal(isReached: () => boolean, withinSec = realWorkSec): Promise<boolean> {
    const endMs = systemClock.now().monotonicMs + withinSec * 1000;
    await eventLoopTurn();
    while (!isReached()) {
      if (systemClock.now().monotonicMs >= endMs) return false;
      await realDelay(lookMs);
    }
    return true;
  }

  /** Whether real work led to something: to what is waited for, or to another timer in time. */
  async #realWork(endMs: number, isReached: () => boolean): Promise<boolean> {
    const fake = this.#fake;
    return await this.passReal(() => isReached() || (fake?.nextDueMs ?? Infinity) <= endMs);
  }
}
