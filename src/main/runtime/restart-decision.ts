import { hasPassed } from "./clock.ts";

/** What {@link decideRestart} needs to know of whatever is supervised: a task here, a whole service in the deck. Times in seconds. */
export interface RestartOptions {
  /** Restart after a failure at all. */
  readonly restartOnException: boolean;
  /** Delay before a restart; never shorter. */
  readonly restartSec: number;
  /** Sliding window of the restart limit; `null`: no limit. */
  readonly startLimitIntervalSec: number | null;
  /** Restarts allowed within the window. */
  readonly startLimitBurst: number;
  /** Number of steps in which the delay grows from `restartSec` to `restartMaxDelaySec`; `null`: it does not grow. */
  readonly restartSteps: number | null;
  /** Longest delay; `null`: the delay does not grow. */
  readonly restartMaxDelaySec: number | null;
}

/** Restarts since the last explicit start. */
export interface RestartHistory {
  /** When restarts were performed (not decided), in milliseconds of the monotonic clock. Those older than the window may be left out. */
  readonly performedAtMs: readonly number[];
  /** How many there were in all. */
  readonly restarts: number;
}

/** What to do after a failure. */
export type RestartDecision = { kind: "restart"; delaySec: number } | { kind: "give-up"; reason: "exception" | "start-limit-hit" };

/**
 * Decides what follows a failure, as systemd does for its units.
 *
 * @param nowMs - the moment of the failure, in milliseconds of the monotonic clock.
 */
export function decideRestart(options: RestartOptions, history: RestartHistory, nowMs: number): RestartDecision {
  if (!options.restartOnException) return { kind: "give-up", reason: "exception" };
  if (options.startLimitIntervalSec !== null) {
    const recent = restartsWithin(history.performedAtMs, options.startLimitIntervalSec, nowMs);
    if (recent.length >= options.startLimitBurst) return { kind: "give-up", reason: "start-limit-hit" };
  }
  return { kind: "restart", delaySec: restartDelaySec(options, history.restarts + 1) };
}

/** The restarts that still count: those whose age is less than the interval. */
export function restartsWithin(performedAtMs: readonly number[], intervalSec: number, nowMs: number): readonly number[] {
  return performedAtMs.filter((performed) => !hasPassed(intervalSec, performed, nowMs));
}

/** The delay before the n-th restart (n counts from 1), growing geometrically where a back-off is set: systemd's rule. */
function restartDelaySec({ restartSec, restartSteps, restartMaxDelaySec }: RestartOptions, n: number): number {
  if (restartSteps === null || restartMaxDelaySec === null) return restartSec;
  // Nothing grows from zero, and a maximum below the first delay must not shorten it.
  if (restartSec === 0 || restartMaxDelaySec <= restartSec) return restartSec;
  if (n > restartSteps) return restartMaxDelaySec;
  const step = (n - 1) / restartSteps;
  // restartSec · (max / restartSec)^step, in a form that can't overflow; rounding must not make the delay shorter than asked.
  return Math.max(restartSec, restartSec ** (1 - step) * restartMaxDelaySec ** step);
}
