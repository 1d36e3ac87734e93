import type { EnteredState, SubjectHistory } from "#shared/journal.ts";

/** A segment is at least as long as this part of the span, unless longer ones lie on both sides of it. */
const shortestPart = 1 / 120;

/** From the best to the worst; `null`: nothing was there. */
const severity: readonly (EnteredState | null)[] = [
  null,
  "running",
  "finished",
  "stopped",
  "inactive",
  "stopping",
  "starting",
  "restarting",
  "stuck",
  "failed",
];

interface Segment {
  readonly from: number;
  to: number;
  state: EnteredState | null;
  /** Whether short ones may still join it. */
  isShort: boolean;
}

/** Gathers states one after the other into a bounded number of segments: short neighbours become one, in the worst of their states. */
export class HistorySegments {
  readonly #shortestMs: number;
  readonly #segments: Segment[] = [];

  constructor(spanMs: number) {
    this.#shortestMs = spanMs * shortestPart;
  }

  /** Adds what follows; milliseconds. */
  add(from: number, to: number, state: EnteredState | null): void {
    if (to <= from) return;
    const last = this.#segments.at(-1);
    const isShort = to - from < this.#shortestMs;
    if (last?.state === state) {
      last.to = to;
      last.isShort = last.to - last.from < this.#shortestMs;
    } else if (last !== undefined && last.isShort && isShort) {
      last.to = to;
      last.state = worse(last.state, state);
      last.isShort = last.to - last.from < this.#shortestMs;
    } else this.#segments.push({ from, to, state, isShort });
  }

  result(): SubjectHistory["segments"] {
    const joined: Segment[] = [];
    for (const segment of this.#segments) {
      const last = joined.at(-1);
      if (last?.state === segment.state) last.to = segment.to;
      else joined.push({ ...segment });
    }
    return joined.flatMap(({ from, to, state }) =>
      state === null ? [] : [{ from: new Date(from).toISOString(), to: new Date(to).toISOString(), state }],
    );
  }
}

function worse(one: EnteredState | null, other: EnteredState | null): EnteredState | null {
  return severity.indexOf(one) > severity.indexOf(other) ? one : other;
}
