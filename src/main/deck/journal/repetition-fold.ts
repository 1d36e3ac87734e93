import type { JournalEvent } from "#shared/journal.ts";
import type { Actor } from "#shared/primitives.ts";
import type { NewEntry } from "./new-entry.ts";

/** An entry that is folded in others is as long as this at the most. */
export const longestFoldMs = 3_600_000;
/** So many entries of one task in a minute are written out; further rounds of the same kind are folded though they differ. */
const writtenOutPerMinute = 60;
const minuteMs = 60_000;

/** An entry, and its id once it is written. */
export type Row = { -readonly [Field in keyof NewEntry]: NewEntry[Field] } & {
  id: number | null;
  /** Whether the entries that were folded into it had different details. */
  mixed: boolean;
};

/** What a batch of entries comes to. */
export interface FoldedBatch {
  /** To be written, in this order; each is to be given its id. */
  readonly rows: ReadonlySet<Row>;
  /** Ids of written entries whose place they take. */
  readonly replaced: readonly number[];
}

/** What ends a round: the next of the same kind may be folded into it. */
const ends: ReadonlySet<JournalEvent> = new Set(["restarting", "failed", "finished", "inactive", "stuck", "stopped", "refused"]);
/** What lies between the ends of two rounds. */
const within: ReadonlySet<JournalEvent> = new Set(["running", "starting", "stopping"]);
const longestRound = 4;

/** The last round of a task or a service: how it ended, and what came after it. */
interface Tail {
  rows: Row[];
  minute: number;
  writtenOut: number;
}

/**
 * Keeps a task that fails without end from filling the disk. Its last failure, the restart and the next failure of the same kind become one entry that
 * counts; counts and running times add up, and what is written is true at any moment.
 */
export class RepetitionFold {
  readonly #tails = new Map<string, Tail>();

  take(entries: readonly NewEntry[]): FoldedBatch {
    const rows = new Set<Row>();
    const replaced: number[] = [];
    for (const entry of entries) {
      const tail = this.#tailOf(entry);
      const folded = foldInto(tail, entry);
      const row = folded ?? { ...entry, id: null, mixed: false };
      if (folded !== null) {
        for (const former of tail.rows) if (!rows.delete(former) && former.id !== null) replaced.push(former.id);
        tail.writtenOut -= tail.rows.length;
      }
      rows.add(row);
      tail.writtenOut += 1;
      if (ends.has(row.event)) tail.rows = [row];
      else if (within.has(row.event) && tail.rows.length > 0 && tail.rows.length < longestRound) tail.rows.push(row);
      else tail.rows = [];
    }
    return { rows, replaced };
  }

  /** Begins anew: what was taken last could not be written. */
  forget(): void {
    this.#tails.clear();
  }

  /** Forgets what nothing can be folded into any more. */
  forgetBefore(now: number): void {
    for (const [key, tail] of this.#tails) if ((tail.minute + 1) * minuteMs < now - longestFoldMs) this.#tails.delete(key);
  }

  #tailOf({ service, task, event, at, until }: NewEntry): Tail {
    const key = `${service ?? ""}\n${task ?? ""}${event === "refused" ? "\nrefused" : ""}`;
    let tail = this.#tails.get(key);
    if (tail === undefined) this.#tails.set(key, (tail = { rows: [], minute: Math.floor(at / minuteMs), writtenOut: 0 }));
    const minute = Math.floor(until / minuteMs);
    if (minute !== tail.minute) Object.assign(tail, { minute, writtenOut: 0 });
    return tail;
  }
}

/** One row for the last round and this one, or `null` where they are not of the same kind. */
function foldInto(tail: Tail, entry: NewEntry): Row | null {
  const [last, ...between] = tail.rows;
  if (last?.event !== entry.event || !ends.has(entry.event)) return null;
  if (entry.at < last.until || entry.until - last.at > longestFoldMs) return null;
  const askers = distinct([last, ...between, entry].map(({ by }) => by).filter(({ kind }) => kind !== "supervisor"));
  if (askers.length > 1) return null;
  const same = last.detail === entry.detail && !last.mixed;
  const crowded = tail.writtenOut >= writtenOutPerMinute;
  if (!crowded && !(same && isPlain(entry, askers))) return null;
  return {
    ...entry,
    at: last.at,
    by: askers[0] ?? entry.by,
    detail: same ? entry.detail : `${entry.detail ?? "no reason"} (the last of several that differ)`,
    count: last.count + entry.count,
    runningSec: last.runningSec + ranSec(between, entry.at) + entry.runningSec,
    id: null,
    mixed: !same,
  };
}

/** What is folded at any pace: the automatic restarts of a task, and a refusal that comes again. */
function isPlain({ event, task }: NewEntry, askers: readonly Actor[]): boolean {
  return event === "refused" || (event === "restarting" && task !== null && askers.length === 0);
}

function ranSec(between: readonly Row[], end: number): number {
  const ran = between.map(({ event, at }, index) => (event === "running" ? Math.max(0, (between[index + 1]?.at ?? end) - at) : 0));
  return ran.reduce((sum, ms) => sum + ms, 0) / 1000;
}

function distinct(actors: readonly Actor[]): Actor[] {
  return actors.filter((actor, index) => actors.findIndex(({ kind, name }) => kind === actor.kind && name === actor.name) === index);
}
