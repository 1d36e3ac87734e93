import { IconBolt } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "./action-button.tsx";
import { LifecycleActions } from "./lifecycle-actions.tsx";
import { barredBy, serviceObstacles } from "./applicable.ts";
import type { ShowHistory } from "../show-history.ts";
import { ServiceMenu } from "./service-menu.tsx";
import classes from "./actions.module.css";

/** What {@link ServiceActions} shows. */
export interface ServiceActionsProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "file" | "status">;
  /** Whether a polite stop may not be enough. */
  readonly forceStopAtHand: boolean;
  readonly onHistory: ShowHistory;
  readonly roomy: boolean;
}

/** Start, stop and restart of a service; force-stop where it may be needed; everything else in the menu. */
export function ServiceActions({ service, forceStopAtHand, onHistory, roomy }: ServiceActionsProps): ReactElement {
  const commands = {
    start: useCommand("startService", `${service.title} was not started`),
    stop: useCommand("stopService", `${service.title} was not stopped`),
    restart: useCommand("restartService", `${service.title} was not restarted`),
  };
  const forceStop = useCommand("forceStopService", `${service.title} was not force-stopped`);
  const barred = useObstacle();
  const obstacles = barredBy(barred, serviceObstacles(service));
  const target = { service: service.id };
  return (
    <>
      <LifecycleActions target={target} commands={commands} obstacles={obstacles} roomy={roomy} />
      <span className={classes["forceStop"]}>
        {forceStopAtHand && (
          <ActionButton
            name="Force stop"
            icon={IconBolt}
            obstacle={obstacles.forceStop}
            pending={forceStop.isPending}
            onAct={() => forceStop.mutate(target)}
            danger
          />
        )}
      </span>
      <ServiceMenu
        service={service}
        barred={barred}
        forceStopObstacle={obstacles.forceStop}
        onForceStop={() => forceStop.mutate(target)}
        onHistory={() => onHistory(target)}
      />
    </>
  );
}
