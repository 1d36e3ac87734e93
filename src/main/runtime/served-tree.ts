import { splitAccessPath } from "#shared/access-path.ts";
import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import { Emitter, type Event } from "#shared/emitter.ts";
import type { Actor, ErrorReport, Wanted } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedDataService } from "#shared/serialized.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import type { Clock } from "./clock.ts";
import type { DataService } from "./data-service.ts";
import { ServedService, ServedTask, type ServedMember, type TreeContext } from "./served-service.ts";
import { AttributeWriteError, type ServedValue } from "./served-value.ts";
import type { Task } from "./task.ts";
import { ChangeBatch, type TreeNews } from "./tree-change.ts";

/** What a tree is served with. */
export interface ServeOptions {
  /** What its tasks measure time with. */
  readonly clock: Clock;
  /** Told, once for each, of attributes that can't be served. */
  warn(message: string): void;
}

/** The task whose failure is to end the service (`exitOnFailure`), and its error. */
export interface TaskEndedService {
  readonly task: string;
  readonly error: ErrorReport | null;
}

/** A `DataService` as it is seen from outside its process: values, tasks, and what changes. */
export interface ServedTree extends Disposable {
  /** The attributes, without tasks and methods. */
  serialize(): SerializedDataService;
  /** All tasks by access path, those of nested services too, in order of declaration. */
  taskSnapshots(): Record<string, TaskSnapshot>;
  /** The tasks themselves, in the same order. */
  tasks(): ReadonlyMap<string, Task>;
  /** All changes of one turn of the event loop, in order. Transitions of tasks are complete; of a value's changes within one turn the last is told. */
  readonly onDidChange: Event<readonly TreeNews[]>;
  readonly onTaskEndedService: Event<TaskEndedService>;
  /**
   * Writes one attribute; resolves when what changed is told.
   *
   * @throws AttributeWriteError with the reason, if the write is refused: nothing was changed then. What a setter throws is passed on as it is.
   */
  writeAttribute(path: string, write: AttributeWrite): Promise<void>;
  /**
   * Writes one attribute as {@link writeAttribute} does, read-only ones included: for values that the service itself had before.
   *
   * @throws AttributeWriteError with the reason, if the write is refused. What a setter throws is passed on as it is.
   */
  restoreValue(path: string, write: AttributeWrite): Promise<void>;
  /**
   * Starts, stops or restarts a task; resolves when the state that it reached is told.
   *
   * @throws RangeError if there is no task at that path; TaskStateError if the task can't follow.
   */
  commandTask(path: string, command: TaskCommand, by: Actor): Promise<void>;
  /**
   * Starts the tasks that are to run, in order of declaration: those that were last asked to run, and the autostart tasks that nobody asked to stop.
   *
   * @param wantedBefore - what was asked for in an earlier life of the service, by access path.
   */
  startTasks(wantedBefore: Readonly<Record<string, Wanted>>): void;
  /** Stops all tasks that are under way; resolves when every one has ended or counts as stuck. */
  stopTasks(by: Actor): Promise<void>;
}

const autostart: Actor = { kind: "autostart", name: "autostart" };

/** Serves a `DataService` and all below it. Disposing stops listening, not the tasks. */
export function serveTree(root: DataService, options: ServeOptions): ServedTree {
  const store = new DisposableStore();
  const changes = store.add(new ChangeBatch());
  const endedService = new Emitter<TaskEndedService>();
  const leftOut = new Set<string>();
  const context: TreeContext = {
    clock: options.clock,
    changes,
    leaveOut(path, reason) {
      if (leftOut.has(path)) return;
      leftOut.add(path);
      options.warn(`${path} is not served: ${reason}`);
    },
    taskEndedService: (task, error) => endedService.fire({ task, error }),
  };
  const tree = store.add(new ServedService(root, "", null, context));

  return {
    serialize: () => tree.serialize(),
    taskSnapshots: () => Object.fromEntries(Array.from(tree.tasks(), ({ task, path }) => [path, task.snapshot(path)])),
    tasks: () => new Map(Array.from(tree.tasks(), ({ task, path }) => [path, task])),
    onDidChange: changes.onDidChange,
    onTaskEndedService: endedService.event,

    async writeAttribute(path, write) {
      writableAt(tree, path).write(write);
      await changes.told();
    },

    async restoreValue(path, write) {
      writableAt(tree, path).restore(write);
      await changes.told();
    },

    async commandTask(path, command, by) {
      await taskAt(tree, path)[command](by);
      await changes.told();
    },

    startTasks(wantedBefore) {
      for (const { task, path } of [...tree.tasks()]) {
        const before = Object.hasOwn(wantedBefore, path) ? wantedBefore[path] : undefined;
        if (before?.wanted === "stopped") task.restoreWanted(before);
        else if (before !== undefined || task.options.autostart) void task.start(before?.by ?? autostart);
      }
    },

    async stopTasks(by) {
      // What a task that has ended was asked for, and why it ended, stays as it is.
      const active = Array.from(tree.tasks(), ({ task }) => task).filter((task) => task.status === "RUNNING");
      await Promise.all(active.map((task) => task.stop(by)));
    },

    dispose: () => store.dispose(),
  };
}

function memberAt(tree: ServedService, path: string): ServedMember | undefined {
  let member: ServedMember | undefined = tree;
  for (const name of splitAccessPath(path)) member = member instanceof ServedService ? member.member(name) : undefined;
  return member;
}

function taskAt(tree: ServedService, path: string): Task {
  const member = memberAt(tree, path);
  if (!(member instanceof ServedTask)) throw new RangeError(`There is no task ${JSON.stringify(path)}`);
  return member.task;
}

function writableAt(tree: ServedService, path: string): ServedValue {
  const member = memberAt(tree, path);
  if (member === undefined) throw new AttributeWriteError(`There is no attribute ${JSON.stringify(path)}`);
  if (member instanceof ServedTask) throw new AttributeWriteError(`${path} is a task; start and stop it instead`);
  if (member instanceof ServedService) throw new AttributeWriteError(`${path} is a service; write its attributes instead`);
  return member;
}
