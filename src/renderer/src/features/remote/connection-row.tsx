import { UnstyledButton } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { memo, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { ActionButton } from "../../components/actions/action-button.tsx";
import { barredBy, serviceObstacles } from "../../components/actions/applicable.ts";
import type { Standing } from "../../components/held-rows/keep-places.ts";
import { LifecycleActions } from "../../components/actions/lifecycle-actions.tsx";
import { useRemoveRemote } from "../../components/actions/use-remove-remote.tsx";
import { LastError } from "../../components/failure/last-error.tsx";
import { NextRestart } from "../../components/next-restart.tsx";
import { serviceWords } from "../../components/service-words.ts";
import { Since } from "../../components/since.tsx";
import { shownServiceState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { stateTable } from "../../components/state/state-table.ts";
import { formatCountOf } from "../../format/count.ts";
import { placeOf } from "../../format/place.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./connection-table.module.css";

/** What a row of a connection shows; the values of its service are not part of it. */
export interface ConnectionRowProps extends Pick<ServiceSnapshot, "id" | "title" | "source" | "status" | "output"> {
  readonly standing: Standing;
  readonly onOpen: (service: string) => void;
}

const words = serviceWords.address.commands;

export const ConnectionRow = memo(function ConnectionRow({
  id,
  title,
  source,
  status,
  output,
  standing,
  onOpen,
}: ConnectionRowProps): ReactElement {
  const name = visibleText(title);
  const place = placeOf({ source });
  const shown = shownServiceState({ source, status });
  const failure = { subject: name, error: status.lastError, endedByTask: null, exit: null, output };
  const obstacle = useObstacle() ?? (standing === "gone" ? "The service was removed from the deck" : null);
  const remove = useRemoveRemote({ id, title, url: place });
  const commands = {
    start: useCommand("startService", `${name} was not ${words.start.done}`),
    stop: useCommand("stopService", `${name} was not ${words.stop.done}`),
    restart: useCommand("restartService", `${name} was not ${words.restart.done}`),
  };
  const isDown = status.state === "failed" || status.state === "restarting";
  return (
    <tr aria-label={name} data-colour={stateTable[shown.state].colour} data-attention={isDown || undefined} data-standing={standing}>
      <td className={classes["state"]}>
        <StateMark shown={shown} />
      </td>
      <th scope="row" className={classes["name"]}>
        <UnstyledButton className={classes["nameButton"]} title={`Show ${name}`} onClick={() => onOpen(id)}>
          {name}
        </UnstyledButton>
        <span className={classes["second"]} title={visibleText(place)}>
          {visibleText(place)}
        </span>
      </th>
      <td className={classes["number"]}>
        <Since since={status.since} />
        <span className={classes["second"]}>{formatCountOf(status.restarts, "reconnection")}</span>
      </td>
      <td className={classes["number"]}>
        {status.state === "restarting" && <NextRestart at={status.nextRestartAt} backOff={null} delaySec={status.restartDelaySec} brief />}
      </td>
      <td>
        <LastError failure={failure} attention={isDown} />
      </td>
      <td className={classes["actions"]}>
        <LifecycleActions
          target={{ service: id }}
          commands={commands}
          obstacles={barredBy(obstacle, serviceObstacles({ source, status }))}
          words={words}
          roomy={false}
        />
        <ActionButton name="Remove…" icon={IconTrash} obstacle={obstacle} pending={remove.isPending} onAct={remove.ask} />
      </td>
    </tr>
  );
});
