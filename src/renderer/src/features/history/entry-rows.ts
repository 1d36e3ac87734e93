import type { JournalEntry } from "#shared/journal.ts";

/** A line of the list: an entry, or the day that the entries below it belong to. */
export type EntryLine =
  | { readonly kind: "day"; readonly key: string; readonly at: string }
  | { readonly kind: "entry"; readonly key: string; readonly entry: JournalEntry };

/** The entries with their days, by the clock of this computer. An entry that counts stands where it happened last. */
export function entryLines(entries: readonly JournalEntry[]): EntryLine[] {
  const lines: EntryLine[] = [];
  let day = "";
  for (const entry of entries) {
    const ofEntry = new Date(entry.until).toDateString();
    if (ofEntry !== day) lines.push({ kind: "day", key: `day ${entry.id}`, at: entry.until });
    day = ofEntry;
    lines.push({ kind: "entry", key: String(entry.id), entry });
  }
  return lines;
}
