import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { JournalEntry } from "#shared/journal.ts";
import { JournalStore } from "./journal-store.ts";
import { entryAt as entry, failing, startMs } from "./testing/rounds.ts";

const minuteMs = 60_000;
let folder: string;
let file: string;
let warnings: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dasedeck-journal-"));
  file = join(folder, "journal.sqlite");
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(now = startMs, mostEntries = 1000, path = file): JournalStore {
  return new JournalStore({ file: path, mostEntries, warn: (message) => warnings.push(message) }, now);
}

/** Does something with a journal, and closes it. */
function withStore<Result>(action: (store: JournalStore) => Result, ...how: Parameters<typeof open>): Result {
  const store = open(...how);
  try {
    return action(store);
  } finally {
    store.close(how[0] ?? startMs);
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
const all = (store: JournalStore): JournalEntry[] => store.read({ limit: 500 });
const ofLaser = (store: JournalStore): JournalEntry[] => store.read({ service: "laser", limit: 500 });
const short = ({ event, count, at, until, runningSec }: JournalEntry): unknown[] => [
  event,
  count,
  Date.parse(at) - startMs,
  Date.parse(until) - startMs,
  runningSec,
];

it("reads by service, task, event, time and id, the newest first", () => {
  withStore((store) => {
    store.append([
      entry(startMs, "running"),
      entry(startMs + 1000, "running", { task: "warm" }),
      entry(startMs + 2000, "running", { service: "pump" }),
      entry(startMs + 3000, "failed", { task: null, detail: "crashed" }),
      entry(startMs + 4000, "failed", { detail: "no light" }),
    ]);
    const read = (query: Omit<Parameters<JournalStore["read"]>[0], "limit">, limit = 500): unknown[] =>
      store.read({ ...query, limit }).map(({ service, task, event }) => [service, task, event].join(" "));
    expect(read({ service: "laser" })).toEqual(["laser poll failed", "laser  failed", "laser warm running", "laser poll running"]);
    expect(read({ service: "laser", task: "poll" })).toEqual(["laser poll failed", "laser poll running"]);
    expect(read({ service: "laser", task: null })).toEqual(["laser  failed"]);
    expect(read({ events: ["failed", "opened"] })).toEqual(["laser poll failed", "laser  failed", "  opened"]);
    expect(read({ from: iso(startMs + 1000), to: iso(startMs + 3000) })).toEqual([
      "laser  failed",
      "pump poll running",
      "laser warm running",
    ]);
    const [, second] = store.read({ limit: 2 });
    expect(read({ beforeId: second?.id ?? 0 }, 2)).toEqual(["pump poll running", "laser warm running"]);
    expect(read({ from: iso(startMs + 5000) })).toEqual([]);
    expect(read({ to: iso(startMs - 1) })).toEqual([]);
  });
});

it("finds a folded entry that a span touches at either end, and what a clock that was set back dated to earlier", () => {
  withStore((store) => {
    store.append([...failing(3, 10_000, 4000)]);
    const inside = { from: iso(startMs + 11_000), to: iso(startMs + 12_000), limit: 10 };
    expect(store.read(inside).map(short)).toEqual([["restarting", 3, 4000, 24_000, 8]]);
    store.append([entry(startMs + 3_600_000, "finished"), entry(startMs + 11_500, "running"), entry(startMs + 3_700_000, "finished")]);
    expect(store.read(inside).map(({ event, at }) => [event, at])).toEqual([
      ["running", iso(startMs + 11_500)],
      ["restarting", iso(startMs + 4000)],
    ]);
  });
});

it("forgets what is older than 90 days, a piece at a time", () => {
  const now = startMs + 90 * 1440 * minuteMs;
  withStore(
    (store) => {
      store.append(Array.from({ length: 2500 }, (_, index) => entry(startMs - 3_000_000 + index * 1000, "running", { task: `t${index}` })));
      store.append([entry(startMs + 1, "failed")]);
      expect(store.forgetSome(now)).toBe(true);
      expect(store.forgetSome(now)).toBe(false);
      expect(all(store).map(({ event }) => event)).toEqual(["failed", "opened"]);
    },
    startMs,
    10_000,
  );
});

it("keeps no more entries than it may; the oldest go, which is said once", () => {
  withStore(
    (store) => {
      for (let round = 0; round < 5; round++) {
        store.append(
          Array.from({ length: 50 }, (_, index) => entry(startMs + round * 50 + index, "running", { task: `t${round}-${index}` })),
        );
      }
      const kept = all(store);
      expect(kept).toHaveLength(100);
      expect([kept[0]?.task, kept.at(-1)?.task]).toEqual(["t4-49", "t3-0"]);
    },
    startMs,
    100,
  );
  expect(warnings).toEqual([expect.stringContaining("as many as it keeps")]);
});

it("tells when the deck was open; of one that ended without a word, until its last sign of life", () => {
  withStore((store) => store.append([entry(startMs + 1000, "running", { task: null })]), startMs);
  const killed = open(startMs + 10_000);
  killed.append([entry(startMs + 11_000, "running", { task: null })]);
  killed.beat(startMs + 15_000);
  // Not closed: another process has opened it since, as after a sudden end.
  withStore((store) => {
    expect(all(store).map(({ event, at }) => [event, Date.parse(at) - startMs])).toEqual([
      ["opened", 60_000],
      ["closed", 15_000],
      ["running", 11_000],
      ["opened", 10_000],
      ["closed", 0],
      ["running", 1000],
      ["opened", 0],
    ]);
  }, startMs + 60_000);
});

it("goes on with a journal of the first version", () => {
  const old = new Database(file);
  old.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY, at TEXT NOT NULL, service TEXT NOT NULL, task TEXT, event TEXT NOT NULL, detail TEXT, by_kind TEXT NOT NULL, by_name TEXT NOT NULL
    );
    CREATE INDEX entry_by_service ON entry (service, id);
    INSERT INTO entry VALUES
      (4, '2026-01-01T00:00:01.250Z', 'laser', 'poll', 'running', NULL, 'operator', 'ana'),
      (7, '2026-01-01T00:00:02.003Z', 'laser', 'poll', 'repeated', '41 further transitions within a second', 'supervisor', 'supervisor');
  `);
  old.close();
  const read = (): unknown[] =>
    withStore(
      (store) => all(store).map(({ id, at, until, event, detail, by, count }) => [id, at === until, at, event, detail, by.name, count]),
      startMs + 60_000,
    );
  const migrated = [
    [9, true, "2026-01-01T00:01:00.000Z", "opened", null, "supervisor", 1],
    [8, true, "2026-01-01T00:00:02.003Z", "closed", null, "supervisor", 1],
    [7, true, "2026-01-01T00:00:02.003Z", "restarting", "41 further transitions within a second", "supervisor", 20],
    [4, true, "2026-01-01T00:00:01.250Z", "running", null, "ana", 1],
  ];
  expect(read()).toEqual(migrated);
  expect(read().slice(1)).toEqual([[10, true, "2026-01-01T00:01:00.000Z", "closed", null, "supervisor", 1], ...migrated]);
});

it("does not touch a journal of a later version", () => {
  withStore(() => undefined);
  const later = new Database(file);
  later.exec("PRAGMA user_version = 99");
  later.close();
  expect(() => open()).toThrow(/later version/);
});

it("goes on after entries could not be written, none of them half", () => {
  withStore((store) => {
    store.append([...failing(2, 1000, 500)]);
    const before = ofLaser(store);
    const broken = entry(startMs + 3000, "restarting", { detail: "no light", count: undefined as never });
    expect(() => store.append([entry(startMs + 2000, "running"), broken])).toThrow();
    expect(ofLaser(store)).toEqual(before);
    store.append([entry(startMs + 2000, "running"), entry(startMs + 3000, "restarting", { detail: "no light" })]);
    expect(ofLaser(store).reduce((sum, { event, count }) => sum + (event === "restarting" ? count : 0), 0)).toBe(3);
  });
});
