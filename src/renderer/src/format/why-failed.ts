import type { DeckTask } from "#shared/task-snapshot.ts";
import { formatSeconds } from "#shared/format/duration.ts";

/** Why a task has failed and is not restarted, as a sentence; `null` where it has not. */
export function whyFailed(task: DeckTask): string | null {
  if (task.state !== "failed") return null;
  const { options } = task;
  switch (task.failureReason) {
    case "exception":
      return "Its run ended in an exception, and it is not to be restarted";
    case "start-limit-hit":
      return `Its restart limit is used up: ${options.startLimitBurst} in ${formatSeconds(options.startLimitIntervalSec)}`;
    case "watchdog":
      return `It showed no sign of life for ${formatSeconds(options.watchdogSec)}, and it is not to be restarted`;
  }
}
