import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { JournalEntry, JournalEvent } from "#shared/journal.ts";
import { supervisor, type ErrorReport, type IsoTime, type Wanted } from "#shared/primitives.ts";
import type { ServiceStatus } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";

export type NewJournalEntry = Omit<JournalEntry, "id" | "until" | "count" | "runningSec">;

/** Tells transitions from other news: one entry for each state that a service or a task enters. */
export class JournalEntries {
  readonly #lastState = new Map<string, string>();

  of({ at, change }: DeckEvent): NewJournalEntry[] {
    switch (change.kind) {
      case "statusChanged":
        return this.#entered(change.service, null, change.status, detailOfService(change.status), at);
      case "taskChanged":
        return this.#taskEntered(change.service, change.task, at);
      case "treeReplaced":
        return Object.values(change.tasks).flatMap((task) => this.#taskEntered(change.service, task, at));
      default:
        return [];
    }
  }

  #taskEntered(service: string, task: TaskSnapshot, at: IsoTime): NewJournalEntry[] {
    // A task that nobody has asked anything of yet has no history.
    if (task.wanted === null) return [];
    return this.#entered(service, task.path, task, detailOfTask(task), at);
  }

  #entered(
    service: string,
    task: string | null,
    { state, since, wanted }: { state: JournalEvent; since: IsoTime; wanted: Wanted | null },
    detail: string | null,
    at: IsoTime,
  ): NewJournalEntry[] {
    const key = `${service}\n${task ?? ""}`;
    const entered = `${state} ${since}`;
    if (this.#lastState.get(key) === entered) return [];
    this.#lastState.set(key, entered);
    // Who asked caused the state that was entered at that very moment; what follows from it is the supervisor's doing.
    return [{ at, service, task, event: state, detail, by: wanted !== null && wanted.at === since ? wanted.by : supervisor }];
  }
}

/** The journal is for reading what happened; an error's whole text stays with its task. */
const longestDetail = 1000;

function inOneLine(error: ErrorReport | null): string | null {
  return error === null ? null : `${error.name}: ${error.message}`.slice(0, longestDetail);
}

function detailOfTask(task: TaskSnapshot): string | null {
  switch (task.state) {
    case "failed":
      return `${task.failureReason}: ${inOneLine(task.lastError) ?? "no error"}`;
    case "restarting":
      return inOneLine(task.lastError);
    default:
      return null;
  }
}

function detailOfService(status: ServiceStatus): string | null {
  switch (status.state) {
    case "failed":
      return `${status.failureReason}: ${inOneLine(status.lastError) ?? "no error"}`;
    case "restarting":
      return inOneLine(status.lastError);
    case "starting":
    case "running":
    case "stopping":
      return status.responsive ? null : "not responding";
    default:
      return null;
  }
}
