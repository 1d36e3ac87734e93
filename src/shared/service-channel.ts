import * as z from "zod";
import { activity, type Activity } from "./activity.ts";
import { errorReport, type Actor, type ErrorReport, type Wanted } from "./primitives.ts";
import {
  serializedDataService,
  serializedObject,
  attributeWrite,
  writtenRecord,
  type AttributeWrite,
  type SerializedObject,
} from "./serialized.ts";
import type { ServiceParameters } from "./service-instance.ts";
import { serviceOptions } from "./service-snapshot.ts";
import { taskSnapshot } from "./task-snapshot.ts";

/**
 * What was saved of a service: the members of its tree by name, each a serialised object of ours or of pydase. Only whoever takes it up can tell what of it
 * is still right.
 */
export type SavedState = Readonly<Record<string, unknown>>;

/** Short marks of values, by access path: the same for the same values. */
export const marks = z.record(z.string(), z.string().max(64));
export type Marks = Readonly<z.infer<typeof marks>>;

/** One value that is restored, as it is written to its place. */
const restoration = z.object({ path: z.string(), write: attributeWrite });
export type Restoration = Readonly<z.infer<typeof restoration>>;

/**
 * What a process begins to restore: one value, where that runs code of the author's; from here on values that run none by themselves; nothing more. A process that
 * ends before the next step has ended by this one.
 */
export const restoreStep = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value"), ...restoration.shape }),
  z.object({ kind: z.literal("plain values") }),
  z.object({ kind: z.literal("nothing") }),
]);
export type RestoreStep = Readonly<z.infer<typeof restoreStep>>;

/** What processes that ended while they restored values have taught. */
export const restoreLessons = z.object({
  /** Mark of the files from which the processes were made: of others it is not known whether a value ends them. */
  sources: z.string(),
  /** Values that ended a process. */
  leftOut: z.array(restoration),
  /** One of the plain values ended a process, and which is not known: each is a step of its own, until all have been restored. */
  oneByOne: z.boolean(),
});
export type RestoreLessons = Readonly<z.infer<typeof restoreLessons>>;
export const noLessons: RestoreLessons = { sources: "", leftOut: [], oneByOne: false };

/** What the deck tells a fresh service process to become. */
export interface LoadRequest {
  /** Absolute path of the service file. */
  readonly file: string;
  /** The real path that this path has to lead to; `null`: whatever it leads to. */
  readonly realFile: string | null;
  /** What `serviceParameters()` gives the service. */
  readonly parameters: ServiceParameters;
  /** Absolute path of the file that the bundle is written to. */
  readonly bundleFile: string;
  /** What was wanted of each task, by access path, before a restart or a reload; decides instead of `autostart`. */
  readonly wantedTasks: Readonly<Record<string, Wanted>>;
  /** The values that it takes up before anything runs; empty where there are none. */
  readonly savedState: SavedState;
  /** Marks of the class's defaults when those values were saved; without those that are not known. */
  readonly savedDefaults: Marks;
  /** Places that someone has written to from outside. */
  readonly writtenPaths: readonly string[];
  /** What of them ended an earlier process, and is left out. */
  readonly restoreLessons: RestoreLessons;
  /** Whether its tasks start once it is loaded; not so where a file is only checked. */
  readonly startTasks: boolean;
}

/**
 * The files that a service is made of, the service file and what it imports of the author's own, by absolute path; with each what it looked like just before it was
 * read, `null` where there was no such file.
 */
export const sourceFiles = z.record(z.string(), z.string().nullable());
export type SourceFiles = Readonly<z.infer<typeof sourceFiles>>;

/** What a process says of the values that it was to take up. */
export const restoreReport = z.object({
  /** Marks of its class's defaults: of what is there before anything is restored. */
  defaults: marks,
  /** So much of what was saved is not there now, and would be gone with the next save. */
  losses: z.int().min(0),
});
export type RestoreReport = Readonly<z.infer<typeof restoreReport>>;

/** A member of a service that is not served, and why. */
const leftOut = z.object({ path: z.string(), reason: z.string() });
export type LeftOut = Readonly<z.infer<typeof leftOut>>;

/** What a service turned out to be once it was loaded. */
export const serviceDescription = z.object({
  title: z.string(),
  doc: z.string().nullable(),
  options: serviceOptions,
  attributes: serializedDataService,
  tasks: z.record(z.string(), taskSnapshot),
  sources: sourceFiles,
  restored: restoreReport,
  leftOut: z.array(leftOut),
});
export type ServiceDescription = z.infer<typeof serviceDescription>;

/** One change of what a service serves. */
export const treeChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("valueChanged"), value: serializedObject }),
  /** A service has no such member any more. */
  z.object({ kind: z.literal("valueRemoved"), path: z.string() }),
  z.object({ kind: z.literal("taskChanged"), task: taskSnapshot }),
  z.object({ kind: z.literal("taskRemoved"), path: z.string() }),
]);
export type TreeChange = z.infer<typeof treeChange>;

/** Arguments of a method: by position, and by the names of its parameters. */
export const methodArguments = z.object({ args: z.array(attributeWrite), kwargs: writtenRecord(attributeWrite).optional() });
export type MethodArguments = z.infer<typeof methodArguments>;

/** Errors are data, so that they keep their names on the way. */
const threw = z.object({ kind: z.literal("threw"), name: z.string(), message: z.string() });
export type Threw = z.infer<typeof threw>;

/** What became of a call, or of a look at an attribute. */
export const methodOutcome = z.discriminatedUnion("kind", [z.object({ kind: z.literal("returned"), value: serializedObject }), threw]);
export type MethodOutcome = z.infer<typeof methodOutcome>;

/** What became of a write. */
export const writeOutcome = z.discriminatedUnion("kind", [z.object({ kind: z.literal("written") }), threw]);
export type WriteOutcome = z.infer<typeof writeOutcome>;

/** What bundling a service file without running it found. */
export const bundleOutcome = z.object({ error: errorReport.nullable(), sources: sourceFiles });
export type BundleOutcome = z.infer<typeof bundleOutcome>;

export type TaskCommand = "start" | "stop" | "restart";

/** What the deck calls in a service process. */
export interface ServiceProcessFunctions {
  /** Begins to load; what comes of it is told by `loaded` or `loadFailed`. */
  load(request: LoadRequest): void;
  /** Bundles a file and throws the bundle away; nothing of the author's code runs. */
  tryBundle(file: string): Promise<BundleOutcome>;
  commandTask(path: string, command: TaskCommand, by: Actor): Promise<void>;
  writeAttribute(path: string, write: AttributeWrite): Promise<WriteOutcome>;
  /** Puts a value, or all values of a nested service, back to what the class made them. */
  resetAttribute(path: string): Promise<WriteOutcome>;
  /** The class's defaults of those places that can be put back to them. */
  readDefaults(paths: readonly string[]): SerializedObject[];
  /** What is there now: of a property, what its getter gives when it is asked again. */
  readAttribute(path: string): Promise<MethodOutcome>;
  callMethod(path: string, given: MethodArguments): Promise<MethodOutcome>;
  /** Stops every task, then ends the process with code 0. */
  stop(by: Actor): void;
  /** Answers as soon as the event loop turns, with what the process has used so far. */
  ping(): PingAnswer;
}

/** What a process says of itself: memory now, and processor time since its start. */
export const usageReading = z.object({
  /** Resident memory, in bytes. */
  memoryBytes: z.int().min(0),
  /** In user and system mode, all threads together; microseconds. */
  processorMicros: z.number().min(0),
});
export type UsageReading = z.infer<typeof usageReading>;

/** Its event loop turned after so many calls of `began`, and before any further one. */
export const pingAnswer = usageReading.extend({ reportedActivities: z.int().min(0) });
export type PingAnswer = z.infer<typeof pingAnswer>;

/** What a service process tells the deck, in one order. */
export interface ServiceHostFunctions {
  /** How long the service may take to load, in seconds from the start of the process. Answered, and the process waits for that: what it runs next may block it. */
  mayLoadFor(sec: number): void;
  /**
   * What it restores now. Answered, and the process waits for that: so it is known whatever the author's code does next.
   *
   * @param sources - mark of the files that the service is made of
   */
  restoring(step: RestoreStep, sources: string): void;
  /** What the service serves; everything after it is told by `treeChanged`. */
  loaded(description: ServiceDescription): void;
  /** The file can't become a service; the process ends. `sources`: those that were read by then. */
  loadFailed(error: ErrorReport, sources: SourceFiles): void;
  /** What changed, in order. Answered, so that a process tells no more than the deck takes. */
  treeChanged(changes: readonly TreeChange[]): void;
  /** A task with `exitOnFailure` failed: the process stops its other tasks and ends with a code that is not 0. */
  endedByTask(task: string, error: ErrorReport | null): void;
  /** An exception that nobody caught; the process ends after it. */
  crashed(error: ErrorReport): void;
  /** Code of the author's begins now; `null`: more begins than is told. Sent at once: it may block the process. */
  began(activity: Activity | null): void;
  /** A child that the author detached and let go (`detached: true` and `unref()`): it lives on when the service ends. */
  letGo(pid: number): void;
  /** Answered once everything before it has arrived: what a process waits for before it ends. */
  received(): void;
}

/** The functions that are told and not answered. */
export const serviceProcessEvents = ["load", "stop"] as const satisfies readonly (keyof ServiceProcessFunctions)[];
export const serviceHostEvents = [
  "loaded",
  "loadFailed",
  "endedByTask",
  "crashed",
  "began",
  "letGo",
] as const satisfies readonly (keyof ServiceHostFunctions)[];

/**
 * What each thing that a service process tells must look like. The process runs an author's code, which can say anything; what is malformed must not reach the
 * deck.
 */
export const serviceHostArguments = {
  mayLoadFor: z.tuple([serviceOptions.shape.loadTimeoutSec]),
  restoring: z.tuple([restoreStep, z.string()]),
  loaded: z.tuple([serviceDescription]),
  loadFailed: z.tuple([errorReport, sourceFiles]),
  treeChanged: z.tuple([z.array(treeChange)]),
  endedByTask: z.tuple([z.string(), errorReport.nullable()]),
  crashed: z.tuple([errorReport]),
  began: z.tuple([activity.nullable()]),
  letGo: z.tuple([z.int().positive()]),
} satisfies Record<Exclude<keyof ServiceHostFunctions, "received">, z.ZodType>;

/** Variable in the environment of a service process by which what it starts is known; each process has another value. */
export const serviceMarkVariable = "DASEDECK_SERVICE_PROCESS";

/** A message of Dasedeck's own on a channel on which an author's code may send its own, too (`process.send`). */
export function toEnvelope(message: unknown): { dasedeck: unknown } {
  return { dasedeck: message };
}

const rpcMessage = z.looseObject({ t: z.enum(["q", "s"]) });
const envelope = z.object({ dasedeck: rpcMessage });

/** What an envelope holds, or `null` for anything that is none. */
export function fromEnvelope(received: unknown): unknown {
  return envelope.safeParse(received).data?.dasedeck ?? null;
}
