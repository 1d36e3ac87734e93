import { Anchor, Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { shownTaskState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { formatCountOf } from "../../format/count.ts";
import { visibleText } from "../../format/visible-text.ts";
import { Facts } from "./facts.tsx";
import { taskFacts } from "./task-facts.ts";
import classes from "./service.module.css";

/** What {@link TaskDetails} shows. */
export interface TaskDetailsProps {
  readonly task: TaskSnapshot;
  readonly stale: boolean;
  readonly onHistory: () => void;
}

/** A task with its counters; its options and times unfold. */
export function TaskDetails({ task, stale, onHistory }: TaskDetailsProps): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes["task"]}>
      <UnstyledButton className={classes["taskHead"]} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} className={classes["chevron"]} data-open={open || undefined} aria-hidden />
        <span className={classes["taskName"]}>{visibleText(task.path)}</span>
        <StateMark shown={shownTaskState(task, stale)} />
      </UnstyledButton>
      <Text className={classes["counters"]}>
        {formatCountOf(task.runs, "run")}, {formatCountOf(task.failures, "failure")}, {formatCountOf(task.restarts, "restart")}
      </Text>
      {task.warnings.map((warning) => (
        <Text key={warning} className={classes["warning"]}>
          <IconAlertTriangle size={14} aria-hidden /> {visibleText(warning)}
        </Text>
      ))}
      {open && (
        <div className={classes["taskBody"]}>
          {task.doc !== null && (
            <Text dir="auto" className={classes["doc"]}>
              {visibleText(task.doc)}
            </Text>
          )}
          <Facts entries={taskFacts(task, stale)} />
          <Anchor component="button" type="button" size="sm" onClick={onHistory}>
            Show history
          </Anchor>
        </div>
      )}
    </div>
  );
}
