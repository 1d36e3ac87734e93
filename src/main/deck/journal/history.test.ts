import fc from "fast-check";
import { expect, it } from "vitest";
import type { SubjectHistory } from "#shared/journal.ts";
import { HistoryReckoning, type HistoryEntry } from "./history.ts";
import { DeckEntries } from "./deck-entries.ts";
import { RepetitionFold } from "./repetition-fold.ts";
import { serviceAdded, startMs, steps, take, taskChanged } from "./testing/rounds.ts";

const hourMs = 3_600_000;

const entry = (hours: number, event: HistoryEntry["event"], more: Partial<HistoryEntry> = {}): HistoryEntry => {
  const at = startMs + hours * hourMs;
  return { at, until: at, service: "laser", task: "poll", event, isBySupervisor: true, count: 1, runningSec: 0, ...more };
};
const asked = { isBySupervisor: false };
const ofService = { task: null };

function historyOf(from: number, to: number, entries: readonly HistoryEntry[]): SubjectHistory[] {
  const reckoning = new HistoryReckoning(startMs + from * hourMs, startMs + to * hourMs);
  for (const each of entries) reckoning.take(each);
  return reckoning.result();
}

const hours = (time: string): number => (Date.parse(time) - startMs) / hourMs;

/** Hours, to read. */
function ofTask(from: number, to: number, entries: readonly HistoryEntry[]): unknown {
  const task = historyOf(from, to, entries).find((subject) => subject.task === "poll");
  if (task === undefined) return undefined;
  const segments = task.segments.map((segment) => `${segment.state} ${hours(segment.from)}–${hours(segment.to)}`);
  return { ran: task.runningSec / 3600, down: task.downSec / 3600, segments };
}

it("counts runs as running, and what follows a failure as down until it runs again", () => {
  const entries = [entry(1, "running", asked), entry(3, "restarting"), entry(4, "running"), entry(6, "failed"), entry(8, "running", asked)];
  const [poll] = historyOf(0, 10, [...entries, entry(9, "finished")]);
  expect(poll).toMatchObject({
    service: "laser",
    task: "poll",
    runs: 3,
    failures: 2,
    restarts: 1,
    runningSec: 5 * 3600,
    downSec: 3 * 3600,
  });
  expect(poll?.availability).toBeCloseTo(5 / 8);
  expect(poll?.meanTimeBetweenFailuresSec).toBe(2.5 * 3600);
  expect(ofTask(0, 10, [...entries, entry(9, "finished")])).toEqual({
    ran: 5,
    down: 3,
    segments: ["running 1–3", "restarting 3–4", "running 4–6", "failed 6–8", "running 8–9", "finished 9–10"],
  });
});

it("counts nothing while nothing is to run", () => {
  const [poll] = historyOf(0, 10, [entry(-1, "inactive", asked)]);
  expect(poll).toMatchObject({ runningSec: 0, downSec: 0, availability: null, meanTimeBetweenFailuresSec: null });
});

it("begins with the state before the span, and ends with its end", () => {
  expect(ofTask(0, 10, [entry(-5, "running", asked)])).toEqual({ ran: 10, down: 0, segments: ["running 0–10"] });
  expect(historyOf(0, 10, [entry(-5, "running", asked)])[0]).toMatchObject({ runs: 0, failures: 0 });
});

it("counts a folded entry in proportion to what of it lies in the span", () => {
  const folded = { until: startMs + 4 * hourMs, count: 9, runningSec: 3 * 3600 };
  const entries = [entry(-1, "running", asked), entry(0, "restarting", folded), entry(4, "running")];
  expect(historyOf(0, 6, entries)[0]).toMatchObject({ runs: 9, failures: 9, restarts: 9, runningSec: 5 * 3600, downSec: 3600 });
  expect(historyOf(2, 6, entries)[0]).toMatchObject({ runs: 5, failures: 5, restarts: 5, runningSec: 3.5 * 3600, downSec: 1800 });
  expect(historyOf(-1, 1, entries)[0]).toMatchObject({ failures: 2, runningSec: 1.75 * 3600, downSec: 900 });
  expect(ofTask(0, 6, entries)).toMatchObject({ segments: ["restarting 0–4", "running 4–6"] });
});

it("counts a task whose service has crashed as down, until it runs again", () => {
  const entries = [
    entry(0, "running", ofService),
    entry(0, "running", asked),
    entry(2, "restarting", ofService),
    entry(3, "starting", ofService),
    entry(4, "running", ofService),
    entry(5, "running", asked),
  ];
  expect(ofTask(0, 6, entries)).toEqual({ ran: 3, down: 3, segments: ["running 0–2", "restarting 2–3", "starting 3–5", "running 5–6"] });
  expect(historyOf(0, 6, entries)[0]).toMatchObject({
    task: null,
    runs: 2,
    failures: 1,
    restarts: 1,
    runningSec: 4 * 3600,
    downSec: 2 * 3600,
  });
});

it("counts a task that its service stopped because another task had ended it as down once the service has failed", () => {
  const entries = [entry(0, "running", ofService), entry(0, "running", asked), entry(1, "stopping"), entry(1, "inactive")];
  expect(ofTask(0, 4, [...entries, entry(2, "failed", ofService)])).toMatchObject({ ran: 1, down: 2 });
  expect(ofTask(0, 4, [...entries, entry(2, "stopped", ofService)])).toMatchObject({ ran: 1, down: 0 });
});

it.each([
  ["stopped on request", [entry(1, "stopping", asked), entry(1, "inactive", asked), entry(2, "failed", ofService)]],
  ["finished", [entry(1, "finished"), entry(2, "restarting", ofService)]],
  [
    "left behind by its service, which was stopped",
    [entry(1, "stopped", { ...ofService, ...asked }), entry(2, "starting", { ...ofService, ...asked })],
  ],
  ["gone with the deck", [entry(1, "closed", { service: null, task: null }), entry(3, "opened", { service: null, task: null })]],
])("does not count a task as down that was %s", (_, entries) => {
  expect(ofTask(0, 4, [entry(0, "running", ofService), entry(0, "running", asked), ...entries])).toMatchObject({ ran: 1, down: 0 });
});

it("counts an explicit start of a service as neither, a start after a crash as down", () => {
  const started = [entry(0, "starting", { ...ofService, ...asked }), entry(2, "running", { ...ofService, ...asked })];
  expect(historyOf(0, 3, started)[0]).toMatchObject({ runningSec: 3600, downSec: 0, restarts: 0 });
  const again = [entry(3, "restarting", ofService), entry(4, "starting", ofService), entry(6, "running", ofService)];
  expect(historyOf(0, 7, [...started, ...again])[0]).toMatchObject({ runningSec: 2 * 3600, downSec: 3 * 3600, restarts: 1 });
});

it("tells services in order of their names, each followed by its tasks, and no one of whom nothing is known", () => {
  const subjects = ["b/", "a/x10", "a/x9", "a/", "b/y"].map((name, index) => {
    const [service = "", task = ""] = name.split("/");
    return entry(index / 10, "running", { service, task: task === "" ? null : task });
  });
  const told = historyOf(0, 1, [...subjects, entry(0.5, "refused", { service: "c", task: null }), entry(2, "running", { service: "d" })]);
  expect(told.map(({ service, task }) => [service, task])).toEqual([
    ["a", null],
    ["a", "x9"],
    ["a", "x10"],
    ["b", null],
    ["b", "y"],
  ]);
});

it("draws a task that fails without end as a picture of bounded size, in which a failure is seen", () => {
  const rounds = Array.from({ length: 5000 }, (_, round) => [entry(round / 50, "running"), entry((round + 0.9) / 50, "restarting")]);
  const [poll] = historyOf(0, 200, rounds.flat());
  expect(poll?.segments).toHaveLength(1);
  expect(poll?.segments[0]?.state).toBe("restarting");
  const long = Array.from({ length: 100 }, (_, round) => [entry(round * 2, "running"), entry(round * 2 + 1.99, "failed")]);
  const [other] = historyOf(0, 200, long.flat());
  expect(other?.segments).toHaveLength(200);
  expect(other?.failures).toBe(100);
});

interface Draw {
  readonly stepMs: number;
  readonly service: "laser" | "pump" | null;
  readonly task: "poll" | null;
  readonly event: HistoryEntry["event"];
  readonly count: number;
  readonly lengthMs: number;
  readonly ranPart: number;
  readonly isBySupervisor: boolean;
}

const events = [
  "running",
  "restarting",
  "failed",
  "stuck",
  "stopping",
  "inactive",
  "finished",
  "starting",
  "stopped",
  "closed",
  "opened",
  "refused",
] as const;

const draws: fc.Arbitrary<Draw[]> = fc.array(
  fc.record({
    // The clock may be set back.
    stepMs: fc.oneof({ weight: 9, arbitrary: fc.nat(hourMs) }, { weight: 1, arbitrary: fc.integer({ min: -5 * hourMs, max: 0 }) }),
    service: fc.constantFrom("laser" as const, "pump" as const, null),
    task: fc.constantFrom("poll" as const, null),
    event: fc.constantFrom(...events),
    count: fc.constantFrom(1, 1, 1, 5),
    lengthMs: fc.nat(hourMs),
    ranPart: fc.double({ min: 0, max: 1.2, noNaN: true }),
    isBySupervisor: fc.boolean(),
  }),
  { maxLength: 80 },
);

it("shares out the whole span, and tiles it with segments, whatever happened and whatever the clock did", () => {
  fc.assert(
    fc.property(draws, fc.integer({ min: -5, max: 20 }), fc.integer({ min: 1, max: 20 }), (given, from, length) => {
      let ms = startMs;
      const entries = given.map(({ stepMs, service, task, event, count, lengthMs, ranPart, isBySupervisor }) => {
        ms += stepMs;
        const until = count > 1 ? ms + lengthMs : ms;
        return {
          at: ms,
          until,
          service,
          task: service === null ? null : task,
          event,
          count,
          runningSec: (lengthMs * ranPart) / 1000,
          isBySupervisor,
        };
      });
      for (const subject of historyOf(from, from + length, entries)) {
        const spanSec = length * 3600;
        expect(subject.runningSec).toBeGreaterThanOrEqual(0);
        expect(subject.downSec).toBeGreaterThanOrEqual(0);
        expect(subject.runningSec + subject.downSec).toBeLessThanOrEqual(spanSec + 1e-6);
        expect(subject.segments.length).toBeLessThanOrEqual(241);
        let end = startMs + from * hourMs;
        for (const segment of subject.segments) {
          expect(Date.parse(segment.from)).toBeGreaterThanOrEqual(end);
          end = Date.parse(segment.to);
          expect(end).toBeGreaterThan(Date.parse(segment.from));
        }
        expect(end).toBeLessThanOrEqual(startMs + (from + length) * hourMs);
      }
    }),
    { numRuns: 500 },
  );
});

it("adds up to the task's own counters, folded or not", () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { task, told } = take(given);
      const deck = new DeckEntries();
      const entries = [serviceAdded("laser"), ...told.map((each) => taskChanged("laser", each))].flatMap((each) => deck.of(each));
      const { rows } = new RepetitionFold().take(entries);
      const reckoning = new HistoryReckoning(startMs, task.ms + 1);
      for (const row of rows) reckoning.take({ ...row, isBySupervisor: row.by.kind === "supervisor" });
      const [poll] = reckoning.result();
      const { runs = 0, failures = 0, restarts = 0 } = poll ?? {};
      expect([runs, failures]).toEqual([task.snapshot.runs, task.snapshot.failures]);
      expect(restarts).toBeLessThanOrEqual(failures);
    }),
    { numRuns: 300 },
  );
});
