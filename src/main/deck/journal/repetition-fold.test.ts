import fc from "fast-check";
import { expect, it } from "vitest";
import type { JournalEntry } from "#shared/journal.ts";
import { DeckEntries } from "./deck-entries.ts";
import { JournalStore } from "./journal-store.ts";
import { ana, entryAt as entry, failing, serviceAdded, startMs, steps, take, taskChanged } from "./testing/rounds.ts";

/** Does something with a journal in memory. */
function withStore(action: (store: JournalStore) => void): void {
  const store = new JournalStore({ file: ":memory:", mostEntries: 1000, warn: (message) => expect.fail(message) }, startMs);
  try {
    action(store);
  } finally {
    store.close(startMs);
  }
}

const ofLaser = (store: JournalStore): JournalEntry[] => store.read({ service: "laser", limit: 500 });
const iso = (ms: number): string => new Date(ms).toISOString();
const short = ({ event, count, at, until, runningSec }: JournalEntry): unknown[] => [
  event,
  count,
  Date.parse(at) - startMs,
  Date.parse(until) - startMs,
  runningSec,
];

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
      withStore((store) => {
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
      });
    }),
    { numRuns: 300 },
  );
});
