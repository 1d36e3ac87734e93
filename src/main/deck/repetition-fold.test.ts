import fc from "fast-check";
import { expect, it } from "vitest";
import type { NewJournalEntry } from "./journal-entries.ts";
import { RepetitionFold } from "./repetition-fold.ts";

const entry = (ms: number, event: string): NewJournalEntry => ({
  at: new Date(Date.UTC(2026, 0, 1) + ms).toISOString(),
  service: "laser",
  task: "poll",
  event,
  detail: null,
  by: { kind: "supervisor", name: "supervisor" },
});

const countIn = ({ event, detail }: NewJournalEntry): number => (event === "repeated" ? Number.parseInt(detail ?? "", 10) : 1);

it("writes what happens now and then as it is", () => {
  const fold = new RepetitionFold();
  const entries = Array.from({ length: 20 }, (_, index) => entry(index * 400, index % 2 === 0 ? "running" : "restarting"));
  expect(entries.flatMap((each) => fold.take(each))).toEqual(entries);
});

it("writes a few a second of a task that fails all the time, and how it ends", () => {
  const fold = new RepetitionFold();
  const entries = Array.from({ length: 5000 }, (_, index) => entry(index, index % 2 === 0 ? "running" : "restarting"));
  const written = [...entries, entry(5000, "failed")].flatMap((each) => fold.take(each));
  expect(written.length).toBeLessThan(70);
  expect(written.at(-1)?.event).toBe("failed");
});

it("drops nothing silently", () => {
  const events = fc.array(fc.tuple(fc.nat(300), fc.constantFrom("running", "restarting", "inactive")), { maxLength: 200 });
  fc.assert(
    fc.property(events, (steps) => {
      const fold = new RepetitionFold();
      let ms = 0;
      const entries = steps.map(([pause, event]) => entry((ms += pause), event));
      const written = [...entries, entry(ms + 1000, "failed")].flatMap((each) => fold.take(each));
      expect(written.reduce((sum, each) => sum + countIn(each), 0)).toBe(entries.length + 1);
    }),
  );
});
