import { UnstyledButton, Text } from "@mantine/core";
import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { shownTaskState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { formatSeconds } from "../../format/duration.ts";
import { formatFullTime } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import { Facts, type FactEntry } from "./facts.tsx";
import classes from "./service.module.css";

/** A task with its counters; its options and times unfold. */
export function TaskDetails({ task, stale }: { task: TaskSnapshot; stale: boolean }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes["task"]}>
      <UnstyledButton className={classes["taskHead"]} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} className={classes["chevron"]} data-open={open || undefined} aria-hidden />
        <span className={classes["taskName"]}>{visibleText(task.path)}</span>
        <StateMark shown={shownTaskState(task, stale)} />
      </UnstyledButton>
      <Text className={classes["counters"]}>
        {task.runs} {task.runs === 1 ? "run" : "runs"}, {task.failures} {task.failures === 1 ? "failure" : "failures"}, {task.restarts}{" "}
        {task.restarts === 1 ? "restart" : "restarts"}
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
          <Facts entries={[...times(task), ...options(task)]} />
        </div>
      )}
    </div>
  );
}

function times(task: TaskSnapshot): FactEntry[] {
  const entries: FactEntry[] = [];
  if (task.startedAt !== null) entries.push({ name: "Last run began", value: formatFullTime(task.startedAt) });
  if (task.endedAt !== null) entries.push({ name: "Last run ended", value: formatFullTime(task.endedAt) });
  if (task.result !== null) entries.push({ name: "Result", value: task.result });
  return entries;
}

function options({ options }: TaskSnapshot): FactEntry[] {
  const limit = options.startLimitIntervalSec;
  const entries: FactEntry[] = [
    { name: "Autostart", value: yesOrNo(options.autostart) },
    { name: "Restart on exception", value: options.restartOnException ? `yes, after ${formatSeconds(options.restartSec)}` : "no" },
    { name: "Restart limit", value: limit === null ? "none" : `${options.startLimitBurst} in ${formatSeconds(limit)}` },
    { name: "Exit on failure", value: yesOrNo(options.exitOnFailure) },
    { name: "Stop timeout", value: formatSeconds(options.timeoutStopSec) },
    { name: "Watchdog", value: formatSeconds(options.watchdogSec) },
  ];
  if (options.restartSteps !== null && options.restartMaxDelaySec !== null) {
    entries.push({ name: "Longest delay", value: `${formatSeconds(options.restartMaxDelaySec)}, in ${options.restartSteps} steps` });
  }
  return entries;
}

function yesOrNo(flag: boolean): string {
  return flag ? "yes" : "no";
}
