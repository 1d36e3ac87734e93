import { toTreeChange, type TreeNews } from "#runtime/tree-change.ts";
import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { TreeChange } from "#shared/service-channel.ts";

/** How many changes go into one message: so many that the deck deals with them in a few milliseconds. */
const longestMessage = 64;
/** How often messages go out while tasks do nothing but fail and restart; seconds. */
const rhythmSec = 0.016;
/** With so much waiting, a task's next automatic transition takes the place of the one that waits. */
const crowdedFrom = 256;
/** With so much waiting, a value's next change takes the place of the one that waits. */
const overcrowdedFrom = 65_536;

/** A place in the queue; empty where a later change of the same value took its place. */
interface Slot {
  news: TreeNews | null;
}

/**
 * Brings what happens in a service to the deck at the pace at which the deck takes it: one message is under way at a time, the rest waits. What
 * waits is bounded: of a task that fails and restarts faster than it can be told only the newest is kept (its counters and its sequence number tell
 * what was left out), and so, much later, of a value that changes without end. All else is told in full, in order.
 */
export class Outbox implements Disposable {
  readonly #clock: Clock;
  readonly #send: (changes: readonly TreeChange[]) => Promise<void>;
  #queue: Slot[] = [];
  /** The last waiting news of each task or value. */
  readonly #lastOf = new Map<string, Slot>();
  /** How many wait that must not be kept waiting. */
  #urgent = 0;
  #underWay = false;
  #nextAtMs = -Infinity;
  #timer: Disposable | null = null;
  /** How many places of the queue there were and how many are on their way, ever: what a waiter waits for. */
  #enqueued = 0;
  #dequeued = 0;
  #waiters: { readonly upTo: number; readonly resolve: () => void }[] = [];

  /** @param send - resolves when the deck has taken the changes. */
  constructor(clock: Clock, send: (changes: readonly TreeChange[]) => Promise<void>) {
    this.#clock = clock;
    this.#send = send;
  }

  take(news: readonly TreeNews[]): void {
    for (const item of news) this.#enqueue(item);
    this.#pump();
  }

  /** Resolves once all that has happened so far is on its way. */
  sent(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push({ upTo: this.#enqueued, resolve });
      this.#pump();
    });
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #enqueue(news: TreeNews): void {
    const path = pathOf(news);
    const waiting = this.#lastOf.get(path);
    if (waiting !== undefined && waiting.news !== null) {
      if (isAutomatic(news) && isAutomatic(waiting.news) && this.#queue.length >= crowdedFrom) {
        waiting.news = news;
        return;
      }
      if (news.kind === "valueChanged" && this.#queue.length >= overcrowdedFrom) {
        waiting.news = null;
        this.#urgent--;
      }
    }
    const slot = { news };
    this.#queue.push(slot);
    this.#enqueued++;
    this.#lastOf.set(path, slot);
    if (!isAutomatic(news)) this.#urgent++;
  }

  #pump(): void {
    if (this.#underWay || this.#queue.length === 0) return;
    const hurry = this.#urgent > 0 || this.#waiters.length > 0;
    const waitMs = this.#nextAtMs - this.#clock.now().monotonicMs;
    if (!hurry && waitMs > 0) {
      this.#timer ??= this.#clock.setTimer(waitMs / 1000, () => {
        this.#timer = null;
        this.#pump();
      });
      return;
    }
    this.#timer?.dispose();
    this.#timer = null;
    void this.#sendNext();
  }

  async #sendNext(): Promise<void> {
    this.#nextAtMs = this.#clock.now().monotonicMs + rhythmSec * 1000;
    this.#underWay = true;
    const taken = this.#send(this.#nextMessage());
    this.#answerWaiters();
    // A channel that has closed is told of elsewhere, and ends this process.
    await taken.catch(() => undefined);
    this.#underWay = false;
    this.#pump();
  }

  #nextMessage(): TreeChange[] {
    const changes: TreeChange[] = [];
    let end = 0;
    for (; end < this.#queue.length && changes.length < longestMessage; end++) {
      const slot = this.#queue[end];
      if (slot === undefined || slot.news === null) continue;
      const path = pathOf(slot.news);
      if (this.#lastOf.get(path) === slot) this.#lastOf.delete(path);
      if (!isAutomatic(slot.news)) this.#urgent--;
      changes.push(toTreeChange(slot.news));
    }
    this.#queue.splice(0, end);
    this.#dequeued += end;
    return changes;
  }

  #answerWaiters(): void {
    while (this.#waiters[0] !== undefined && this.#waiters[0].upTo <= this.#dequeued) this.#waiters.shift()?.resolve();
  }
}

function pathOf(news: TreeNews): string {
  switch (news.kind) {
    case "valueChanged":
      return news.value.full_access_path;
    case "taskChanged":
      return news.transition.path;
    default:
      return news.path;
  }
}

function isAutomatic(news: TreeNews): boolean {
  return news.kind === "taskChanged" && news.transition.isAutomatic;
}
