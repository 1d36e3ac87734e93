import { Emitter } from "#shared/emitter.ts";
import type { Actor, ErrorReport, Wanted } from "#shared/primitives.ts";
import type { TaskPart } from "./served-container.ts";
import type { Task } from "./task.ts";
import type { Tell } from "./tree-change.ts";
import type { TaskRegister } from "./tree-context.ts";

/** The task whose failure is to end the service (`exitOnFailure`), and its error. */
export interface TaskEndedService {
  readonly task: string;
  readonly error: ErrorReport | null;
}

const autostart: Actor = { kind: "autostart", name: "autostart" };
const removal: Actor = { kind: "supervisor", name: "removed from its service" };

/**
 * The tasks of a tree as services come and go: tells which are new at their path and which are gone, starts those that come while the service runs, and stops
 * those that are left without a place.
 */
export class ServedTasks implements TaskRegister {
  readonly #byPath = new Map<string, TaskPart>();
  /** What was last told of each path. */
  readonly #told = new Map<string, Task>();
  readonly #touched = new Set<string>();
  /** In how many places a task is. */
  readonly #places = new Map<Task, number>();
  /** What has come to the tree, and what has left its last place, since it was last followed up. */
  readonly #came = new Set<TaskPart>();
  readonly #gone = new Set<Task>();
  readonly #onTaskEndedService = new Emitter<TaskEndedService>();
  /** What was asked for in an earlier life, by path; `null` while tasks are not to start by themselves. */
  #wantedBefore: Map<string, Wanted> | null = null;

  readonly onTaskEndedService = this.#onTaskEndedService.event;

  attach(served: TaskPart): void {
    this.#byPath.set(served.path, served);
    const places = this.#places.get(served.task) ?? 0;
    this.#places.set(served.task, places + 1);
    // One that only moves is not new.
    if (places === 0 && !this.#gone.delete(served.task)) this.#came.add(served);
    this.#touched.add(served.path);
  }

  detach(served: TaskPart): void {
    if (this.#byPath.get(served.path) === served) this.#byPath.delete(served.path);
    const places = (this.#places.get(served.task) ?? 1) - 1;
    if (places > 0) this.#places.set(served.task, places);
    else {
      this.#places.delete(served.task);
      this.#gone.add(served.task);
    }
    this.#touched.add(served.path);
  }

  endService(task: string, error: ErrorReport | null): void {
    this.#onTaskEndedService.fire({ task, error });
  }

  tell(tell: Tell): void {
    if (this.#touched.size === 0) return;
    for (const path of this.#touched) {
      const task = this.#byPath.get(path)?.task;
      const told = this.#told.get(path);
      if (task === told) continue;
      // One that takes another's place counts from the beginning.
      if (told !== undefined) tell({ kind: "taskRemoved", path });
      if (task === undefined) this.#told.delete(path);
      else {
        this.#told.set(path, task);
        tell({ kind: "taskChanged", transition: task.lastTransition(path) });
      }
    }
    this.#touched.clear();
  }

  /**
   * Starts tasks, in the order given: those that were last asked to run, and the autostart tasks that nobody asked to stop. From now on tasks that come later
   * are started by the same rule.
   *
   * @param wantedBefore - what was asked for in an earlier life of the service, by access path.
   */
  start(tasks: Iterable<TaskPart>, wantedBefore: Readonly<Record<string, Wanted>>): void {
    const wanted = new Map(Object.entries(wantedBefore));
    this.#wantedBefore = wanted;
    const begun = new Set<Task>();
    for (const { task, path } of [...tasks]) {
      if (!begun.has(task)) begin(task, wanted.get(path));
      begun.add(task);
      wanted.delete(path);
    }
    this.#came.clear();
  }

  /** Stops all tasks that are under way, and starts none by itself any more; resolves when every one has ended or counts as stuck. */
  async stopAll(by: Actor): Promise<void> {
    this.#wantedBefore = null;
    // What a task that has ended was asked for, and why it ended, stays as it is.
    const active = [...this.#places.keys()].filter((task) => task.status === "RUNNING");
    await Promise.all(active.map((task) => task.stop(by)));
  }

  /** Starts what has come and stops what has gone, once it is clear that it did not only move. */
  follow(): void {
    for (const { task, path } of this.#came) {
      if (this.#wantedBefore !== null && this.#places.has(task)) begin(task, this.#wantedBefore.get(path));
      this.#wantedBefore?.delete(path);
    }
    this.#came.clear();
    for (const task of this.#gone) if (!this.#places.has(task) && task.status === "RUNNING") void task.stop(removal);
    this.#gone.clear();
  }
}

function begin(task: Task, before: Wanted | undefined): void {
  // What autostart asked for is asked for anew, and not by a person before the restart.
  if (before !== undefined && before.by.kind !== autostart.kind) task.restoreWanted(before);
  else if (before !== undefined || task.options.autostart) void task.start(before?.by ?? autostart);
}
