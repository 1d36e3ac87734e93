import type { Journal, Refusal } from "./journal/journal.ts";

/** What was asked, and by whom. Without a `task` it was asked of the service itself. */
type Command = Omit<Refusal, "reason" | "task"> & { readonly task?: string };

/** Makes an entry in the journal of each command that is refused. */
export class RefusedCommands {
  readonly #journal: Journal;
  readonly #flushChanges: () => void;

  /** @param flushChanges - makes the entries of what happened before */
  constructor(journal: Journal, flushChanges: () => void) {
    this.#journal = journal;
    this.#flushChanges = flushChanges;
  }

  record({ task, ...command }: Command, error: unknown): void {
    this.#flushChanges();
    const reason = error instanceof Error ? error.message : String(error);
    this.#journal.recordRefusal({ ...command, task: task ?? null, reason });
  }

  /** Carries out a command. A refusal is recorded and passed on. */
  async during(command: Command, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.record(command, error);
      throw error;
    }
  }
}
