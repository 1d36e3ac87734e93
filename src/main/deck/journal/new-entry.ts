import type { JournalEvent } from "#shared/journal.ts";
import type { Actor } from "#shared/primitives.ts";

/** An entry of the journal before it has an id; times in milliseconds since 1970. */
export interface NewEntry {
  readonly at: number;
  readonly until: number;
  readonly service: string | null;
  readonly task: string | null;
  readonly event: JournalEvent;
  readonly detail: string | null;
  readonly by: Actor;
  readonly count: number;
  readonly runningSec: number;
}

/** What happened once. */
export function once(at: number, entry: Pick<NewEntry, "service" | "task" | "event" | "detail" | "by">): NewEntry {
  return { at, until: at, ...entry, count: 1, runningSec: 0 };
}
