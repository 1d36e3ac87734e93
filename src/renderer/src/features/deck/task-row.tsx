import { memo, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { shownTaskState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { stateTable } from "../../components/state/state-table.ts";
import { visibleText } from "../../format/visible-text.ts";
import { isTaskUnfulfilled } from "./attention.ts";
import { AskedBy, LastError, NextRestart, Since, Warnings } from "./cells.tsx";
import { TaskActions } from "./task-actions.tsx";
import classes from "./deck-table.module.css";

/** What a row of a task shows. Status and staleness are those of its service. */
export interface TaskRowProps {
  readonly task: TaskSnapshot;
  readonly serviceId: string;
  readonly status: ServiceSnapshot["status"];
  readonly stale: boolean;
  readonly attention: boolean;
  readonly roomy: boolean;
}

export const TaskRowView = memo(function TaskRowView({ task, serviceId, status, stale, attention, roomy }: TaskRowProps): ReactElement {
  const shown = shownTaskState(task, stale);
  const name = visibleText(task.path);
  const asked = <AskedBy wanted={task.wanted} unfulfilled={isTaskUnfulfilled(task, { status, stale })} />;
  return (
    <tr
      aria-label={name}
      className={classes["task"]}
      data-colour={stateTable[shown.state].colour}
      data-attention={attention || undefined}
      data-stale={stale || undefined}
    >
      <td className={classes["state"]}>
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
      <td className={classes["number"]}>{task.restarts}</td>
      <td className={classes["number"]}>{task.state === "restarting" && !stale && <NextRestart at={task.nextRestartAt} />}</td>
      <td>
        <LastError failure={{ subject: name, error: task.lastError, endedByTask: null, exit: null, output: [] }} attention={attention} />
      </td>
      {roomy && <td>{asked}</td>}
      <td className={classes["actions"]}>
        <TaskActions task={task} service={{ id: serviceId, status, stale }} roomy={roomy} />
      </td>
    </tr>
  );
});
