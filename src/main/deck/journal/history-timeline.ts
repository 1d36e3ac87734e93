import type { EnteredState, SubjectHistory } from "#shared/journal.ts";
import { HistorySegments } from "./history-segments.ts";

/** Whether a moment counts for availability: `neither` where nothing was to run. */
export type Share = "running" | "down" | "neither";

/** What several things in succession amount to; see the journal's folded entries. */
interface Repetition {
  readonly at: number;
  readonly until: number;
  readonly runningSec: number;
}

/** The states of one service or task along a span of time, and how long they took; times in milliseconds. */
export class Timeline {
  readonly #from: number;
  readonly #to: number;
  readonly #segments: HistorySegments;
  #state: EnteredState | null = null;
  #share: Share = "neither";
  #cursor: number;
  #ms: Record<Share, number> = { running: 0, down: 0, neither: 0 };

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
    this.#cursor = from;
    this.#segments = new HistorySegments(to - from);
  }

  /** From `at` on. A clock that was set back does not undo what has been counted. */
  enter(at: number, state: EnteredState | null, share: Share): void {
    this.#advance(at);
    this.#state = state;
    this.#share = share;
  }

  /** Enters a state again and again, with runs in between. */
  repeat({ at, until, runningSec }: Repetition, state: EnteredState, share: Share): void {
    this.enter(at, state, share);
    const end = Math.min(until, this.#to);
    const length = end - this.#cursor;
    if (length > 0) {
      const ran = Math.min(length, (runningSec * 1000 * length) / (until - at));
      this.#ms.running += ran;
      this.#ms[share] += length - ran;
      this.#segments.add(this.#cursor, end, state);
      this.#cursor = end;
    }
  }

  /** How much of something lies in the span, from 0 to 1. */
  partOf(at: number, until: number): number {
    if (until <= at) return at >= this.#from && at <= this.#to ? 1 : 0;
    return Math.max(0, Math.min(until, this.#to) - Math.max(at, this.#from)) / (until - at);
  }

  result(): Pick<SubjectHistory, "runningSec" | "downSec" | "availability" | "segments"> {
    this.#advance(this.#to);
    const { running, down } = this.#ms;
    const availability = running + down > 0 ? running / (running + down) : null;
    return { runningSec: running / 1000, downSec: down / 1000, availability, segments: this.#segments.result() };
  }

  #advance(to: number): void {
    const end = Math.min(to, this.#to);
    if (end <= this.#cursor) return;
    this.#ms[this.#share] += end - this.#cursor;
    this.#segments.add(this.#cursor, end, this.#state);
    this.#cursor = end;
  }
}
