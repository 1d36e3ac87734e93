import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Database from "libsql";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { JournalEntry } from "#shared/journal.ts";
import { supervisor } from "#shared/primitives.ts";
import { DeckEntries } from "./deck-entries.ts";
import { JournalStore } from "./journal-store.ts";
import { once, type NewEntry } from "./new-entry.ts";
import { ana, serviceAdded, startMs, steps, take, taskChanged } from "./testing/rounds.ts";

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

const entry = (at: number, event: NewEntry["event"], more: Partial<NewEntry> = {}): NewEntry => ({
  ...once(at, { service: "laser", task: "poll", event, detail: null, by: supervisor }),
  ...more,
});
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

/** A task that fails once per `periodMs` after having run for a part of it. */
function* failing(
  times: number,
  periodMs: number,
  runMs: number,
  detailOf: (round: number) => string = () => "no light",
): Generator<NewEntry> {
  for (let round = 0; round < times; round++) {
    yield entry(startMs + round * periodMs, "running");
    yield entry(startMs + round * periodMs + runMs, "restarting", { detail: detailOf(round) });
  }
}

it("makes one entry of failures that repeat, true at any moment", () => {
  withStore((store) => {
    const entries = [...failing(3, 10_000, 4000), entry(startMs + 30_000, "running")];
    const seen = entries.map((each) => {
      store.append([each]);
      return ofLaser(store).map(short);
    });
    const first = ["running", 1, 0, 0, 0];
    expect(seen).toEqual([
      [first],
      [["restarting", 1, 4000, 4000, 0], first],
      [["running", 1, 10_000, 10_000, 0], ["restarting", 1, 4000, 4000, 0], first],
      [["restarting", 2, 4000, 14_000, 4], first],
      [["running", 1, 20_000, 20_000, 0], ["restarting", 2, 4000, 14_000, 4], first],
      [["restarting", 3, 4000, 24_000, 8], first],
      [["running", 1, 30_000, 30_000, 0], ["restarting", 3, 4000, 24_000, 8], first],
    ]);
    const [running, failed] = ofLaser(store);
    store.append([entry(startMs + 34_000, "restarting", { detail: "no light" })]);
    expect(ofLaser(store)[0]?.id).toBeGreaterThan(Math.max(running?.id ?? 0, failed?.id ?? 0));
  });
});

it("begins a new entry where the reason is another, someone asked, or an hour is full", () => {
  const reasons = (round: number): string => (round === 2 ? "no power" : "no light");
  withStore((store) => {
    store.append([...failing(5, 10_000, 4000, reasons)]);
    expect(
      ofLaser(store)
        .filter(({ event }) => event === "restarting")
        .map(({ detail, count }) => [detail, count]),
    ).toEqual([
      ["no light", 2],
      ["no power", 1],
      ["no light", 2],
    ]);
  });
  rmSync(file);
  withStore((store) => {
    store.append([
      ...failing(2, 10_000, 4000),
      entry(startMs + 20_000, "running", { by: ana }),
      entry(startMs + 21_000, "restarting", { detail: "no light" }),
    ]);
    expect(ofLaser(store).map(({ event, by, count }) => [event, by.name, count])).toEqual([
      ["restarting", "supervisor", 1],
      ["running", "ana", 1],
      ["restarting", "supervisor", 2],
      ["running", "supervisor", 1],
    ]);
  });
  rmSync(file);
  withStore((store) => {
    store.append([...failing(24 * 360, 10_000, 4000)]);
    const failures = ofLaser(store).filter(({ event }) => event === "restarting");
    expect(failures).toHaveLength(24);
    expect(failures.reduce((sum, { count }) => sum + count, 0)).toBe(24 * 360);
  });
});

it("folds failures that are never the same beyond sixty entries a minute, and says so", () => {
  withStore((store) => {
    store.append([...failing(1000, 50, 20, (round) => `off by ${round}`)]);
    const failures = ofLaser(store).filter(({ event }) => event === "restarting");
    expect(failures.length).toBeLessThan(40);
    expect(failures.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(failures[0]?.detail).toBe("off by 999 (the last of several that differ)");
  });
});

it("folds what one client does again and again without end, and names it", () => {
  withStore((store) => {
    const client = { kind: "client", name: "script" } as const;
    const rounds = Array.from({ length: 500 }, (_, round) => [
      entry(startMs + round * 100, "running", { by: client }),
      entry(startMs + round * 100 + 50, "finished"),
    ]);
    store.append(rounds.flat());
    const [last, ...others] = ofLaser(store);
    expect(others.length).toBeLessThan(65);
    expect(last).toMatchObject({ event: "finished", by: client });
    expect([last, ...others].reduce((sum, each) => sum + (each?.event === "finished" ? each.count : 0), 0)).toBe(500);
  });
});

it("counts a refusal that comes again, without breaking in on the task's own story", () => {
  withStore((store) => {
    const refused = entry(startMs + 1000, "refused", { detail: "start: it is stuck", by: ana });
    store.append([
      entry(startMs, "running"),
      refused,
      { ...refused, at: startMs + 2000, until: startMs + 2000 },
      entry(startMs + 3000, "restarting"),
    ]);
    expect(ofLaser(store).map(({ event, count }) => [event, count])).toEqual([
      ["restarting", 1],
      ["refused", 2],
      ["running", 1],
    ]);
  });
});

it("neither adds nor loses a failure, a run or a second of running, however entries come in batches", () => {
  const batches = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  fc.assert(
    fc.property(steps, batches, (given, sizes) => {
      const { task, told } = take(given);
      const deck = new DeckEntries();
      const entries = [serviceAdded("laser"), ...told.map((each) => taskChanged("laser", each))].flatMap((each) => deck.of(each));
      withStore(
        (store) => {
          for (let from = 0, batch = 0; from < entries.length; batch++) {
            const size = sizes[batch % sizes.length] ?? 1;
            store.append(entries.slice(from, (from += size)));
          }
          const read = ofLaser(store).reverse();
          const failures = read.filter(({ event }) => event === "restarting" || event === "failed");
          expect(failures.reduce((sum, { count }) => sum + count, 0)).toBe(task.snapshot.failures);
          const runs = read.reduce((sum, { event, count }) => sum + (event === "running" ? 1 : count - 1), 0);
          expect(runs).toBe(task.snapshot.runs);
          const ranMs = read.map(({ event, at, runningSec }, index) => {
            const end = read[index + 1]?.at ?? iso(task.ms);
            return event === "running" || event === "stopping" ? Date.parse(end) - Date.parse(at) : runningSec * 1000;
          });
          const { startedAt, endedAt, runningSec } = task.snapshot;
          const underWay = startedAt === null || endedAt !== null ? 0 : (task.ms - Date.parse(startedAt)) / 1000;
          expect(ranMs.reduce((sum, each) => sum + each, 0) / 1000).toBeCloseTo(runningSec + underWay, 6);
          expect(read.map(({ until }) => until)).toEqual(read.map(({ until }) => until).sort());
        },
        startMs,
        1000,
        ":memory:",
      );
    }),
    { numRuns: 300 },
  );
});

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
