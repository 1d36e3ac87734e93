import * as z from "zod";
import { errorReport, isoTime, wanted } from "./primitives.ts";

/** The options of a task after defaults; times in seconds. What each means stands at `TaskOptions` of the runtime. */
export const taskOptions = z.object({
  autostart: z.boolean(),
  restartOnException: z.boolean(),
  restartSec: z.number(),
  startLimitIntervalSec: z.number().nullable(),
  startLimitBurst: z.int(),
  exitOnFailure: z.boolean(),
  restartSteps: z.int().nullable(),
  restartMaxDelaySec: z.number().nullable(),
  timeoutStopSec: z.number().nullable(),
  watchdogSec: z.number().nullable(),
});

export const taskFailureReason = z.enum(["exception", "start-limit-hit", "watchdog"]);
export type TaskFailureReason = z.infer<typeof taskFailureReason>;

const fields = {
  /** Access path of the task within its service, e.g. `readSensorData` or `channels[0].poll`. */
  path: z.string(),
  doc: z.string().nullable(),
  /**
   * How many transitions the task has made since the service was loaded. Those that are told have rising numbers; a gap counts those left out, which only
   * the automatic restarts of a task that fails faster than anyone can follow are.
   */
  sequence: z.int(),
  /** When the present state was entered. */
  since: isoTime,
  /** What was last asked for; `null` until someone asks. */
  wanted: wanted.nullable(),
  /** Automatic restarts since the last explicit start. */
  restarts: z.int(),
  /** Runs and failures since the service was loaded. */
  runs: z.int(),
  failures: z.int(),
  /** How long all ended runs since the service was loaded took together; seconds of the monotonic clock. */
  runningSec: z.number(),
  /** Start and end of the current or last run. */
  startedAt: isoTime.nullable(),
  endedAt: isoTime.nullable(),
  lastError: errorReport.nullable(),
  /** What the last finished run returned, as JSON text, if it can be written so. */
  result: z.string().nullable(),
  options: taskOptions,
  warnings: z.array(z.string()),
  /** A private member of its service (`_name`, or private in TypeScript): shown here, and not served to pydase's clients. */
  isPrivate: z.literal(true).optional(),
};

/** All that is known of a task. `state` decides which further fields there are. */
export const taskSnapshot = z.discriminatedUnion("state", [
  z.object({ ...fields, state: z.literal("inactive") }),
  z.object({ ...fields, state: z.literal("running") }),
  z.object({ ...fields, state: z.literal("restarting"), nextRestartAt: isoTime, restartDelaySec: z.number() }),
  z.object({ ...fields, state: z.literal("stopping") }),
  z.object({ ...fields, state: z.literal("stuck") }),
  z.object({ ...fields, state: z.literal("finished") }),
  z.object({ ...fields, state: z.literal("failed"), failureReason: taskFailureReason }),
]);
export type TaskSnapshot = z.infer<typeof taskSnapshot>;
export type TaskStateName = TaskSnapshot["state"];
export const taskStateNames = taskSnapshot.options.map(({ shape }) => shape.state.value);

/** What the other side of a connection may leave out; options by one. */
const reported = {
  ...fields,
  since: isoTime.nullable(),
  restarts: z.int().nullable(),
  runs: z.int().nullable(),
  failures: z.int().nullable(),
  runningSec: z.number().nullable(),
  options: taskOptions.partial(),
};

/**
 * A task on the deck. Of a task in a service process here everything is known ({@link TaskSnapshot}); of one of a remote service, what the other side reports: the rest is `null`, or
 * missing of the options.
 */
export const deckTask = z.discriminatedUnion("state", [
  z.object({ ...reported, state: z.literal("inactive") }),
  z.object({ ...reported, state: z.literal("running") }),
  z.object({ ...reported, state: z.literal("restarting"), nextRestartAt: isoTime.nullable(), restartDelaySec: z.number().nullable() }),
  z.object({ ...reported, state: z.literal("stopping") }),
  z.object({ ...reported, state: z.literal("stuck") }),
  z.object({ ...reported, state: z.literal("finished") }),
  z.object({ ...reported, state: z.literal("failed"), failureReason: taskFailureReason.nullable() }),
]);
export type DeckTask = z.infer<typeof deckTask>;

/** Whether everything is known of a task: whether it runs here. */
export function isFullyReported(task: DeckTask): task is TaskSnapshot {
  return task.runs !== null;
}

/** pydase's view of a task's state: only a task with a run under way or waiting for its restart counts as running. */
export function pydaseTaskStatus(state: TaskStateName): "RUNNING" | "NOT_RUNNING" {
  switch (state) {
    case "running":
    case "restarting":
    case "stopping":
    case "stuck":
      return "RUNNING";
    case "inactive":
    case "finished":
    case "failed":
      return "NOT_RUNNING";
  }
}
