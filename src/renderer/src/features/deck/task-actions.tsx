import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { LifecycleActions } from "../../components/actions/lifecycle-actions.tsx";
import { visibleText } from "../../format/visible-text.ts";
import { barredBy, taskObstacles } from "./applicable.ts";

/** What {@link TaskActions} acts on. */
export interface TaskActionsProps {
  readonly task: TaskSnapshot;
  readonly service: Pick<ServiceSnapshot, "id" | "status" | "stale">;
  readonly roomy: boolean;
}

/** Start, stop and restart of a task. */
export function TaskActions({ task, service, roomy }: TaskActionsProps): ReactElement {
  const name = visibleText(task.path);
  const commands = {
    start: useCommand("startTask", `${name} was not started`),
    stop: useCommand("stopTask", `${name} was not stopped`),
    restart: useCommand("restartTask", `${name} was not restarted`),
  };
  const obstacles = barredBy(useObstacle(), taskObstacles(task, service));
  return <LifecycleActions target={{ service: service.id, task: task.path }} commands={commands} obstacles={obstacles} roomy={roomy} />;
}
