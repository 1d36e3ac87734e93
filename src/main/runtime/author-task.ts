/**
 * What a task is doing.
 *
 * - `inactive`: not started, or stopped on request
 * - `running`: a run is under way
 * - `restarting`: failed; waits for its restart
 * - `stopping`: asked to stop; the run has not ended yet
 * - `stuck`: asked to stop, and not ended within `timeoutStopSec`
 * - `finished`: the function returned
 * - `failed`: ended by a failure, and will not restart
 */
export type TaskState = "inactive" | "running" | "restarting" | "stopping" | "stuck" | "finished" | "failed";

/** An error that ended a run. */
export interface TaskError {
  /** Its class, such as `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** As V8 writes it, with the author's own lines; `null` if there is none, as for the watchdog's. */
  readonly stack: string | null;
  /** When it was thrown: ISO 8601 in UTC. */
  readonly at: string;
}

/** All that is known of a task at one moment. Points in time are ISO 8601 in UTC, by the wall clock. */
export interface TaskSnapshot {
  /** Where the task is in its service, such as `readSensorData` or `channel.poll`. */
  readonly path: string;
  readonly state: TaskState;
  /** When this state was entered. */
  readonly since: string;
  /** Why it is `failed`; only then. */
  readonly failureReason?: "exception" | "start-limit-hit" | "watchdog";
  /** When the restart is due; only while `restarting`. */
  readonly nextRestartAt?: string;
  /** How long the task waits for this restart in all, in seconds; only while `restarting`. */
  readonly restartDelaySec?: number;
  /** What was last asked for, and by whom; `null` if nobody has asked for anything. */
  readonly wanted: { readonly wanted: "running" | "stopped"; readonly by: { readonly kind: string; readonly name: string } } | null;
  /** Automatic restarts since the last explicit start. */
  readonly restarts: number;
  /** Runs since the service was loaded. */
  readonly runs: number;
  /** Runs that ended in an exception other than their own cancellation, since the service was loaded. */
  readonly failures: number;
  /** Start of the current or last run; `null` before the first. */
  readonly startedAt: string | null;
  /** End of the last run, if none has begun since. */
  readonly endedAt: string | null;
  /** The last error that ended a run. It stays when the task runs again. */
  readonly lastError: TaskError | null;
  /** What the last finished run returned, as JSON text; `null` if it can't be written so. */
  readonly result: string | null;
  /** What is legal in the options but hardly meant, such as a restart limit that can't be reached. */
  readonly warnings: readonly string[];
}

/** What a method marked `@task` is on an instance of its service; reached with `taskOf`. */
export interface Task {
  /** The method's name. */
  readonly name: string;
  readonly state: TaskState;
  /** pydase's view of the state: `RUNNING` also while it restarts, stops or is stuck. */
  readonly status: "RUNNING" | "NOT_RUNNING";
  /**
   * Starts the task, and forgets earlier restarts. A task that runs stays as it is; one that is stopping runs again once its run has ended.
   *
   * @returns the state reached.
   * @throws TaskStateError for a stuck task.
   */
  start(): Promise<TaskState>;
  /**
   * Asks the task to stop, and waits until its run has ended or counts as stuck. Within the task's own run it does not wait, as the run would wait for itself.
   *
   * @returns the state reached.
   */
  stop(): Promise<TaskState>;
  /**
   * Stops the task if it runs, then starts it; forgets earlier restarts.
   *
   * @returns the state reached.
   * @throws TaskStateError for a stuck task.
   */
  restart(): Promise<TaskState>;
  /** All that is known of the task, as of now. */
  snapshot(): TaskSnapshot;
}
