import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { stateTable, type ShownState } from "./state-table.ts";

/** A state as a row shows it: `failed (start-limit-hit)` is the state with its detail. */
export interface Shown {
  readonly state: ShownState;
  readonly detail: string | null;
}

/** @param stale - the task's process is gone: what was under way in it is not any more, how it ended still is true */
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

/** How a service's own row shows it. */
export function shownServiceState({ status }: Pick<ServiceSnapshot, "status">): Shown {
  return { state: status.state, detail: status.state === "failed" ? status.failureReason : null };
}

/** Whether a service's process lives but has not answered for a while. */
export function isUnresponsive({ status }: Pick<ServiceSnapshot, "status">): boolean {
  return "responsive" in status && !status.responsive;
}
