import type { DeckChange } from "#shared/deck-snapshot.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import type { OutputLine, ServiceSnapshot } from "#shared/service-snapshot.ts";
import { pydaseTaskStatus, type DeckTask } from "#shared/task-snapshot.ts";
import { taskAsServed, type TaskMember } from "./encode-task.ts";
import { isServedTask, ownerOf, servedTasks } from "./locate.ts";
import { differenceOf, type LoadedTree } from "./tree-difference.ts";

/** One thing that clients are told of a service. */
export type News =
  | { readonly kind: "value"; readonly object: SerializedObject }
  /** Of the object at this path all that is in it. */
  | { readonly kind: "whole"; readonly path: string }
  | { readonly kind: "taskMember"; readonly task: DeckTask; readonly member: TaskMember }
  /** A line of the log, at the level of an error. */
  | { readonly kind: "log"; readonly message: string }
  | { readonly kind: "exception"; readonly name: string; readonly message: string }
  /** What the service has is not what clients saw when they connected. */
  | { readonly kind: "reconnect" };

/** Turns the deck's changes of one service into what clients of pydase are told of them. */
export class ServiceNews {
  /** What clients know. */
  #tree: LoadedTree | null;
  /** The names of the attributes and methods of the service itself. */
  #members: Set<string>;
  #tasks: Map<string, DeckTask>;
  #lastErrorAt: string | null;

  constructor(service: ServiceSnapshot) {
    this.#tree = treeOf(service);
    this.#members = membersOf(service);
    this.#tasks = tasksIn(service);
    this.#lastErrorAt = service.status.lastError?.at ?? null;
  }

  /**
   * @param change - of this service
   * @param service - as it is now that the change is in the mirror
   */
  take(change: DeckChange, service: ServiceSnapshot): News[] {
    switch (change.kind) {
      case "treeReplaced":
        return this.#replaced(service);
      case "treeStale":
        return servedTasks(service).flatMap((task) => this.#taskChanged(task, true));
      case "valueChanged":
        return this.#valueChanged(change.value);
      case "valueRemoved":
        return this.#removed(change.path);
      case "taskRemoved":
        // Of a private one clients know nothing.
        return this.#tasks.has(change.path) ? this.#removed(change.path) : [];
      case "taskChanged":
        return isServedTask(change.task) ? this.#taskChanged(change.task, service.stale) : [];
      case "output":
        return errorLines(change.lines);
      case "statusChanged":
        return this.#failed(service);
      default:
        return [];
    }
  }

  #replaced(service: ServiceSnapshot): News[] {
    const before = this.#tree;
    const now = treeOf(service);
    this.#tree = now;
    this.#members = membersOf(service);
    const difference = before === null || now === null ? null : differenceOf(before, now);
    if (difference === null) {
      this.#tasks = tasksIn(service);
      return [{ kind: "reconnect" }];
    }
    const values = difference.map((object): News => ({ kind: "value", object }));
    return [...values, ...servedTasks(service).flatMap((task) => this.#taskChanged(task, false))];
  }

  #valueChanged(object: SerializedObject): News[] {
    const path = object.full_access_path;
    if (!isMember(path)) return [{ kind: "value", object }];
    if (this.#members.has(path)) return [{ kind: "value", object }];
    this.#members.add(path);
    return [{ kind: "reconnect" }];
  }

  #removed(path: string): News[] {
    this.#members.delete(path);
    this.#tasks.delete(path);
    return [isMember(path) ? { kind: "reconnect" } : { kind: "whole", path: ownerOf(path) }];
  }

  #taskChanged(given: DeckTask, isStale: boolean): News[] {
    const task = taskAsServed(given, isStale);
    const before = this.#tasks.get(task.path);
    this.#tasks.set(task.path, task);
    if (before === undefined) return [isMember(task.path) ? { kind: "reconnect" } : { kind: "whole", path: ownerOf(task.path) }];
    const failure = task.lastError !== null && task.lastError.at !== before.lastError?.at ? task.lastError : null;
    return [
      ...changedMembers(before, task).map((member): News => ({ kind: "taskMember", task, member })),
      ...(failure === null ? [] : [{ kind: "log", message: `Task ${task.path}: ${failure.name}: ${failure.message}` } as const]),
    ];
  }

  #failed({ status }: ServiceSnapshot): News[] {
    const { lastError } = status;
    if (lastError === null || lastError.at === this.#lastErrorAt) return [];
    this.#lastErrorAt = lastError.at;
    return [{ kind: "exception", name: lastError.name, message: lastError.message }];
  }
}

function changedMembers(before: DeckTask, now: DeckTask): TaskMember[] {
  const nextRestart = (task: DeckTask): string | null => (task.state === "restarting" ? task.nextRestartAt : null);
  return [
    ...(pydaseTaskStatus(before.state) === pydaseTaskStatus(now.state) ? [] : (["status"] as const)),
    ...(before.state === now.state ? [] : (["state"] as const)),
    ...(before.restarts === now.restarts ? [] : (["restarts"] as const)),
    ...(before.lastError?.at === now.lastError?.at && before.lastError?.message === now.lastError?.message
      ? []
      : (["last_error"] as const)),
    ...(nextRestart(before) === nextRestart(now) ? [] : (["next_restart_at"] as const)),
  ];
}

function errorLines(lines: readonly OutputLine[]): News[] {
  return lines.filter(({ stream }) => stream === "stderr").map(({ text }) => ({ kind: "log", message: text }));
}

/** Whether a path is that of a member of the service itself: the only ones that a client can't fetch afresh. */
function isMember(path: string): boolean {
  return !/[.[]/.test(path);
}

function treeOf(service: ServiceSnapshot): LoadedTree | null {
  const tasks = Object.fromEntries(servedTasks(service).map((task) => [task.path, task]));
  return service.attributes === null ? null : { attributes: service.attributes, tasks };
}

function membersOf({ attributes }: ServiceSnapshot): Set<string> {
  return new Set(Object.keys(attributes?.value ?? {}));
}

function tasksIn(service: ServiceSnapshot): Map<string, DeckTask> {
  const { stale } = service;
  return new Map(servedTasks(service).map((task) => [task.path, taskAsServed(task, stale)]));
}
