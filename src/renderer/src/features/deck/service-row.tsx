import { UnstyledButton } from "@mantine/core";
import { memo, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { isUnresponsive, shownServiceState } from "../../components/state/shown-state.ts";
import { hasFailure, LastError } from "../../components/failure/last-error.tsx";
import { NextRestart } from "../../components/next-restart.tsx";
import { Since } from "../../components/since.tsx";
import { StateMark } from "../../components/state/state-mark.tsx";
import type { Standing } from "../../components/held-rows/keep-places.ts";
import { wordsOf } from "../../components/service-words.ts";
import { placeOf } from "../../format/place.ts";
import { visibleText } from "../../format/visible-text.ts";
import { stateTable } from "../../components/state/state-table.ts";
import { serviceUnfulfilled } from "./attention.ts";
import { AskedBy, placeOfAsked, RemoteMark, StandingNote } from "./cells.tsx";
import { ServiceActions } from "../../components/actions/service-actions.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import classes from "./deck-table.module.css";

/** What a row of a service shows; its values, which change all the time, are not part of it. */
export interface ServiceRowProps extends Pick<ServiceSnapshot, "id" | "title" | "source" | "status" | "output"> {
  readonly attention: boolean;
  readonly forceStopAtHand: boolean;
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
  readonly onHistory: ShowHistory;
  readonly roomy: boolean;
  /** Its place in the table, from 0. */
  readonly index: number;
  readonly standing: Standing;
}

export const ServiceRowView = memo(function ServiceRowView(props: ServiceRowProps): ReactElement {
  const { id, title, source, status, output, attention, forceStopAtHand, selected, onSelect, onHistory, roomy, index, standing } = props;
  const shown = shownServiceState({ source, status });
  const words = wordsOf({ source });
  const asked = <AskedBy wanted={status.wanted} unfulfilled={serviceUnfulfilled({ source, status })} words={words.asked} />;
  const failure = { subject: title, error: status.lastError, endedByTask: status.endedByTask, exit: status.lastExit, output };
  const askedAt = placeOfAsked(roomy, hasFailure(failure));
  return (
    <tr
      data-index={index}
      // Not a stop of the Tab key: the arrows lead here.
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-label={title}
      className={classes["service"]}
      data-colour={isUnresponsive({ status }) ? "red" : stateTable[shown.state].colour}
      data-attention={attention || undefined}
      data-standing={standing}
      data-selected={selected || undefined}
    >
      <td className={classes["state"]}>
        <StateMark shown={shown} unresponsive={isUnresponsive({ status })} />
      </td>
      <th scope="row" className={classes["name"]}>
        <span className={classes["nameLine"]}>
          <UnstyledButton
            className={classes["serviceName"]}
            aria-expanded={selected}
            title={visibleText(placeOf({ source }))}
            onClick={() => onSelect(id)}
          >
            {title}
          </UnstyledButton>
          <RemoteMark source={source} />
        </span>
        {askedAt === "name" && asked}
        <StandingNote standing={standing} />
      </th>
      <td className={classes["since"]}>
        <Since since={status.since} />
      </td>
      <td className={classes["restarts"]} title={words.restarts}>
        {status.restarts}
      </td>
      <td className={classes["next"]}>
        {status.state === "restarting" && <NextRestart at={status.nextRestartAt} backOff={null} delaySec={status.restartDelaySec} brief />}
      </td>
      <td className={classes["error"]}>{askedAt === "second line" ? asked : <LastError failure={failure} attention={attention} />}</td>
      {askedAt === "column" && <td className={classes["askedColumn"]}>{asked}</td>}
      <td className={classes["actions"]}>
        <ServiceActions
          service={{ id, title, source, status }}
          isRemoved={standing === "gone"}
          forceStopAtHand={forceStopAtHand}
          onHistory={onHistory}
          roomy={roomy}
        />
      </td>
    </tr>
  );
});
