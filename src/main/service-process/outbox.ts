import { toTreeChange, type TreeNews } from "#runtime/tree-change.ts";
import type { Clock } from "#runtime/clock.ts";
import type { Disposable } from "#shared/disposable.ts";
import { isContainer } from "#shared/serialized.ts";
import type { TreeChange } from "#shared/service-channel.ts";

/** How often messages go out while tasks do nothing but fail and restart; seconds. */
const rhythmSec = 0.016;

/** How much an {@link Outbox} tells at a time, and how much may wait. */
export interface OutboxLimits {
  /** How much goes into one message, as {@link costOf} has it: so much that the deck deals with it in a few milliseconds. */
  readonly heaviestMessage: number;
  /** How much of a message is kept for automatic transitions: values that change without end must not hide that tasks fail. */
  readonly automaticShare: number;
  /** With so many waiting, a task's next automatic transition takes the place of the one that waits. */
  readonly crowdedFrom: number;
  /** With so much waiting, a value's next change takes the place of the one that waits. */
  readonly overcrowdedFrom: number;
}

const defaultLimits: OutboxLimits = { heaviestMessage: 512, automaticShare: 128, crowdedFrom: 256, overcrowdedFrom: 16_384 };

/** A place in the queue; empty where a later change of the same value took its place. */
interface Slot {
  news: TreeNews | null;
  /** The waiting change with which the value came to its place, which decides where it stands among others: only its end makes that moot. */
  readonly arrival: Slot | null;
}

/**
 * Brings what happens in a service to the deck at the pace at which the deck takes it: one message is under way at a time, the rest waits. What
 * waits is bounded: of a task that fails and restarts faster than it can be told only the newest is kept (its counters and its sequence number tell
 * what was left out), and so, much later, of a value that changes without end. All else is told in full, in order, and before most of the automatic
 * restarts of other tasks.
 */
export class Outbox implements Disposable {
  readonly #clock: Clock;
  readonly #send: (changes: readonly TreeChange[]) => Promise<void>;
  readonly #limits: OutboxLimits;
  /** What must not be kept waiting, in order. */
  #urgent: Slot[] = [];
  /** The last waiting change of each value. */
  readonly #lastOf = new Map<string, Slot>();
  /** How much of each task waits there. */
  readonly #urgentOf = new Map<string, number>();
  /** The automatic transitions of each task, the one that has waited longest first. */
  readonly #automatic = new Map<string, TreeNews[]>();
  #automaticCount = 0;
  #underWay = false;
  #nextAtMs = -Infinity;
  #timer: Disposable | null = null;
  /** How many places of the urgent queue there were and how many are on their way, ever: what a waiter waits for. */
  #enqueued = 0;
  #dequeued = 0;
  #waiters: { readonly upTo: number; readonly resolve: () => void }[] = [];

  /** @param send - resolves when the deck has taken the changes. */
  constructor(clock: Clock, send: (changes: readonly TreeChange[]) => Promise<void>, limits = defaultLimits) {
    this.#clock = clock;
    this.#send = send;
    this.#limits = limits;
  }

  take(news: readonly TreeNews[]): void {
    for (const item of news) {
      if (isAutomatic(item)) this.#enqueueAutomatic(item);
      else this.#enqueueUrgent(item);
    }
    this.#pump();
  }

  /** Resolves once all that has happened so far is on its way, but for automatic restarts. */
  sent(): Promise<void> {
    if (this.#urgent.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ upTo: this.#enqueued, resolve }));
  }

  /** Sends all that waits without waiting for the deck: the last words of a process that ends. */
  sendAll(): void {
    while (this.#urgent.length > 0 || this.#automatic.size > 0) void this.#send(this.#nextMessage()).catch(() => undefined);
    this.#answerWaiters();
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #enqueueAutomatic(news: TreeNews): void {
    const waiting = this.#automatic.get(pathOf(news));
    if (waiting === undefined) this.#automatic.set(pathOf(news), [news]);
    else if (this.#automaticCount < this.#limits.crowdedFrom) waiting.push(news);
    else {
      waiting[waiting.length - 1] = news;
      return;
    }
    this.#automaticCount++;
  }

  #enqueueUrgent(news: TreeNews): void {
    const path = pathOf(news);
    // What the same task did before comes first.
    for (const earlier of this.#takeAutomatic(path)) this.#pushUrgent(earlier);
    if (news.kind !== "valueChanged") {
      this.#pushUrgent(news);
      return;
    }
    const waiting = this.#lastOf.get(path) ?? null;
    const arrival = waiting !== null && hasArrived(waiting) ? waiting : (waiting?.arrival ?? null);
    if (waiting !== null && this.#urgent.length >= this.#limits.overcrowdedFrom) {
      if (waiting !== arrival) waiting.news = null;
      // It has been away since, or it would not come again.
      if (news.isNew && arrival !== null) arrival.news = null;
    }
    this.#lastOf.set(path, this.#pushUrgent(news, news.isNew ? null : arrival));
  }

  #pushUrgent(news: TreeNews, arrival: Slot | null = null): Slot {
    const slot = { news, arrival };
    this.#urgent.push(slot);
    this.#enqueued++;
    if (news.kind !== "valueChanged") this.#urgentOf.set(pathOf(news), (this.#urgentOf.get(pathOf(news)) ?? 0) + 1);
    return slot;
  }

  #countDown(path: string): void {
    const left = (this.#urgentOf.get(path) ?? 1) - 1;
    if (left > 0) this.#urgentOf.set(path, left);
    else this.#urgentOf.delete(path);
  }

  #takeAutomatic(path: string): readonly TreeNews[] {
    const taken = this.#automatic.get(path);
    if (taken === undefined) return [];
    this.#automatic.delete(path);
    this.#automaticCount -= taken.length;
    return taken;
  }

  #pump(): void {
    if (this.#underWay || (this.#urgent.length === 0 && this.#automatic.size === 0)) return;
    const waitMs = this.#nextAtMs - this.#clock.now().monotonicMs;
    if (this.#urgent.length === 0 && waitMs > 0) {
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

  #answerWaiters(): void {
    while (this.#waiters[0] !== undefined && this.#waiters[0].upTo <= this.#dequeued) this.#waiters.shift()?.resolve();
  }

  #nextMessage(): TreeChange[] {
    const { heaviestMessage, automaticShare } = this.#limits;
    const urgentShare = heaviestMessage - (this.#automatic.size > 0 ? automaticShare : 0);
    const message: TreeNews[] = [];
    let cost = 0;
    let end = 0;
    for (; end < this.#urgent.length && cost < urgentShare; end++) {
      const slot = this.#urgent[end];
      if (slot === undefined || slot.news === null) continue;
      if (this.#lastOf.get(pathOf(slot.news)) === slot) this.#lastOf.delete(pathOf(slot.news));
      if (slot.news.kind !== "valueChanged") this.#countDown(pathOf(slot.news));
      message.push(slot.news);
      cost += costOf(slot.news);
    }
    this.#urgent.splice(0, end);
    this.#dequeued += end;
    for (const path of this.#automatic.keys()) {
      if (cost >= heaviestMessage) break;
      // What the task did before has not been told yet.
      if (this.#urgentOf.has(path)) continue;
      const taken = this.#takeAutomatic(path);
      message.push(...taken);
      for (const news of taken) cost += costOf(news);
    }
    return message.map(toTreeChange);
  }
}

function hasArrived({ news }: Slot): boolean {
  return news?.kind === "valueChanged" && news.isNew;
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

/** What a change costs the deck, in units of a plain value's: each message waits for the answer to the one before, so light ones go many at a time. */
function costOf(news: TreeNews): number {
  return news.kind === "taskChanged" || (news.kind === "valueChanged" && isContainer(news.value)) ? 8 : 1;
}

function isAutomatic(news: TreeNews): boolean {
  return news.kind === "taskChanged" && news.transition.isAutomatic;
}
