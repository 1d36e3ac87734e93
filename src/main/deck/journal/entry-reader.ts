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
type HistoryTuple = [number, number, string | null, string | null, JournalEntry["event"], 0 | 1, number, number];

/** For the history it matters alone whether the supervisor itself caused something. */
const historyColumns = "at, until, service, task, event, by_kind = 'supervisor' AND by_name = 'supervisor', count, running_sec";
const inSpan = "id BETWEEN ? AND ? AND +until >= ? AND at <= ?";

interface Span {
  readonly firstId: number;
  readonly lastId: number;
  readonly from: number;
  readonly to: number;
}

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
    if (from !== undefined || to !== undefined) {
      const span = this.#spanOf(from === undefined ? -Infinity : Date.parse(from), to === undefined ? Infinity : Date.parse(to));
      if (span === null) return [];
      limitTo(inSpan, span.firstId, span.lastId, span.from, span.to);
    }
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    const sql = `SELECT id, at, until, service, task, event, detail, by_kind, by_name, count, running_sec FROM entry ${where} ORDER BY id DESC LIMIT ?`;
    return (this.#statement(sql).all(...parameters, limit) as EntryTuple[]).map(toEntry);
  }

  history({ service, from, to }: HistoryQuery, now: number): SubjectHistory[] {
    const [fromMs, toMs] = [Date.parse(from), Math.min(Date.parse(to), now)];
    const reckoning = new HistoryReckoning(fromMs, Math.max(fromMs, toMs));
    const span = this.#spanOf(fromMs, toMs);
    for (const entry of this.#before(span?.firstId ?? this.#firstIdAfter(fromMs), service)) reckoning.take(entry);
    if (span === null) return reckoning.result();
    const ofService = service === undefined ? "" : "AND (service = ? OR service IS NULL)";
    const range = this.#statement(`SELECT ${historyColumns} FROM entry WHERE ${inSpan} ${ofService} ORDER BY id`);
    const parameters = [span.firstId, span.lastId, span.from, span.to, ...(service === undefined ? [] : [service])];
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

  /**
   * Between which ids all entries lie that touch a span; `null` where there is none. It is found by the index of their ends, as one that was folded ends
   * within an hour. Mostly ids and times rise together, but not where the clock was set back.
   */
  #spanOf(from: number, to: number): Span | null {
    const oldest = this.#value("SELECT min(until) FROM entry");
    const newest = this.#value("SELECT max(until) FROM entry");
    if (oldest === null || newest === null) return null;
    const times = { from: Math.max(from, oldest), to: Math.min(to, newest) };
    const isWhole = from <= oldest && to >= newest;
    const bounds = this.#statement(
      isWhole
        ? "SELECT (SELECT min(id) FROM entry), (SELECT max(id) FROM entry)"
        : "SELECT min(id), max(id) FROM entry INDEXED BY entry_until WHERE until BETWEEN ? AND ?",
    );
    const parameters = isWhole ? [] : [times.from, times.to + longestFoldMs];
    const [firstId, lastId] = bounds.get(...parameters) as [number | null, number | null];
    return firstId === null || lastId === null ? null : { firstId, lastId, ...times };
  }

  #firstIdAfter(ms: number): number {
    return (this.#value("SELECT id FROM entry WHERE until < ? ORDER BY until DESC LIMIT 1", ms) ?? 0) + 1;
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

function toHistoryEntry([at, until, service, task, event, bySupervisor, count, runningSec]: HistoryTuple): HistoryEntry {
  return { at, until, service, task, event, isBySupervisor: bySupervisor === 1, count, runningSec };
}
