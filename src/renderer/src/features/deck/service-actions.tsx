import { IconBolt, IconPlayerPlayFilled, IconPlayerStopFilled, IconRotateClockwise } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import { serviceObstacles } from "./applicable.ts";
import { ServiceMenu } from "./service-menu.tsx";
import classes from "./deck-table.module.css";

/** What {@link ServiceActions} shows. */
export interface ServiceActionsProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "file" | "status">;
  /** Whether a polite stop may not be enough. */
  readonly forceStopAtHand: boolean;
  readonly roomy: boolean;
}

/** Start, stop and restart of a service; force-stop where it may be needed; everything else in the menu. */
export function ServiceActions({ service, forceStopAtHand, roomy }: ServiceActionsProps): ReactElement {
  const start = useCommand("startService", `${service.title} was not started`);
  const stop = useCommand("stopService", `${service.title} was not stopped`);
  const restart = useCommand("restartService", `${service.title} was not restarted`);
  const forceStop = useCommand("forceStopService", `${service.title} was not force-stopped`);
  const barred = useObstacle();
  const obstacles = serviceObstacles(service);
  const target = { service: service.id };
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
      <span className={classes["forceStop"]}>
        {forceStopAtHand && (
          <ActionButton
            name="Force stop"
            icon={IconBolt}
            obstacle={barred ?? obstacles.forceStop}
            pending={forceStop.isPending}
            onAct={() => forceStop.mutate(target)}
            danger
          />
        )}
      </span>
      <ServiceMenu service={service} barred={barred} forceStopObstacle={obstacles.forceStop} onForceStop={() => forceStop.mutate(target)} />
    </>
  );
}
