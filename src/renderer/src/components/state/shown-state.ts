import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { wordsOf } from "../service-words.ts";
import { stateTable, type ShownState } from "./state-table.ts";

/** A state as a row shows it: `failed (start-limit-hit)` is the state with its detail. */
export interface Shown {
  readonly state: ShownState;
  readonly detail: string | null;
}

/** @param stale - the task's process, or the connection to it, is gone: what was under way in it is not any more, how it ended still is true */
export function shownTaskState(task: DeckTask, stale: boolean): Shown {
  switch (task.state) {
    case "failed":
      return { state: "failed", detail: task.failureReason };
    case "inactive":
    case "finished":
      return { state: task.state, detail: null };
    case "running":
    case "restarting":
    case "stopping":
    case "stuck":
      return stale ? { state: "stale", detail: `was ${stateTable[task.state].word}` } : { state: task.state, detail: null };
  }
}

/** How a service's own row shows it: as its process is, or the connection to it. */
export function shownServiceState({ source, status }: Pick<ServiceSnapshot, "source" | "status">): Shown {
  if (status.state !== "failed") return { state: wordsOf({ source }).states[status.state], detail: null };
  return status.failureReason === "refused" ? { state: "refused", detail: null } : { state: "failed", detail: status.failureReason };
}

/** Whether a service's process lives but has not answered for a while. */
export function isUnresponsive({ status }: Pick<ServiceSnapshot, "status">): boolean {
  return "responsive" in status && !status.responsive;
}
