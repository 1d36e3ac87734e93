import type { Disposable } from "#shared/disposable.ts";
import { runSlice, type Sliced } from "../../wire/sliced.ts";

/** So many changes wait while the tree is on its way, and so many characters of them. */
const maxWaiting = { count: 100_000, length: 32 << 20 } as const;

export interface RemoteInputOptions {
  readonly applyTree: (given: unknown) => Sliced<void>;
  readonly applyNews: (news: unknown) => Sliced<void>;
  /** Told once; nothing is applied afterwards. */
  readonly onUnusable: (error: unknown) => void;
  /** Called while there is more to do than fits in a slice, and when all is done. */
  readonly onBusy: (isBusy: boolean) => void;
}

interface Job {
  readonly length: number;
  readonly begin: () => Sliced<void>;
}

/** Applies what a connection brings: in order, first the tree and then the news, and in slices, so that nothing it sends holds the event loop. */
export class RemoteInput implements Disposable {
  readonly #options: RemoteInputOptions;
  #waiting: Job[] = [];
  #waitingLength = 0;
  #hasTree = false;
  #isOver = false;
  /** What is being applied; `null` while there is nothing to do. */
  #work: Sliced<void> | null = null;

  constructor(options: RemoteInputOptions) {
    this.#options = options;
  }

  /** News that came before the tree are applied after it: it may be older or newer than those, and comes to the same in the end. */
  enqueueTree(given: unknown): void {
    this.#hasTree = true;
    this.#waiting.unshift({ length: 0, begin: () => this.#options.applyTree(given) });
    this.#begin();
  }

  /** @param length - of the message, in characters */
  enqueueNews(news: unknown, length: number): void {
    if (this.#isOver) return;
    this.#waiting.push({ length, begin: () => this.#options.applyNews(news) });
    this.#waitingLength += length;
    if (this.#waiting.length > maxWaiting.count || this.#waitingLength > maxWaiting.length)
      this.#end(
        new Error(this.#hasTree ? "it tells of changes faster than they can be shown" : "it told of too many changes before its tree"),
      );
    else if (this.#hasTree) this.#begin();
  }

  dispose(): void {
    this.#isOver = true;
    this.#waiting = [];
  }

  #begin(): void {
    if (this.#work !== null || this.#isOver) return;
    this.#work = this.#jobs();
    if (!this.#goOn()) this.#options.onBusy(true);
  }

  /** Works for a slice; whether all is done. */
  #goOn(): boolean {
    if (this.#work === null || this.#isOver) return true;
    try {
      if (runSlice(this.#work) === undefined) {
        setImmediate(() => {
          if (this.#goOn() && !this.#isOver) this.#options.onBusy(false);
        });
        return false;
      }
    } catch (error) {
      this.#end(error);
    }
    this.#work = null;
    return true;
  }

  *#jobs(): Sliced<void> {
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting;
      this.#waiting = [];
      this.#waitingLength = 0;
      for (const { begin } of jobs) {
        yield* begin();
        yield;
        // Applied to a tree whose connection has ended, it would be shown as true.
        if (this.#isOver) return;
      }
    }
  }

  #end(error: unknown): void {
    if (this.#isOver) return;
    this.dispose();
    this.#options.onUnusable(error);
  }
}
