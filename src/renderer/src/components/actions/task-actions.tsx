import { IconHistory } from "@tabler/icons-react";
import { memo, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "./action-button.tsx";
import { LifecycleActions } from "./lifecycle-actions.tsx";
import { visibleText } from "../../format/visible-text.ts";
import { barredBy, taskObstacles } from "./applicable.ts";
import { ForceStopAtHand } from "./force-stop.tsx";
import type { ShowHistory } from "../show-history.ts";

/** What {@link TaskActions} acts on. */
export interface TaskActionsProps {
  readonly path: string;
  readonly state: DeckTask["state"];
  readonly serviceId: string;
  readonly serviceTitle: string;
  readonly source: ServiceSnapshot["source"];
  readonly status: ServiceSnapshot["status"];
  readonly stale: boolean;
  /** The task is not there any more: nothing can be done about it. */
  readonly isRemoved?: boolean;
  readonly onHistory: ShowHistory;
  readonly roomy: boolean;
}

const taskRemoved = "The task was removed";

/** Start, stop and restart of a task; where it is stuck, the way out; and its history. Drawn anew only when it enters another state. */
export const TaskActions = memo(function TaskActions(props: TaskActionsProps): ReactElement {
  const { path, state, serviceId, serviceTitle, source, status, stale, isRemoved = false, onHistory, roomy } = props;
  const name = visibleText(path);
  const commands = {
    start: useCommand("startTask", `${name} was not started`),
    stop: useCommand("stopTask", `${name} was not stopped`),
    restart: useCommand("restartTask", `${name} was not restarted`),
  };
  const obstacles = barredBy(useObstacle() ?? (isRemoved ? taskRemoved : null), taskObstacles({ state }, { source, status, stale }));
  return (
    <>
      <LifecycleActions target={{ service: serviceId, task: path }} commands={commands} obstacles={obstacles} roomy={roomy} />
      <ForceStopAtHand
        service={{ id: serviceId, title: serviceTitle, status }}
        atHand={state === "stuck" && !stale && !isRemoved && source.kind === "file"}
        name={`Force stop ${visibleText(serviceTitle)}`}
        task={path}
      />
      <ActionButton
        name="Show history"
        icon={IconHistory}
        obstacle={null}
        pending={false}
        command="history"
        onAct={() => onHistory({ service: serviceId, task: path })}
      />
    </>
  );
});
