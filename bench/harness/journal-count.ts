import type { JournalEntry } from "#shared/journal.ts";
import type { DeckClient } from "./deck-client.ts";

const longestPage = 500;

/** All entries of the journal, the newest first. */
export async function readWholeJournal(client: DeckClient): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const oldest = entries.at(-1);
    const page = await client.api.readJournal({ limit: longestPage, ...(oldest === undefined ? {} : { beforeId: oldest.id }) });
    entries.push(...page);
    if (page.length < longestPage) return entries;
  }
}
