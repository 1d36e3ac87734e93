import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { HistoryQuery, JournalEntry, JournalQuery, SubjectHistory } from "#shared/journal.ts";
import type { Actor } from "#shared/primitives.ts";

/** A command or a write that was refused. */
export interface Refusal {
  readonly service: string;
  /** `null` where it concerned the service itself. */
  readonly task: string | null;
  readonly command: string;
  readonly by: Actor;
  readonly reason: string;
}

/** What happened, who did it and when. Recording costs next to nothing, and never fails: what can't be written is warned of. */
export interface Journal extends Disposable {
  recordEvents(events: readonly DeckEvent[]): void;
  recordRefusal(refusal: Refusal): void;
  /** A page of entries, the newest first. @throws Error where there is no journal */
  read(query: JournalQuery): Promise<JournalEntry[]>;
  /** What services and tasks did over a span of time. @throws Error where there is no journal */
  readHistory(query: HistoryQuery): Promise<SubjectHistory[]>;
  /** Resolves when all is written, within a bounded time; nothing can be recorded any more. */
  close(): Promise<void>;
  /** Ends at once; what happened in the last moment may be missing. */
  dispose(): void;
}
