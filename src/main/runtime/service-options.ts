/**
 * The options of a service, as its class writes them. All times are in seconds. An unknown name or a value out of range fails the load, with its line.
 *
 * @example
 * `static service = { restart: "on-failure", watchdogSec: 30 } satisfies ServiceOptions;`
 */
export interface ServiceOptions {
  /**
   * After which ends of its process the service is started again: `"on-crash"`, an end that nobody asked for, by signal or exit code; `"on-failure"`, also after a task with
   * `exitOnFailure` has ended it; `"no"`, never. Default `"on-crash"`.
   */
  readonly restart?: "no" | "on-crash" | "on-failure" | undefined;
  /** Delay before a restart, 0 or more. Default `1`. */
  readonly restartSec?: number | undefined;
  /** Window of the restart limit, more than 0; `null`: no limit. Default `60`. */
  readonly startLimitIntervalSec?: number | null | undefined;
  /** Restarts allowed within the window, a whole number, 1 or more. With more, the service stays `failed`. Default `5`. */
  readonly startLimitBurst?: number | undefined;
  /** A service whose event loop does not turn for so long is killed, and restarted as `restart` says; more than 0; `null`: it is only shown as not responding. Default `null`. */
  readonly watchdogSec?: number | null | undefined;
  /** How long the service may take to stop, tasks and `onStop()` together, before its process is killed; more than 0. Default `15`. */
  readonly timeoutStopSec?: number | undefined;
  /** How long the process may take to load the service, counted from the start of the process; more than 0. Default `30`. */
  readonly loadTimeoutSec?: number | undefined;
}
