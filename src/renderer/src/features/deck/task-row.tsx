import { memo, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { shownTaskState } from "../../components/state/shown-state.ts";
import { hasFailure, LastError } from "../../components/failure/last-error.tsx";
import { NotReported } from "../../components/not-reported.tsx";
import { TaskRestart } from "../../components/task-restart.tsx";
import type { Standing } from "../../components/held-rows/keep-places.ts";
import { wordsOf } from "../../components/service-words.ts";
import { Since } from "../../components/since.tsx";
import { StateMark } from "../../components/state/state-mark.tsx";
import { stateTable } from "../../components/state/state-table.ts";
import { visibleText } from "../../format/visible-text.ts";
import { whyFailed } from "../../format/why-failed.ts";
import { taskUnfulfilled } from "./attention.ts";
import { AskedBy, placeOfAsked, StandingNote, StuckNote, Warnings } from "./cells.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import { TaskActions } from "../../components/actions/task-actions.tsx";
import classes from "./deck-table.module.css";

/** What a row of a task shows. Status and staleness are those of its service. */
export interface TaskRowProps {
  readonly task: DeckTask;
  readonly serviceId: string;
  readonly source: ServiceSnapshot["source"];
  readonly status: ServiceSnapshot["status"];
  readonly stale: boolean;
  readonly serviceTitle: string;
  readonly attention: boolean;
  readonly onHistory: ShowHistory;
  readonly roomy: boolean;
  /** Its place in the table, from 0. */
  readonly index: number;
  readonly standing: Standing;
}

export const TaskRowView = memo(function TaskRowView(props: TaskRowProps): ReactElement {
  const { task, serviceId, serviceTitle, source, status, stale, attention, onHistory, roomy, index, standing } = props;
  const shown = shownTaskState(task, { source, status, stale });
  const name = visibleText(task.path);
  const asked = <AskedBy wanted={task.wanted} unfulfilled={taskUnfulfilled(task, { source, status, stale })} />;
  const failure = { subject: name, error: task.lastError, endedByTask: null, exit: null, output: [] };
  const askedAt = placeOfAsked(roomy, shown.state === "stuck" || hasFailure(failure));
  return (
    <tr
      data-index={index}
      // Not a stop of the Tab key: the arrows lead here.
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-label={name}
      className={classes["task"]}
      data-colour={stateTable[shown.state].colour}
      data-attention={attention || undefined}
      data-standing={standing}
      data-stale={stale || undefined}
    >
      <td className={classes["state"]} title={whyFailed(task) ?? undefined}>
        <StateMark shown={shown} />
      </td>
      <th scope="row" className={classes["name"]} title={visibleText(task.doc ?? task.path)}>
        <span className={classes["nameLine"]}>
          <span className={classes["taskName"]}>{name}</span>
          <Warnings warnings={task.warnings} />
        </span>
        {askedAt === "name" && asked}
        <StandingNote standing={standing} />
      </th>
      <td className={classes["since"]}>
        <Since since={task.since} />
      </td>
      <td className={classes["restarts"]}>{task.restarts ?? <NotReported />}</td>
      <td className={classes["next"]}>{task.state === "restarting" && !stale && <TaskRestart task={task} brief />}</td>
      <td className={classes["error"]}>
        {shown.state === "stuck" ? (
          <StuckNote since={task.since} advice={wordsOf({ source }).stuckAdvice} />
        ) : askedAt === "second line" ? (
          asked
        ) : (
          <LastError failure={{ subject: name, error: task.lastError, endedByTask: null, exit: null, output: [] }} attention={attention} />
        )}
      </td>
      {askedAt === "column" && <td className={classes["askedColumn"]}>{asked}</td>}
      <td className={classes["actions"]}>
        <TaskActions
          path={task.path}
          state={task.state}
          serviceId={serviceId}
          serviceTitle={serviceTitle}
          source={source}
          status={status}
          stale={stale}
          isRemoved={standing === "gone"}
          onHistory={onHistory}
          roomy={roomy}
        />
      </td>
    </tr>
  );
});
