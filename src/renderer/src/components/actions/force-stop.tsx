import { IconBolt } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { visibleText } from "../../format/visible-text.ts";
import { ActionButton } from "./action-button.tsx";
import { forceStopObstacle } from "./applicable.ts";
import classes from "./actions.module.css";

/** What {@link ForceStopAtHand} ends. */
export interface ForceStopAtHandProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "status">;
  readonly atHand: boolean;
  /** Of the button. */
  readonly name: string;
}

/** Ends the whole service at once. Its room is kept where it is not at hand. */
export function ForceStopAtHand({ service, atHand, name }: ForceStopAtHandProps): ReactElement {
  const forceStop = useCommand("forceStopService", `${visibleText(service.title)} was not force-stopped`);
  const barred = useObstacle();
  return (
    <span className={classes["forceStop"]}>
      {atHand && (
        <ActionButton
          name={name}
          icon={IconBolt}
          obstacle={barred ?? forceStopObstacle(service)}
          pending={forceStop.isPending}
          onAct={() => forceStop.mutate({ service: service.id })}
          danger
        />
      )}
    </span>
  );
}
