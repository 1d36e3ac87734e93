import type { Actor } from "#shared/primitives.ts";
import type { Journal } from "./journal/journal.ts";

/** What was asked of a service or of a task of it, and by whom. */
interface Command {
  readonly service: string;
  /** Default: it was asked of the service itself. */
  readonly task?: string;
  readonly command: string;
  readonly by: Actor;
}

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
