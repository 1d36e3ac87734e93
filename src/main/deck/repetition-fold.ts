import { supervisor } from "#shared/primitives.ts";
import type { NewJournalEntry } from "./journal-entries.ts";

/** So many transitions of one task or service are written out in one second of the clock; further ones are counted. */
const writtenOutPerSecond = 10;
/** What a task that fails and is restarted without end does again and again. */
const repeating: ReadonlySet<string> = new Set(["running", "restarting", "starting"]);

interface Second {
  readonly second: string;
  written: number;
  folded: number;
}

/**
 * Keeps a task that fails hundreds of times a second from filling the disk: within one second, its runs and restarts beyond the first few become one
 * entry that counts them. How it ends is always written.
 */
export class RepetitionFold {
  readonly #seconds = new Map<string, Second>();

  /** What is to be written now that this entry has come: nothing, the entry, or a count of earlier ones before it. */
  take(entry: NewJournalEntry): NewJournalEntry[] {
    const key = `${entry.service}\n${entry.task ?? ""}`;
    const second = entry.at.slice(0, "2026-11-22T14:03:07".length);
    const known = this.#seconds.get(key);
    if (known?.second !== second) {
      this.#seconds.set(key, { second, written: 1, folded: 0 });
      return [...countOf(known, entry), entry];
    }
    if (repeating.has(entry.event) && known.written >= writtenOutPerSecond) {
      known.folded += 1;
      return [];
    }
    const count = countOf(known, entry);
    known.folded = 0;
    known.written += 1;
    return [...count, entry];
  }
}

function countOf(known: Second | undefined, { at, service, task }: NewJournalEntry): NewJournalEntry[] {
  if (known === undefined || known.folded === 0) return [];
  return [{ at, service, task, event: "repeated", detail: `${known.folded} further transitions within a second`, by: supervisor }];
}
