import type { DeckTask } from "#shared/task-snapshot.ts";
import { notReported } from "./not-reported.ts";
import { formatSeconds } from "#shared/format/duration.ts";

/** Why a task has failed and is not restarted, as a sentence; `null` where it has not. */
export function whyFailed(task: DeckTask): string | null {
  if (task.state !== "failed") return null;
  const { options } = task;
  switch (task.failureReason) {
    case "exception":
      return "Its run ended in an exception, and it is not to be restarted";
    case "start-limit-hit":
      return `Its restart limit is used up${limitText(options)}`;
    case "watchdog":
      return `It showed no sign of life ${watchdogText(options)}, and it is not to be restarted`;
    case null:
      return `Its reason is ${notReported}`;
  }
}

function limitText({ startLimitBurst, startLimitIntervalSec }: DeckTask["options"]): string {
  if (startLimitBurst === undefined || startLimitIntervalSec === undefined) return "";
  return `: ${startLimitBurst} in ${formatSeconds(startLimitIntervalSec)}`;
}

function watchdogText({ watchdogSec }: DeckTask["options"]): string {
  return watchdogSec === undefined ? "for too long" : `for ${formatSeconds(watchdogSec)}`;
}
