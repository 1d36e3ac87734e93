import * as z from "zod";
import { blocker } from "./activity.ts";
import { actor, errorReport, isoTime, wanted } from "./primitives.ts";
import { instanceFields } from "./service-instance.ts";
import { serializedDataService } from "./serialized.ts";
import { deckTask } from "./task-snapshot.ts";

/** The options of a service (`static service = { … }` in its class) after defaults; times in seconds. */
export const serviceOptions = z.object({
  /** After which ends of its process the service is started again by itself. */
  restart: z.enum(["no", "on-crash", "on-failure"]),
  restartSec: z.number().min(0),
  startLimitIntervalSec: z.number().positive().nullable(),
  startLimitBurst: z.int().min(1),
  /** A service whose event loop does not answer for so long is killed; `null`: it is only shown as not responding. */
  watchdogSec: z.number().positive().nullable(),
  /** How long the process may take to stop before it is killed. */
  timeoutStopSec: z.number().positive(),
  /** How long the process may take to load the service, counted from the start of the process. */
  loadTimeoutSec: z.number().positive().default(30),
});
export type ServiceOptions = z.infer<typeof serviceOptions>;

export const defaultServiceOptions: ServiceOptions = {
  restart: "on-crash",
  restartSec: 1,
  startLimitIntervalSec: 60,
  startLimitBurst: 5,
  watchdogSec: null,
  timeoutStopSec: 15,
  loadTimeoutSec: 30,
};

export const serviceFailureReason = z.enum(["load-error", "crashed", "task-failure", "watchdog", "start-limit-hit", "refused"]);
export type ServiceFailureReason = z.infer<typeof serviceFailureReason>;

/** How a service process ended: with a code, or by a signal. */
export const processExit = z.object({ code: z.int().nullable(), signal: z.string().nullable(), at: isoTime });
export type ProcessExit = z.infer<typeof processExit>;

const fields = {
  /** When the present state was entered. */
  since: isoTime,
  wanted: wanted.nullable(),
  /** Restarts by the supervisor since the last explicit start. */
  restarts: z.int(),
  lastError: errorReport.nullable(),
  /** The task whose failure ended the service (`exitOnFailure`), until the next start. */
  endedByTask: z.string().nullable(),
  lastExit: processExit.nullable(),
  options: serviceOptions,
};
const process = {
  pid: z.int().nullable(),
  responsive: z.boolean(),
  /** What keeps it from responding, where that is known. */
  blockedBy: blocker.optional(),
};

/**
 * The state of a service and why it is so. `state` decides which further fields there are. Of a remote service it is the state of the connection: `running` is connected, `restarting` waits
 * until it tries again, `failed` was refused so that trying again would not help, `stopped` is disconnected on request. Its `restarts` are connections that came about again.
 */
export const serviceStatus = z.discriminatedUnion("state", [
  z.object({ ...fields, state: z.literal("stopped") }),
  /** `queued`: it waits for its turn, since others are starting; there is no process yet. */
  z.object({ ...fields, ...process, state: z.literal("starting"), queued: z.boolean().optional() }),
  z.object({ ...fields, ...process, state: z.literal("running") }),
  z.object({ ...fields, ...process, state: z.literal("stopping") }),
  z.object({ ...fields, state: z.literal("restarting"), nextRestartAt: isoTime, restartDelaySec: z.number() }),
  z.object({ ...fields, state: z.literal("failed"), failureReason: serviceFailureReason }),
]);
export type ServiceStatus = z.infer<typeof serviceStatus>;
export type ServiceStateName = ServiceStatus["state"];

/** What a service process takes of the computer. */
export const processUsage = z.object({
  /** Resident memory, in bytes. */
  memoryBytes: z.int().min(0),
  /** Processor time over the last second or so, in percent of one core; more than 100 where several threads work. */
  processorPercent: z.number().min(0),
  /** Processor time since the process was started, all its threads together, in seconds. */
  processorSec: z.number().min(0),
});
export type ProcessUsage = z.infer<typeof processUsage>;

/** One line that a service process wrote, or that the deck says of it: `new process` is the first of each process that writes something. */
export const outputLine = z.object({ at: isoTime, stream: z.enum(["stdout", "stderr", "deck", "new process"]), text: z.string() });
export type OutputLine = z.infer<typeof outputLine>;

/** How many lines of its output stay with a service: of the process that wrote last, and of those before it. */
export const outputLinesKept = 50;

/** Where a service comes from: its file, on this computer, with a name and parameters where it runs several times; or the address of a remote one, without credentials, e.g. `ws://lab-pc:8001/sensor-service`. */
export const serviceSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("file"), file: z.string(), ...instanceFields }),
  z.object({ kind: z.literal("address"), url: z.string(), hasToken: z.boolean() }),
]);
export type ServiceSource = z.infer<typeof serviceSource>;

export const serviceSnapshot = z.object({
  /** The service's name, or else its file's base name, in kebab-case, made unique with a number. */
  id: z.string(),
  title: z.string(),
  source: serviceSource,
  doc: z.string().nullable(),
  status: serviceStatus,
  /** `null` while there is no process, or nothing is known of it yet. */
  usage: processUsage.nullable(),
  /** By access path, in order of declaration. */
  tasks: z.record(z.string(), deckTask),
  /** The tree of public attributes; `null` until the service was loaded once. */
  attributes: serializedDataService.nullable(),
  /** Who wrote the present values, by access path; none for a value that the service itself has set. Absent where nobody has written. */
  changedBy: z.record(z.string(), actor).optional(),
  /** Tasks and attributes are the last known ones of a process that is gone. */
  stale: z.boolean(),
  /** The last lines that it wrote, oldest first; see {@link outputLinesKept}. */
  output: z.array(outputLine),
  /** A save of its file, or of one that it imports, reloads it. */
  reloadOnSave: z.boolean(),
  /** Why the files as they were saved last were not taken up; the service goes on as it was. */
  reloadProblem: errorReport.nullable(),
});
export type ServiceSnapshot = z.infer<typeof serviceSnapshot>;

/** A service of a file on this computer. */
export interface LocalService extends ServiceSnapshot {
  readonly source: Extract<ServiceSource, { kind: "file" }>;
}

export function isLocal(service: ServiceSnapshot): service is LocalService {
  return service.source.kind === "file";
}
