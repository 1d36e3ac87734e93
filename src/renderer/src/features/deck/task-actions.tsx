import { IconBolt, IconHistory } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import { LifecycleActions } from "../../components/actions/lifecycle-actions.tsx";
import { visibleText } from "../../format/visible-text.ts";
import { barredBy, serviceObstacles, taskObstacles } from "./applicable.ts";
import type { ShowHistory } from "../../components/show-history.ts";
import classes from "./deck-table.module.css";

/** What {@link TaskActions} acts on. */
export interface TaskActionsProps {
  readonly task: TaskSnapshot;
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "status" | "stale">;
  readonly onHistory: ShowHistory;
  readonly roomy: boolean;
}

/** Start, stop and restart of a task; where it is stuck, the way out; and its history. */
export function TaskActions({ task, service, onHistory, roomy }: TaskActionsProps): ReactElement {
  const name = visibleText(task.path);
  const commands = {
    start: useCommand("startTask", `${name} was not started`),
    stop: useCommand("stopTask", `${name} was not stopped`),
    restart: useCommand("restartTask", `${name} was not restarted`),
  };
  const obstacles = barredBy(useObstacle(), taskObstacles(task, service));
  return (
    <>
      <LifecycleActions target={{ service: service.id, task: task.path }} commands={commands} obstacles={obstacles} roomy={roomy} />
      <span className={classes["forceStop"]}>{task.state === "stuck" && !service.stale && <ForceStopService service={service} />}</span>
      <ActionButton
        name="Show history"
        icon={IconHistory}
        obstacle={null}
        pending={false}
        onAct={() => onHistory({ service: service.id, task: task.path })}
      />
    </>
  );
}

/** Ends the whole service, which the button therefore names. */
function ForceStopService({ service }: Pick<TaskActionsProps, "service">): ReactElement {
  const title = visibleText(service.title);
  const forceStop = useCommand("forceStopService", `${title} was not force-stopped`);
  const obstacles = barredBy(useObstacle(), serviceObstacles(service));
  return (
    <ActionButton
      name={`Force stop ${title}`}
      icon={IconBolt}
      obstacle={obstacles.forceStop}
      pending={forceStop.isPending}
      onAct={() => forceStop.mutate({ service: service.id })}
      danger
    />
  );
}
