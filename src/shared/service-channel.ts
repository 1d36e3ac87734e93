import type { Actor, ErrorReport, Wanted } from "./primitives.ts";
import type { AttributeWrite, SerializedDataService, SerializedObject } from "./serialized.ts";
import type { ServiceOptions } from "./service-snapshot.ts";
import type { TaskSnapshot } from "./task-snapshot.ts";

/** What the deck tells a fresh service process to become. */
export interface LoadRequest {
  /** Absolute path of the service file. */
  readonly file: string;
  /** Absolute path of the file that the bundle is written to. */
  readonly bundleFile: string;
  /** What was wanted of each task, by access path, before a restart or a reload; decides instead of `autostart`. */
  readonly wantedTasks: Readonly<Record<string, Wanted>>;
  /** Whether its tasks start once it is loaded; not so where a file is only checked. */
  readonly startTasks: boolean;
}

/** What a service turned out to be once it was loaded. */
export interface ServiceDescription {
  readonly title: string;
  readonly doc: string | null;
  readonly options: ServiceOptions;
  readonly attributes: SerializedDataService;
  readonly tasks: Record<string, TaskSnapshot>;
}

/** One change of what a service serves. */
export type TreeChange = { kind: "valueChanged"; value: SerializedObject } | { kind: "taskChanged"; task: TaskSnapshot };

export type TaskCommand = "start" | "stop" | "restart";

/** What the deck calls in a service process. */
export interface ServiceProcessFunctions {
  /** Begins to load; what comes of it is told by `loaded` or `loadFailed`. */
  load(request: LoadRequest): void;
  commandTask(path: string, command: TaskCommand, by: Actor): Promise<void>;
  writeAttribute(path: string, write: AttributeWrite): Promise<void>;
  /** Stops every task, then ends the process with code 0. */
  stop(by: Actor): void;
  /** Answers as soon as the event loop turns. */
  ping(): void;
}

/** What a service process tells the deck: events in one order, but for `received`. */
export interface ServiceHostFunctions {
  /** What the service serves; everything after it is told by `treeChanged`. */
  loaded(description: ServiceDescription): void;
  /** The file can't become a service; the process ends. */
  loadFailed(error: ErrorReport): void;
  /** Everything that changed in one turn of the service's event loop, in order. */
  treeChanged(changes: readonly TreeChange[]): void;
  /** A task with `exitOnFailure` failed: the process stops its other tasks and ends with a code that is not 0. */
  endedByTask(task: string, error: ErrorReport | null): void;
  /** An exception that nobody caught; the process ends after it. */
  crashed(error: ErrorReport): void;
  /** Answered once everything before it has arrived: what a process waits for before it ends. */
  received(): void;
}

/** The functions that are told and not answered. */
export const serviceProcessEvents = ["load", "stop"] as const satisfies readonly (keyof ServiceProcessFunctions)[];
export const serviceHostEvents = [
  "loaded",
  "loadFailed",
  "treeChanged",
  "endedByTask",
  "crashed",
] as const satisfies readonly (keyof ServiceHostFunctions)[];
