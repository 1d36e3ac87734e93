import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconBolt } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { useService } from "../../api/use-deck.ts";
import { visibleText } from "../../format/visible-text.ts";
import { ActionButton } from "./action-button.tsx";
import { forceStopObstacle, otherTasksUnderWay, forceStopEnds } from "./applicable.ts";
import classes from "./actions.module.css";

/** What {@link ForceStopAtHand} ends. */
export interface ForceStopAtHandProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "status">;
  readonly atHand: boolean;
  /** Of the button. */
  readonly name: string;
  /** Path of the task for whose sake it is done; absent: the service itself. */
  readonly task?: string;
}

/** Ends the whole service at once. Its room is kept where it is not at hand. */
export function ForceStopAtHand({ atHand, ...force }: ForceStopAtHandProps): ReactElement {
  return <span className={classes["forceStop"]}>{atHand && <ForceStop {...force} />}</span>;
}

/** Names what it ends. Who means one task is asked before others end with it. */
function ForceStop({ service, name, task }: Omit<ForceStopAtHandProps, "atHand">): ReactElement {
  const title = visibleText(service.title);
  const forceStop = useCommand("forceStopService", `${title} was not force-stopped`);
  const barred = useObstacle();
  const others = otherTasksUnderWay(useService(service.id)?.tasks ?? {}, task ?? null);
  const act = (): void => forceStop.mutate({ service: service.id });
  const ask = (): void => {
    modals.openConfirmModal({
      title: `Force stop ${title}?`,
      children: <Text size="sm">This {forceStopEnds(others)}. Nothing that they do is finished.</Text>,
      labels: { confirm: "Force stop", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: act,
    });
  };
  return (
    <ActionButton
      name={name}
      hint={`${name}: ${forceStopEnds(others)}`}
      icon={IconBolt}
      obstacle={barred ?? forceStopObstacle(service)}
      pending={forceStop.isPending}
      onAct={task === undefined || others.length === 0 ? act : ask}
      danger
    />
  );
}
