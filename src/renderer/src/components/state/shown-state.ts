import { isQueued } from "#shared/format/connection-state.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { taskCondition, type TaskSurroundings } from "#shared/task-condition.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { wordsOf } from "../service-words.ts";
import { stateTable, type ShownState } from "./state-table.ts";

/** A state as a row shows it: `failed (start-limit-hit)` is the state with its detail. */
export interface Shown {
  readonly state: ShownState;
  readonly detail: string | null;
}

/** A task of this service, with what is certain of it. */
export function shownTaskState(task: DeckTask, service: TaskSurroundings): Shown {
  const condition = taskCondition(task.state, service);
  if (condition.was !== null) return { state: condition.state, detail: `was ${stateTable[condition.was].word}` };
  return { state: condition.state, detail: task.state === "failed" ? task.failureReason : null };
}

/** How a service's own row shows it: as its process is, or the connection to it. */
export function shownServiceState({ source, status }: Pick<ServiceSnapshot, "source" | "status">): Shown {
  if (isQueued(status)) return { state: "starting", detail: "waiting for its turn" };
  if (status.state !== "failed") return { state: wordsOf({ source }).states[status.state], detail: null };
  return status.failureReason === "refused" ? { state: "refused", detail: null } : { state: "failed", detail: status.failureReason };
}

/** Whether a service's process lives but has not answered for a while. */
export function isUnresponsive({ status }: Pick<ServiceSnapshot, "status">): boolean {
  return "responsive" in status && !status.responsive;
}
