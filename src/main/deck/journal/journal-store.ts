import Database from "libsql";
import type { HistoryQuery, JournalEntry, JournalQuery, SubjectHistory } from "#shared/journal.ts";
import { supervisor } from "#shared/primitives.ts";
import { EntryReader } from "./entry-reader.ts";
import { once, type NewEntry } from "./new-entry.ts";
import { RepetitionFold } from "./repetition-fold.ts";
import { prepareSchema, valueOf } from "./schema.ts";

const keptDays = 90;
const keptMs = keptDays * 86_400_000;
/** So many entries are removed at once: a matter of milliseconds. */
const removedAtOnce = 2000;
/** A deck that shares the file and was not seen alive for so long is gone; milliseconds. */
const lifelessMs = 20_000;

export interface JournalStoreOptions {
  readonly file: string;
  /** How many entries are kept at the most. */
  readonly mostEntries: number;
  readonly warn: (message: string) => void;
}

/** The journal's database: writes, folds, forgets and reads. Everything is done when a call returns; times in milliseconds since 1970. */
export class JournalStore {
  readonly #options: JournalStoreOptions;
  readonly #database: Database.Database;
  readonly #reader: EntryReader;
  readonly #fold = new RepetitionFold();
  readonly #insert: Database.Statement;
  readonly #delete: Database.Statement;
  readonly #deckId: number;
  readonly #servicesOn = new Set<string>();
  #entries: number;
  #saidFull = false;

  /** @throws Error where the file can't be opened, is no database, or one of a later version */
  constructor(options: JournalStoreOptions, now: number) {
    this.#options = options;
    const database = new Database(options.file);
    this.#database = database;
    try {
      prepareSchema(database);
      this.#insert = database.prepare(
        "INSERT INTO entry (at, until, service, task, event, detail, by_kind, by_name, count, running_sec) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      );
      this.#delete = database.prepare("DELETE FROM entry WHERE id = ?");
      this.#reader = new EntryReader(database);
      this.#entries = Number(valueOf(database, "SELECT count(*) FROM entry"));
      this.#deckId = this.#open(now);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** @throws Error where it can't be written; then nothing of it is */
  append(entries: readonly NewEntry[]): void {
    const { rows, replaced } = this.#fold.take(entries);
    try {
      this.#transact(() => {
        // The new ones come first, so that no id is given twice.
        for (const row of rows) row.id = this.#write(row);
        for (const id of replaced) this.#delete.run(id);
      });
    } catch (error) {
      this.#fold.forget();
      throw error;
    }
    this.#entries += rows.size - replaced.length;
    for (const { service, task, event } of entries) {
      if (service === null || task !== null || event === "refused") continue;
      if (event === "stopped") this.#servicesOn.delete(service);
      else this.#servicesOn.add(service);
    }
    if (this.#entries > this.#options.mostEntries) this.#makeRoom(2 * rows.size + removedAtOnce);
  }

  read(query: JournalQuery): JournalEntry[] {
    return this.#reader.page(query);
  }

  history(query: HistoryQuery, now: number): SubjectHistory[] {
    return this.#reader.history(query, now);
  }

  /** Notes that the deck is alive, so that after a sudden end it is known when that was. Costs nothing while no service is on. */
  beat(now: number): void {
    if (this.#servicesOn.size === 0) return;
    this.#transact(() => this.#noteAlive(now));
  }

  /**
   * Forgets some of what is older than 90 days.
   *
   * @returns whether there is more
   */
  forgetSome(now: number): boolean {
    this.#fold.forgetBefore(now);
    const { changes } = this.#database
      .prepare("DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE until < ? ORDER BY until LIMIT ?)")
      .run(now - keptMs, removedAtOnce);
    this.#entries -= changes;
    return changes === removedAtOnce;
  }

  /** Writes that the deck has ended, and closes the database. */
  close(now: number): void {
    try {
      this.#transact(() => {
        this.#database.prepare("DELETE FROM deck WHERE id = ?").run(this.#deckId);
        if (this.#decksOpen() === 0) this.#write(once(now, ofDeck("closed")));
      });
    } finally {
      this.#database.close();
    }
  }

  /** A deck that ended without a word is closed first, at its last sign of life. */
  #open(now: number): number {
    return this.#transact(() => {
      const decks = this.#database.prepare("SELECT id, pid, alive FROM deck").raw().all() as [id: number, pid: number, alive: number][];
      const gone = decks.filter(([, pid, alive]) => pid === process.pid || now - alive > lifelessMs || !isAlive(pid));
      for (const [id] of gone) this.#database.prepare("DELETE FROM deck WHERE id = ?").run(id);
      if (gone.length === decks.length) {
        const lastEntry = Number(valueOf(this.#database, "SELECT max(until) FROM entry") ?? 0);
        const lastAlive = Math.max(lastEntry, ...gone.map(([, , alive]) => alive));
        if (gone.length > 0) this.#write(once(Math.min(lastAlive, now), ofDeck("closed")));
        this.#write(once(now, ofDeck("opened")));
      }
      return Number(this.#database.prepare("INSERT INTO deck (pid, alive) VALUES (?, ?)").run(process.pid, now).lastInsertRowid);
    });
  }

  #noteAlive(now: number): void {
    const { changes } = this.#database.prepare("UPDATE deck SET alive = ? WHERE id = ?").run(now, this.#deckId);
    // Another deck took this one for gone, after a long sleep of the computer.
    if (changes === 0) this.#database.prepare("INSERT INTO deck (id, pid, alive) VALUES (?, ?, ?)").run(this.#deckId, process.pid, now);
  }

  #decksOpen(): number {
    return Number(valueOf(this.#database, "SELECT count(*) FROM deck"));
  }

  #write({ at, until, service, task, event, detail, by, count, runningSec }: NewEntry): number {
    return Number(this.#insert.run(at, until, service, task, event, detail, by.kind, by.name, count, runningSec).lastInsertRowid);
  }

  /** The oldest entries go. */
  #makeRoom(atMost: number): void {
    const { mostEntries, warn } = this.#options;
    // Another deck may have written, too.
    this.#entries = Number(valueOf(this.#database, "SELECT count(*) FROM entry"));
    const surplus = Math.min(this.#entries - mostEntries, atMost);
    if (surplus <= 0) return;
    this.#entries -= this.#database
      .prepare("DELETE FROM entry WHERE id IN (SELECT id FROM entry ORDER BY id LIMIT ?)")
      .run(surplus).changes;
    if (this.#saidFull) return;
    this.#saidFull = true;
    warn(`The journal has ${mostEntries} entries, which is as many as it keeps: the oldest go, though they are not ${keptDays} days old`);
  }

  #transact<Result>(action: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = action();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

function ofDeck(event: "opened" | "closed"): Pick<NewEntry, "service" | "task" | "event" | "detail" | "by"> {
  return { service: null, task: null, event, detail: null, by: supervisor };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
