import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { Event } from "#shared/emitter.ts";
import type { Actor, Wanted } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { LeftOut, MethodArguments, TaskCommand } from "#shared/service-channel.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { callWith } from "./call-method.ts";
import { callCollectionMethod, findCollectionMethod } from "./collection-methods.ts";
import type { Clock } from "./clock.ts";
import { mostServedPlaces } from "./cut-text.ts";
import { DataService } from "./data-service.ts";
import { asError } from "./error-report.ts";
import { findPlace, noSuch } from "./find-place.ts";
import { LeftOutMembers } from "./left-out-members.ts";
import { partAt } from "./part-at.ts";
import { readAt } from "./read-place.ts";
import { serializeResult } from "./serialize-result.ts";
import { isTaskPart, type ServedContainer, tasksIn } from "./served-container.ts";
import { sharedContents } from "./restored-contents.ts";
import { ServedMethod } from "./served-method.ts";
import { ServedRoom } from "./served-room.ts";
import { ServedService } from "./served-service.ts";
import { ServedTasks, type TaskEndedService } from "./served-tasks.ts";
import { TaskStateError } from "./task-errors.ts";
import type { Task } from "./task.ts";
import { ChangeBatch, type TreeNews } from "./tree-change.ts";
import type { TreeContext } from "./tree-context.ts";
import { writeAt, type Writer } from "./write-place.ts";

/** What a tree is served with. */
export interface ServeOptions {
  /** What its tasks measure time with. */
  readonly clock: Clock;
  /** Told, once for each, of attributes that can't be served. */
  warn(message: string): void;
}

/** A `DataService` as it is seen from outside its process: values, tasks, and what changes. */
export interface ServedTree extends Disposable {
  /** The attributes, properties and methods, without tasks. */
  serialize(): SerializedDataService;
  /** All tasks by access path, those of nested services too, in order of declaration. */
  taskSnapshots(): Record<string, TaskSnapshot>;
  /** What is not served so far, because it is private or can't be: the first of it, in the order in which it was found. */
  leftOut(): readonly LeftOut[];
  /** The tasks themselves, in the same order. */
  tasks(): ReadonlyMap<string, Task>;
  /** The services of the tree in the order in which they end: each before its parts, and the part that was declared last first. */
  servicesToEnd(): DataService[];
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
   * Writes one attribute as {@link writeAttribute} does, read-only ones included: for values that the service itself had before. All that a list or dict holds is put
   * into the one that is there.
   *
   * @throws AttributeWriteError with the reason, if the write is refused. What a setter throws is passed on as it is.
   */
  restoreValue(path: string, write: AttributeWrite): Promise<void>;
  /**
   * What is there now. Properties on the way are evaluated again; what has changed by that is told before this resolves.
   *
   * @throws AttributeWriteError if nothing is there.
   */
  readAttribute(path: string): Promise<SerializedObject>;
  /**
   * Calls a method, one of a service or of a list or dict ({@link callCollectionMethod}); resolves, when what changed by then is told, with what it gave. What can't be served gives nothing.
   *
   * @throws RangeError if there is no method at that path; MethodCallError if the arguments don't fit; whatever the method throws.
   */
  callMethod(path: string, given: MethodArguments): Promise<SerializedObject>;
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

/** Serves a `DataService` and all below it. Disposing stops listening, not the tasks. */
export function serveTree(root: DataService, options: ServeOptions): ServedTree {
  const store = new DisposableStore();
  const changes = store.add(new ChangeBatch(options.clock));
  const tasks = new ServedTasks();
  const leftOut = new LeftOutMembers();
  const context: TreeContext = {
    clock: options.clock,
    changes,
    tasks,
    room: new ServedRoom(() => options.warn(`What is beyond ${mostServedPlaces} members and entries, all together, is not served`)),
    keepPrivate: (path, reason) => void leftOut.add(path, reason),
    leaveOut(path, reason) {
      if (!leftOut.add(path, reason)) return;
      options.warn(`${path || "What has an empty name"} is not served: ${reason}`);
    },
    partAt: (place, object) => partAt(place, object, context),
  };
  const tree = store.add(new ServedService(root, "", null, context));
  // What is there at the start is known from `serialize` and `taskSnapshots`, and is no change.
  tasks.tell(() => undefined);
  // Whatever task has come or gone was told of.
  store.add(changes.onDidChange(() => tasks.follow()));

  // As the class made them: what is restored later is in one place each.
  let shared: ReadonlySet<object> | null = null;
  const write = async (path: string, value: AttributeWrite, writer: Writer): Promise<void> => {
    changes.settle();
    try {
      await writeAt(tree, path, value, writer, options.clock);
    } catch (thrown) {
      throw asError(thrown);
    }
    await changes.told();
  };

  return {
    serialize() {
      changes.settle();
      // Whatever class it is of, the root is a service.
      return { ...tree.serialize(), type: "DataService" };
    },
    taskSnapshots() {
      changes.settle();
      return Object.fromEntries(Array.from(tasksIn(tree), ({ task, path }) => [path, task.snapshot(path)]));
    },
    leftOut: () => leftOut.list(),
    tasks() {
      changes.settle();
      return new Map(Array.from(tasksIn(tree), ({ task, path }) => [path, task]));
    },
    servicesToEnd() {
      changes.settle();
      return endOrder(tree);
    },
    onDidChange: changes.onDidChange,
    onTaskEndedService: tasks.onTaskEndedService,

    writeAttribute: (path, value) => write(path, value, { kind: "outside" }),
    restoreValue(path, value) {
      shared ??= sharedContents(tree);
      return write(path, value, { kind: "past", shared });
    },

    async readAttribute(path) {
      changes.settle();
      const object = readAt(tree, path, () => changes.settle());
      await changes.told();
      return object;
    },

    async callMethod(path, given) {
      changes.settle();
      const result = await callAt(tree, path, given);
      const serialized = serializeResult(result, options.clock, (part, reason) =>
        context.leaveOut(`the result of ${path}${/^(\[|$)/.test(part) ? "" : "."}${part}`, reason),
      );
      await changes.told();
      return serialized;
    },

    async commandTask(path, command, by) {
      changes.settle();
      const reached = await taskAt(tree, path)[command](by);
      await changes.told();
      if (reached === "stuck" && command !== "stop") {
        throw new TaskStateError(`Task ${path} can't be ${command}ed: its run was asked to stop and has not ended; restart the service`);
      }
    },

    startTasks(wantedBefore) {
      changes.settle();
      tasks.start(tasksIn(tree), wantedBefore);
    },

    stopTasks: (by) => tasks.stopAll(by),

    dispose: () => store.dispose(),
  };
}

/** The reverse of their construction: a service may need its parts to end, and a part may need those that were there before it. */
function endOrder(tree: ServedContainer): DataService[] {
  const parts = [...tree.places()].flatMap(({ part }) => (part === null || isTaskPart(part) ? [] : [part]));
  const own = tree.contents instanceof DataService ? [tree.contents] : [];
  return [...own, ...parts.reverse().flatMap(endOrder)];
}

function taskAt(root: ServedContainer, path: string): Task {
  const found = findPlace(root, path);
  if (found.kind === "place" && found.place.part !== null && isTaskPart(found.place.part)) return found.place.part.task;
  throw new RangeError(noSuch("task", root, path, ({ part }) => part !== null && isTaskPart(part)));
}

function callAt(root: ServedContainer, path: string, given: MethodArguments): unknown {
  const collection = findCollectionMethod(root, path);
  return collection === null ? callWith(methodAt(root, path), given) : callCollectionMethod(collection, given);
}

function methodAt(root: ServedContainer, path: string): ServedMethod {
  const found = findPlace(root, path);
  if (found.kind === "place" && found.place instanceof ServedMethod) return found.place;
  throw new RangeError(noSuch("method", root, path, (place) => place instanceof ServedMethod));
}
