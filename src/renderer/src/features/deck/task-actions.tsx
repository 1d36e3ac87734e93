import { IconPlayerPlayFilled, IconPlayerStopFilled, IconRotateClockwise } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import { taskObstacles } from "./applicable.ts";

/** Start, stop and restart of a task. */
export function TaskActions(props: {
  task: TaskSnapshot;
  service: Pick<ServiceSnapshot, "id" | "status" | "stale">;
  roomy: boolean;
}): ReactElement {
  const { task, service, roomy } = props;
  const start = useCommand("startTask", `${task.path} was not started`);
  const stop = useCommand("stopTask", `${task.path} was not stopped`);
  const restart = useCommand("restartTask", `${task.path} was not restarted`);
  const barred = useObstacle();
  const obstacles = taskObstacles(task, service);
  const target = { service: service.id, task: task.path };
  return (
    <>
      <ActionButton
        name="Start"
        icon={IconPlayerPlayFilled}
        obstacle={barred ?? obstacles.start}
        pending={start.isPending}
        onAct={() => start.mutate(target)}
        roomy={roomy}
      />
      <ActionButton
        name="Stop"
        icon={IconPlayerStopFilled}
        obstacle={barred ?? obstacles.stop}
        pending={stop.isPending}
        onAct={() => stop.mutate(target)}
        roomy={roomy}
      />
      <ActionButton
        name="Restart"
        icon={IconRotateClockwise}
        obstacle={barred ?? obstacles.restart}
        pending={restart.isPending}
        onAct={() => restart.mutate(target)}
        roomy={roomy}
      />
    </>
  );
}
