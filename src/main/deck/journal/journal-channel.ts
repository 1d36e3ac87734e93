import type { HistoryQuery, JournalEntry, JournalQuery, SubjectHistory } from "#shared/journal.ts";
import type { NewEntry } from "./new-entry.ts";

/** What the worker of the journal is given when it is made. */
export interface JournalWorkerData {
  readonly file: string;
  /** When the deck was opened, in milliseconds since 1970. */
  readonly openedAt: number;
}

/** What the deck calls in the worker of its journal; each call is dealt with before the next. */
export interface JournalWorkerFunctions {
  /** Answers once they are written. @throws Error where they can't be; then none of them is */
  append(entries: readonly NewEntry[]): void;
  read(query: JournalQuery): JournalEntry[];
  /** @param now - milliseconds since 1970; the span ends there at the latest */
  history(query: HistoryQuery, now: number): SubjectHistory[];
  close(now: number): void;
}

/** What the worker tells. */
export interface JournalHostFunctions {
  /** The database can't be used; nothing comes after it. */
  openFailed(reason: string): void;
  warn(message: string): void;
}

export const journalHostEvents = ["openFailed", "warn"] as const satisfies readonly (keyof JournalHostFunctions)[];
