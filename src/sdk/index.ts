/**
 * What `import … from "dasedeck"` gives a service file.
 *
 * - {@link DataService}: the class that a service extends.
 * - {@link task}, {@link taskOf}: mark a method as a task, and reach it in typed code.
 * - {@link sleep}, {@link currentRun}, {@link notifyWatchdog}: what a task calls while it runs.
 * - {@link TaskCancelled}, {@link TaskDefinitionError}, {@link TaskStateError}: what is thrown.
 *
 * @module
 */
export { DataService } from "#runtime/data-service.ts";
export { task } from "#runtime/task-decorator.ts";
export { taskOf } from "./task-of.ts";
export { currentRun, notifyWatchdog, sleep } from "#runtime/run-context.ts";
export { TaskCancelled, TaskDefinitionError, TaskStateError } from "#runtime/task-errors.ts";
export type { Task, TaskError, TaskSnapshot, TaskState } from "#runtime/author-task.ts";
export type { TaskOptions } from "#runtime/task-options.ts";
export type { TaskRun } from "#runtime/run-context.ts";
