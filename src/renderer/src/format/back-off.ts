import type { DeckTask } from "#shared/task-snapshot.ts";
import { formatSeconds } from "#shared/format/duration.ts";

/** How far the delay before a restart has grown: `step` of `steps`, after the last of which it stays at its longest. */
export interface BackOff {
  readonly step: number;
  readonly steps: number;
}

/** The back-off of a task's next restart, by systemd's rule; `null` where its delay does not grow. */
export function backOffOf({ options, restarts }: Pick<DeckTask, "options" | "restarts">): BackOff | null {
  const { restartSec, restartSteps: steps, restartMaxDelaySec: longest } = options;
  // `undefined`: the other side of a connection does not tell it.
  if (restarts === null || restartSec === undefined || steps === undefined || longest === undefined) return null;
  if (steps === null || longest === null || restartSec === 0 || longest <= restartSec) return null;
  // The first restart waits for `restartSec`: no step was taken yet.
  return { step: Math.min(restarts, steps), steps };
}

/** `step 3 of 5` */
export function formatBackOff({ step, steps }: BackOff): string {
  return `step ${step} of ${steps}`;
}

/** A delay with as many digits as tell it from the next step's: `4.2 s`. */
export function formatDelay(seconds: number): string {
  return formatSeconds(Number(seconds.toPrecision(2)));
}
