import type { Database, Statement } from "libsql";
import type { HistoryQuery, JournalEntry, JournalQuery, SubjectHistory } from "#shared/journal.ts";
import type { Actor } from "#shared/primitives.ts";
import { HistoryReckoning, type HistoryEntry } from "./history.ts";
import { longestFoldMs } from "./repetition-fold.ts";

type Parameter = string | number;
type EntryTuple = [
  number,
  number,
  number,
  string | null,
  string | null,
  JournalEntry["event"],
  string | null,
  Actor["kind"],
  string,
  number,
  number,
];
type HistoryTuple = [number, number, string | null, string | null, JournalEntry["event"], string, string, number, number];

const historyColumns = "at, until, service, task, event, by_kind, by_name, count, running_sec";

/** Reads the table of entries, along its indexes. */
export class EntryReader {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
  }

  page({ service, task, events, from, to, limit, beforeId }: JournalQuery): JournalEntry[] {
    const conditions: string[] = [];
    const parameters: Parameter[] = [];
    const limitTo = (condition: string, ...values: Parameter[]): void => {
      conditions.push(condition);
      parameters.push(...values);
    };
    if (service !== undefined) limitTo("service = ?", service);
    if (service !== undefined && task === null) limitTo("task IS NULL");
    if (service !== undefined && typeof task === "string") limitTo("task = ?", task);
    if (events !== undefined) limitTo(`event IN (${events.map(() => "?").join(", ")})`, ...events);
    if (beforeId !== undefined) limitTo("id < ?", beforeId);
    if (from !== undefined) limitTo("id >= ? AND +until >= ?", this.#firstSince(Date.parse(from)), Date.parse(from));
    if (to !== undefined) limitTo("id <= ? AND at <= ?", this.#lastUntil(Date.parse(to)), Date.parse(to));
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    const sql = `SELECT id, at, until, service, task, event, detail, by_kind, by_name, count, running_sec FROM entry ${where} ORDER BY id DESC LIMIT ?`;
    return (this.#statement(sql).all(...parameters, limit) as EntryTuple[]).map(toEntry);
  }

  history({ service, from, to }: HistoryQuery, now: number): SubjectHistory[] {
    const [fromMs, toMs] = [Date.parse(from), Math.min(Date.parse(to), now)];
    const reckoning = new HistoryReckoning(fromMs, Math.max(fromMs, toMs));
    const first = this.#firstSince(fromMs);
    for (const entry of this.#before(first, service)) reckoning.take(entry);
    const last = this.#lastUntil(toMs);
    const ofService = service === undefined ? "" : "AND (service = ? OR service IS NULL)";
    const range = this.#statement(
      `SELECT ${historyColumns} FROM entry WHERE id BETWEEN ? AND ? AND +until >= ? AND at <= ? ${ofService} ORDER BY id`,
    );
    const parameters = [first, last, fromMs, toMs, ...(service === undefined ? [] : [service])];
    for (const row of range.iterate(...parameters) as Iterable<HistoryTuple>) reckoning.take(toHistoryEntry(row));
    return reckoning.result();
  }

  /** The last entries before an id from which the state of everything at that moment follows, in their order. */
  #before(id: number, service: string | undefined): HistoryEntry[] {
    const events = ["opened", "closed", "starting", "running", "stopping", "restarting", "stopped", "failed"];
    const ofTask = this.#statement(
      `SELECT id, ${historyColumns} FROM entry WHERE service = ? AND task = ? AND id < ? AND event <> 'refused' ORDER BY id DESC LIMIT 1`,
    );
    const tasks = this.#statement(
      `WITH RECURSIVE found(name) AS (
        SELECT min(task) FROM entry WHERE service = ?1
        UNION ALL SELECT (SELECT min(task) FROM entry WHERE service = ?1 AND task > name) FROM found WHERE name IS NOT NULL
      ) SELECT name FROM found WHERE name IS NOT NULL`,
    );
    const ofService = this.#statement(
      `SELECT id, ${historyColumns} FROM entry WHERE service IS ? AND task IS NULL AND id < ? AND event = ? ORDER BY id DESC LIMIT 1`,
    );
    const rows: [number, ...HistoryTuple][] = [];
    const add = (found: unknown[]): void => void rows.push(...(found as typeof rows));
    for (const event of events) add(ofService.all(null, id, event));
    for (const name of this.#services(service)) {
      for (const event of events) add(ofService.all(name, id, event));
      for (const [task] of tasks.all(name) as [string][]) add(ofTask.all(name, task, id));
    }
    return rows.sort(([one], [other]) => one - other).map(([, ...row]) => toHistoryEntry(row));
  }

  /** The services that have entries at all, found by leaps along the index. */
  #services(only: string | undefined): string[] {
    if (only !== undefined) return [only];
    const names = this.#statement(
      `WITH RECURSIVE found(name) AS (
        SELECT min(service) FROM entry UNION ALL SELECT (SELECT min(service) FROM entry WHERE service > name) FROM found WHERE name IS NOT NULL
      ) SELECT name FROM found WHERE name IS NOT NULL`,
    );
    return (names.all() as [string][]).map(([name]) => name);
  }

  /** The first id from which on all entries lie that end at `ms` or later. */
  #firstSince(ms: number): number {
    return (
      this.#value("SELECT min(id) FROM entry INDEXED BY entry_until WHERE until >= ?", ms) ??
      (this.#value("SELECT max(id) FROM entry") ?? 0) + 1
    );
  }

  /** The last id up to which all entries lie that begin at `ms` or earlier: one that was folded ends within an hour. */
  #lastUntil(ms: number): number {
    return this.#value("SELECT max(id) FROM entry INDEXED BY entry_until WHERE until <= ?", ms + longestFoldMs) ?? 0;
  }

  #value(sql: string, ...parameters: Parameter[]): number | null {
    const row = this.#statement(sql).get(...parameters) as [number | null] | undefined;
    return row?.[0] ?? null;
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql).raw()));
    return statement;
  }
}

function toEntry([id, at, until, service, task, event, detail, kind, name, count, runningSec]: EntryTuple): JournalEntry {
  const times = { at: new Date(at).toISOString(), until: new Date(until).toISOString() };
  return { id, ...times, service, task, event, detail, by: { kind, name }, count, runningSec };
}

function toHistoryEntry([at, until, service, task, event, byKind, byName, count, runningSec]: HistoryTuple): HistoryEntry {
  return { at, until, service, task, event, isBySupervisor: byKind === "supervisor" && byName === "supervisor", count, runningSec };
}
