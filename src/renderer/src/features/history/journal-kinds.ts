import type { JournalEntry, JournalEvent } from "#shared/journal.ts";

/** What someone wants to read of the journal. */
export interface JournalKind {
  readonly word: string;
  /** All events where there are none. */
  readonly events?: readonly JournalEvent[];
  /** What the journal itself can't be asked for. */
  readonly includes: (entry: JournalEntry) => boolean;
}

const people: ReadonlySet<JournalEntry["by"]["kind"]> = new Set(["operator", "client", "command-line"]);

export const journalKinds = {
  all: { word: "Everything", includes: () => true },
  failures: { word: "Failures", events: ["failed", "restarting", "stuck", "unresponsive"], includes: () => true },
  people: {
    word: "Commands by people",
    // What a command can lead to at once; what follows by itself would only have to be passed over.
    events: ["running", "starting", "stopping", "inactive", "stopped", "restarting", "refused"],
    includes: (entry) => people.has(entry.by.kind),
  },
  refused: { word: "Refused commands", events: ["refused"], includes: () => true },
} satisfies Record<string, JournalKind>;

export type JournalKindName = keyof typeof journalKinds;
export const journalKindNames = Object.keys(journalKinds) as JournalKindName[];
