import type { ReactElement } from "react";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { backOffOf } from "../format/back-off.ts";
import { NextRestart } from "./next-restart.tsx";
import { NotReported } from "./not-reported.tsx";

/** What {@link TaskRestart} shows. */
export interface TaskRestartProps {
  readonly task: Extract<DeckTask, { state: "restarting" }>;
  /** Without the delay itself, where there is little room. */
  readonly brief?: boolean;
}

/** When a task that waits for its restart is started again, if that is known. */
export function TaskRestart({ task, brief = false }: TaskRestartProps): ReactElement {
  if (task.nextRestartAt === null) return <NotReported />;
  return <NextRestart at={task.nextRestartAt} backOff={backOffOf(task)} delaySec={task.restartDelaySec} brief={brief} />;
}
