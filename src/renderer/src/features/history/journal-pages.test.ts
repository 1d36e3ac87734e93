import { describe, expect, it } from "vitest";
import type { JournalEntry } from "#shared/journal.ts";
import { entryLines } from "./entry-rows.ts";
import { journalKinds } from "./journal-kinds.ts";
import { arrivedSince, entriesPerPage, isCutOff, mostPages, nextPage, withHead, type JournalPages } from "./journal-pages.ts";

function anEntry(id: number, more: Partial<JournalEntry> = {}): JournalEntry {
  const at = new Date(Date.UTC(2026, 10, 22, 12, 0, id)).toISOString();
  const by = { kind: "supervisor", name: "supervisor" } as const;
  return { id, at, until: at, service: "s", task: "t", event: "running", detail: null, by, count: 1, runningSec: 0, ...more };
}
/** Entries with these ids, the newest first. */
const entries = (newest: number, oldest: number): JournalEntry[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => anEntry(newest - index));
const pagesOf = (...pages: JournalEntry[][]): JournalPages => ({ pages, pageParams: pages.map(() => null) });
const ids = ({ pages }: JournalPages): number[] => pages.flat().map((entry) => entry.id);

describe("pages of the journal", () => {
  it("follow on below the last entry until one is not full", () => {
    expect(nextPage([entries(entriesPerPage + 10, 11)])).toBe(11);
    expect(nextPage([entries(9, 1)])).toBeNull();
    expect(nextPage([[]])).toBeNull();
  });

  it("are bounded, and say so", () => {
    const full = Array.from({ length: mostPages }, (_, page) =>
      entries(100_000 - page * entriesPerPage, 100_001 - (page + 1) * entriesPerPage),
    );
    expect(nextPage(full)).toBeNull();
    expect(isCutOff(full)).toBe(true);
    expect(isCutOff(full.slice(1))).toBe(false);
  });

  it("take new entries on top", () => {
    const pages = pagesOf(entries(5, 3), entries(2, 1));
    expect(arrivedSince(pages, entries(7, 4))).toEqual({ count: 2, beyond: false });
    expect(ids(withHead(pages, entries(7, 4)))).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(withHead(pages, entries(5, 2))).toBe(pages);
  });

  it("take the first entries that there ever are", () => {
    expect(ids(withHead(pagesOf([]), entries(2, 1)))).toEqual([2, 1]);
  });

  it("replace an entry that counts on", () => {
    const failed = anEntry(3, { event: "failed", count: 2 });
    const pages = pagesOf([anEntry(4), failed], entries(2, 1));
    const again = { ...failed, id: 5, count: 3 };
    expect(
      withHead(pages, [again, anEntry(4)])
        .pages.flat()
        .map(({ id, count }) => [id, count]),
    ).toEqual([
      [5, 3],
      [4, 1],
      [2, 1],
      [1, 1],
    ]);
  });

  it("begin anew where more has come than was read", () => {
    const head = entries(10_000, 10_001 - entriesPerPage);
    expect(arrivedSince(pagesOf(entries(5, 1)), head).beyond).toBe(true);
    expect(ids(withHead(pagesOf(entries(5, 1)), head))).toEqual(head.map(({ id }) => id));
  });

  it("stay bounded while a window is open for days", () => {
    let pages = pagesOf(entries(3, 1));
    for (let newest = 103; newest <= 12_003; newest += 100) {
      pages = withHead(pages, entries(newest, newest - 120 < 1 ? 1 : newest - 120));
      expect(pages.pages.length).toBe(pages.pageParams.length);
    }
    const shown = ids(pages);
    expect(shown[0]).toBe(12_003);
    expect(shown.length).toBeLessThanOrEqual((mostPages + 2) * entriesPerPage);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    expect(new Set(shown).size).toBe(shown.length);
  });
});

describe("the lines of the list", () => {
  it("begin each day with its name", () => {
    const yesterday = anEntry(1, { at: "2026-11-20T12:00:00.000Z", until: "2026-11-20T12:00:00.000Z" });
    const lines = entryLines([anEntry(3), anEntry(2), yesterday]);
    expect(lines.map((line) => (line.kind === "day" ? "day" : line.entry.id))).toEqual(["day", 3, 2, "day", 1]);
    expect(new Set(lines.map((line) => line.key)).size).toBe(lines.length);
  });
});

it("commands by people are those that a person, a client or a script gave", () => {
  const by = (kind: JournalEntry["by"]["kind"]): boolean => journalKinds.people.includes(anEntry(1, { by: { kind, name: "x" } }));
  expect([by("operator"), by("client"), by("command-line"), by("autostart"), by("supervisor")]).toEqual([true, true, true, false, false]);
});
