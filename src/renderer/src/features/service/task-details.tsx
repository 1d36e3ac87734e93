import { Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { TaskActions } from "../../components/actions/task-actions.tsx";
import { DocText } from "../../components/doc-text.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import { LastError } from "../../components/failure/last-error.tsx";
import { TaskRestart } from "../../components/task-restart.tsx";
import { shownTaskState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { visibleText } from "../../format/visible-text.ts";
import { Facts } from "./facts.tsx";
import { countersText, taskFacts } from "./task-facts.ts";
import classes from "./service.module.css";

/** What {@link TaskDetails} shows. */
export interface TaskDetailsProps {
  readonly task: DeckTask;
  /** The service that it belongs to. */
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "source" | "status" | "stale">;
  readonly onHistory: ShowHistory;
}

/** A task with its counters and what can be done about it; its options and times unfold. */
export function TaskDetails({ task, service, onHistory }: TaskDetailsProps): ReactElement {
  const [open, setOpen] = useState(false);
  const { stale } = service;
  return (
    <li className={classes["task"]} aria-label={visibleText(task.path)}>
      <UnstyledButton className={classes["taskHead"]} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} className={classes["chevron"]} data-open={open || undefined} aria-hidden />
        <span className={classes["taskName"]}>{visibleText(task.path)}</span>
        {task.isPrivate === true && (
          <span className={classes["private"]} title="Runs and is supervised as any task, but clients do not see it">
            private
          </span>
        )}
        <StateMark shown={shownTaskState(task, service)} />
      </UnstyledButton>
      <div className={classes["taskLine"]}>
        <Text className={classes["counters"]}>{countersText(task)}</Text>
        <span className={classes["taskActions"]}>
          <TaskActions
            path={task.path}
            state={task.state}
            serviceId={service.id}
            serviceTitle={service.title}
            source={service.source}
            status={service.status}
            stale={stale}
            onHistory={onHistory}
            roomy={false}
          />
        </span>
      </div>
      <TaskTrouble task={task} stale={stale} />
      {task.warnings.map((warning) => (
        <Text key={warning} className={classes["warning"]}>
          <IconAlertTriangle size={14} aria-hidden /> {visibleText(warning)}
        </Text>
      ))}
      {open && (
        <div className={classes["taskBody"]}>
          {task.doc !== null && (
            <div className={classes["doc"]}>
              <DocText doc={task.doc} />
            </div>
          )}
          <Facts entries={taskFacts(task, service)} />
        </div>
      )}
    </li>
  );
}

/** What went wrong last, and what happens next. Its line is kept where there is neither: no card below it moves. */
function TaskTrouble({ task, stale }: { task: DeckTask; stale: boolean }): ReactElement {
  const waiting = task.state === "restarting" && !stale ? task : null;
  const failure = { subject: visibleText(task.path), error: task.lastError, endedByTask: null, exit: null, output: [] };
  return (
    <div className={classes["trouble"]}>
      <LastError failure={failure} attention={waiting !== null || task.state === "failed"} />
      {waiting !== null && (
        <div className={classes["next"]}>
          Next restart <TaskRestart task={waiting} brief />
        </div>
      )}
    </div>
  );
}
