import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { JournalEntry, JournalQuery } from "#shared/journal.ts";
import type { Actor, IsoTime } from "#shared/primitives.ts";
import { JournalEntries, type NewJournalEntry } from "./journal-entries.ts";
import { RepetitionFold } from "./repetition-fold.ts";

const keptDays = 90;

/** What happened, who did it and when; read back a page at a time. */
export interface Journal extends Disposable {
  recordEvents(events: readonly DeckEvent[]): void;
  recordRefusal(refusal: { service: string; task: string; command: string; by: Actor; reason: string; at: IsoTime }): void;
  read(query: JournalQuery): JournalEntry[];
}

interface Row {
  id: number;
  at: string;
  service: string;
  task: string | null;
  event: string;
  detail: string | null;
  by_kind: Actor["kind"];
  by_name: string;
}

const schema = `
  PRAGMA busy_timeout = 3000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    service TEXT NOT NULL,
    task TEXT,
    event TEXT NOT NULL,
    detail TEXT,
    by_kind TEXT NOT NULL,
    by_name TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS entry_by_service ON entry (service, id);
`;

/**
 * Opens the journal, an SQLite database, and drops what is older than 90 days.
 *
 * @param warn - told of entries that could not be written, a full disk for example; the deck goes on
 * @throws Error where the file can't be opened or is no database
 */
export async function openJournal(file: string, warn: (message: string) => void): Promise<Journal> {
  // Loaded when it is needed, so that a platform without the native library still has a deck.
  const { default: Database } = await import("libsql");
  const database = new Database(file);
  database.exec(schema);
  database.prepare("DELETE FROM entry WHERE at < ?").run(new Date(Date.now() - keptDays * 86_400_000).toISOString());
  const insert = database.prepare("INSERT INTO entry (at, service, task, event, detail, by_kind, by_name) VALUES (?, ?, ?, ?, ?, ?, ?)");
  const select = database.prepare("SELECT * FROM entry WHERE service = ? AND id < ? ORDER BY id DESC LIMIT ?");
  const insertAll = database.transaction((added: readonly NewJournalEntry[]) => {
    for (const { at, service, task, event, detail, by } of added) insert.run(at, service, task, event, detail, by.kind, by.name);
  });
  const entries = new JournalEntries();
  const fold = new RepetitionFold();

  /** A journal that can't be written, on a full disk for example, must not stop what it tells of. */
  function record(makeEntries: () => readonly NewJournalEntry[]): void {
    try {
      const added = makeEntries();
      if (added.length > 0) insertAll(added);
    } catch (error) {
      warn(`What just happened could not be written to the journal ${file}: ${String(error)}`);
    }
  }

  return {
    recordEvents: (events) => record(() => events.flatMap((event) => entries.of(event)).flatMap((entry) => fold.take(entry))),
    recordRefusal: ({ service, task, command, by, reason, at }) => {
      record(() => [{ at, service, task, event: "refused", detail: `${command}: ${reason}`, by }]);
    },
    read: ({ service, limit, beforeId = Number.MAX_SAFE_INTEGER }) => {
      const rows = select.all(service, beforeId, limit) as Row[];
      return rows.map(({ by_kind: kind, by_name: name, ...entry }) => ({ ...entry, by: { kind, name } }));
    },
    dispose: () => {
      database.close();
    },
  };
}

/** A journal that keeps nothing, for a deck whose real one can't be opened. */
export const noJournal: Journal = {
  recordEvents: () => undefined,
  recordRefusal: () => undefined,
  read: () => [],
  dispose: () => undefined,
};
