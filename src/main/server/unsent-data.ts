import type { Disposable } from "#shared/disposable.ts";

/** How much may wait for clients to read it. Lengths in characters. */
export interface UnsentLimits {
  /** Of one client: changes and other messages that it did not ask for by a request. More than the largest tree that Python's client reads. */
  readonly maxNotifications: number;
  /** Of one client: answers to its own requests. The last one may go beyond, whatever its length: a client that asks for a large tree gets it. */
  readonly maxAnswers: number;
  /** Of all clients together. */
  readonly maxTotal: number;
  /** How long what was handed to the system may stay unread, in milliseconds, and how much longer for its length. */
  readonly graceMs: number;
  readonly minCharactersPerSec: number;
}

export const defaultUnsentLimits: UnsentLimits = {
  maxNotifications: 16 << 20,
  maxAnswers: 64 << 20,
  maxTotal: 256 << 20,
  graceMs: 30_000,
  minCharactersPerSec: 64 << 10,
};

const kinds = ["notification", "answer"] as const;
type UnsentKind = (typeof kinds)[number];

/** What waits for one client. */
interface UnsentOfClient {
  /** Something is about to wait. It may end the client. */
  add(kind: UnsentKind, length: number): void;
  /** All that waited was handed to the system, which sends it as fast as the client reads. */
  handOver(): void;
  /** The client, or its system, has so much of what was handed over; default: all of it. */
  sent(length?: number): void;
  /** The client is gone. */
  close(): void;
}

interface Entry {
  readonly drop: () => void;
  readonly waiting: Record<UnsentKind, number>;
  readonly handedOver: Record<UnsentKind, number>;
  /** Since when the system has had something to send and nothing of it was read. */
  sinceMs: number;
}

const lookIntervalMs = 2000;

/**
 * Counts what clients have not read yet, and ends those that do not read before it fills the memory. They connect again when they can, and take a fresh snapshot, which
 * is all that a client so far behind could want.
 */
export class UnsentData implements Disposable {
  readonly #limits: UnsentLimits;
  readonly #now: () => number;
  readonly #entries = new Set<Entry>();
  readonly #timer: NodeJS.Timeout;
  #total = 0;
  #dropped = 0;

  constructor(limits: UnsentLimits = defaultUnsentLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#timer = setInterval(() => this.endStalled(), lookIntervalMs);
    this.#timer.unref();
  }

  /** How many clients were ended so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How much waits for all clients, in characters. */
  get total(): number {
    return this.#total;
  }

  /** @param drop - ends the client at once, with all that waits for it */
  open(drop: () => void): UnsentOfClient {
    const entry: Entry = { drop, waiting: nothing(), handedOver: nothing(), sinceMs: this.#now() };
    this.#entries.add(entry);
    return {
      add: (kind, length) => this.#add(entry, kind, length),
      handOver: () => this.#handOver(entry),
      sent: (length = Infinity) => this.#sent(entry, length),
      close: () => this.#close(entry),
    };
  }

  /** Ends clients that have read nothing for too long. */
  endStalled(): void {
    const { graceMs, minCharactersPerSec } = this.#limits;
    for (const entry of [...this.#entries]) {
      const length = sumOf(entry.handedOver);
      if (length > 0 && this.#now() - entry.sinceMs > graceMs + (length / minCharactersPerSec) * 1000) this.#drop(entry);
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#entries.clear();
  }

  #add(entry: Entry, kind: UnsentKind, length: number): void {
    if (!this.#entries.has(entry)) return;
    // What the system has of notifications was in time; an answer counts until it was read.
    const before = entry.waiting[kind] + (kind === "answer" ? entry.handedOver[kind] : 0);
    if (before > this.#limits[kind === "answer" ? "maxAnswers" : "maxNotifications"]) {
      this.#drop(entry);
      return;
    }
    entry.waiting[kind] += length;
    this.#total += length;
    while (this.#total > this.#limits.maxTotal && this.#entries.size > 1) this.#drop(this.#largest());
  }

  #handOver(entry: Entry): void {
    if (sumOf(entry.handedOver) === 0) entry.sinceMs = this.#now();
    for (const kind of kinds) {
      entry.handedOver[kind] += entry.waiting[kind];
      entry.waiting[kind] = 0;
    }
  }

  #sent(entry: Entry, length: number): void {
    if (!this.#entries.has(entry)) return;
    let left = length;
    for (const kind of kinds) {
      const part = Math.min(left, entry.handedOver[kind]);
      entry.handedOver[kind] -= part;
      this.#total -= part;
      left -= part;
    }
    entry.sinceMs = this.#now();
  }

  #close(entry: Entry): void {
    if (!this.#entries.delete(entry)) return;
    this.#total -= sumOf(entry.waiting) + sumOf(entry.handedOver);
  }

  #drop(entry: Entry): void {
    if (!this.#entries.has(entry)) return;
    this.#dropped++;
    this.#close(entry);
    entry.drop();
  }

  #largest(): Entry {
    return [...this.#entries].reduce((largest, entry) => (lengthOf(entry) > lengthOf(largest) ? entry : largest));
  }
}

function nothing(): Record<UnsentKind, number> {
  return { notification: 0, answer: 0 };
}

function sumOf({ notification, answer }: Readonly<Record<UnsentKind, number>>): number {
  return notification + answer;
}

function lengthOf({ waiting, handedOver }: Entry): number {
  return sumOf(waiting) + sumOf(handedOver);
}
