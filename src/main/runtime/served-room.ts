import { mostServedPlaces, mostServedText } from "./cut-text.ts";

/** A collection that was too large for the room that was left. */
interface Waiting {
  /** How many places it needs. */
  readonly places: number;
  readonly retry: () => void;
}

/**
 * How much of one tree is served, all its parts together: a service that fills its lists without end must cost neither the deck nor another service anything.
 * What has no room says so in its place, and is served once there is room again.
 */
export class ServedRoom {
  readonly #onFull: () => void;
  #isFull = false;
  #places = 0;
  #text = 0;
  readonly #waiting = new Map<object, Waiting>();
  #isWaking = false;

  /** @param onFull - told once, when something has no room for the first time */
  constructor(onFull: () => void) {
    this.#onFull = onFull;
  }

  /** Whether so many further places may be served. */
  has(places: number): boolean {
    if (this.#fits(places)) return true;
    if (!this.#isFull) this.#onFull();
    this.#isFull = true;
    return false;
  }

  /** A place is served from now on. */
  take(): void {
    this.#places += 1;
  }

  /** A place is served no more. */
  give(): void {
    this.#places -= 1;
    this.#wakeSoon();
  }

  /** Takes room for a text in the place of a former one; whether there is enough. Lengths in characters. */
  takeText(length: number, former: number): boolean {
    if (this.#text - former + length > mostServedText) return false;
    this.#text += length - former;
    return true;
  }

  giveText(length: number): void {
    this.#text -= length;
  }

  /** Calls back once there may be room for so many places. One wish for each `owner`. */
  wait(owner: object, waiting: Waiting): void {
    this.#waiting.set(owner, waiting);
  }

  forget(owner: object): void {
    this.#waiting.delete(owner);
  }

  #fits(places: number): boolean {
    return this.#places + places <= mostServedPlaces;
  }

  /** Once for all that goes in one go: thousands may wait, and thousands go. */
  #wakeSoon(): void {
    if (this.#isWaking || this.#waiting.size === 0) return;
    this.#isWaking = true;
    setImmediate(() => {
      this.#isWaking = false;
      for (const [owner, { places, retry }] of [...this.#waiting]) {
        if (!this.#fits(places)) continue;
        this.#waiting.delete(owner);
        retry();
      }
    });
  }
}
