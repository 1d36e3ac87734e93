import type { InfiniteData } from "@tanstack/react-query";
import type { JournalEntry } from "#shared/journal.ts";

/** Pages of the journal, the newest entries first; each page is asked for by the id that it stays below. */
export type JournalPages = InfiniteData<JournalEntry[], number | null>;

/** How many entries a page has, and how many pages a window keeps: its memory is bounded, whatever the journal holds. */
export const entriesPerPage = 200;
export const mostPages = 25;

/** Id to read on below; `null` where there is nothing more, or no room for it. */
export function nextPage(pages: readonly JournalEntry[][]): number | null {
  const last = pages.at(-1)?.at(-1);
  const isFull = pages.at(-1)?.length === entriesPerPage;
  return last !== undefined && isFull && pages.length < mostPages ? last.id : null;
}

/** Whether there is more in the journal than a window keeps. */
export function isCutOff(pages: readonly JournalEntry[][]): boolean {
  return pages.length >= mostPages && pages.at(-1)?.length === entriesPerPage;
}

/** What came after the newest entry that is shown. `beyond`: there is more of it than was read, so the rest can't follow on. */
export function arrivedSince(pages: JournalPages | undefined, head: readonly JournalEntry[]): { count: number; beyond: boolean } {
  const newest = pages?.pages.find((page) => page.length > 0)?.[0]?.id ?? 0;
  const count = head.filter((entry) => entry.id > newest).length;
  return { count, beyond: newest > 0 && count === entriesPerPage };
}

/** The pages with the newest entries on top. An entry that counts on comes again with a new id, and replaces what it was. */
export function withHead(pages: JournalPages, head: readonly JournalEntry[]): JournalPages {
  const { count, beyond } = arrivedSince(pages, head);
  if (count === 0) return pages;
  const arrived = head.slice(0, count);
  if (beyond) return { pages: [arrived], pageParams: [null] };
  const again = new Set(arrived.map(identity));
  const kept = pages.pages.map((page) =>
    page.some((entry) => again.has(identity(entry))) ? page.filter((entry) => !again.has(identity(entry))) : page,
  );
  const [first = [], ...rest] = kept;
  return withinBounds({ pages: [[...arrived, ...first], ...rest], pageParams: pages.pageParams });
}

/** What stays the same of an entry while it counts on. */
function identity({ at, service, task, event }: JournalEntry): string {
  return [at, event, service ?? "", task ?? ""].join("\n");
}

/** The newest page grows while the window is open: now and then it becomes two, and the oldest go. */
function withinBounds({ pages, pageParams }: JournalPages): JournalPages {
  const [first = [], ...rest] = pages;
  if (first.length < 2 * entriesPerPage) return { pages, pageParams };
  const newest = first.slice(0, -entriesPerPage);
  const below = newest.at(-1)?.id ?? null;
  return {
    pages: [newest, first.slice(-entriesPerPage), ...rest].slice(0, mostPages),
    pageParams: [pageParams[0] ?? null, below, ...pageParams.slice(1)].slice(0, mostPages),
  };
}
