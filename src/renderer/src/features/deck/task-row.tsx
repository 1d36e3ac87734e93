import { memo, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { shownTaskState } from "../../components/state/shown-state.ts";
import { LastError } from "../../components/failure/last-error.tsx";
import { NotReported } from "../../components/not-reported.tsx";
import { TaskRestart } from "../../components/task-restart.tsx";
import { wordsOf } from "../../components/service-words.ts";
import { Since } from "../../components/since.tsx";
import { StateMark } from "../../components/state/state-mark.tsx";
import { stateTable } from "../../components/state/state-table.ts";
import { visibleText } from "../../format/visible-text.ts";
import { whyFailed } from "../../format/why-failed.ts";
import { taskUnfulfilled } from "./attention.ts";
import { AskedBy, StuckNote, Warnings } from "./cells.tsx";
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
  /** Its place in the table, from 0, and who wants to know its height. */
  readonly index: number;
  readonly measure: (row: HTMLElement | null) => void;
}

export const TaskRowView = memo(function TaskRowView(props: TaskRowProps): ReactElement {
  const { task, serviceId, serviceTitle, source, status, stale, attention, onHistory, roomy, index, measure } = props;
  const shown = shownTaskState(task, { source, status, stale });
  const name = visibleText(task.path);
  const asked = <AskedBy wanted={task.wanted} unfulfilled={taskUnfulfilled(task, { source, status, stale })} />;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-label={name}
      className={classes["task"]}
      data-colour={stateTable[shown.state].colour}
      data-attention={attention || undefined}
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
        {!roomy && asked}
      </th>
      <td className={classes["number"]}>
        <Since since={task.since} />
      </td>
      <td className={classes["number"]}>{task.restarts ?? <NotReported />}</td>
      <td className={classes["number"]}>{task.state === "restarting" && !stale && <TaskRestart task={task} brief={!roomy} />}</td>
      <td>
        {shown.state === "stuck" ? (
          <StuckNote since={task.since} advice={wordsOf({ source }).stuckAdvice} />
        ) : (
          <LastError
            failure={{ subject: name, error: task.lastError, endedByTask: null, exit: null, output: [] }}
            attention={attention}
            inOneLine={roomy}
          />
        )}
      </td>
      {roomy && <td>{asked}</td>}
      <td className={classes["actions"]}>
        <TaskActions
          path={task.path}
          state={task.state}
          serviceId={serviceId}
          serviceTitle={serviceTitle}
          source={source}
          status={status}
          stale={stale}
          onHistory={onHistory}
          roomy={roomy}
        />
      </td>
    </tr>
  );
});
