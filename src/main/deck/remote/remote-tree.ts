import { formatAccessPath, isWithin, parseAccessPath } from "#shared/access-path.ts";
import { CallError } from "#shared/api-definition.ts";
import { inWords } from "#shared/format/in-words.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { IsoTime } from "#shared/primitives.ts";
import { isContainer, type AttributeWrite, type SerializedDataService, type SerializedObject } from "#shared/serialized.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { isRecord } from "../../wire/python-values.ts";
import type { Sliced } from "../../wire/sliced.ts";
import type { ServiceChange } from "../deck-service.ts";
import { withChangedTimes } from "./changed-times.ts";
import { decodeObject } from "./decode-object.ts";
import { sizeOf } from "./object-size.ts";
import { maxPathLength, noSize, TreeQuota, type TreeSize } from "./remote-limits.ts";
import { toDeckTask, withMember, type RemoteTask } from "./remote-task.ts";

/** What the deck's mirror knows of the service. */
export interface Mirrored {
  readonly attributes: SerializedDataService | null;
  readonly tasks: Readonly<Record<string, DeckTask>>;
}

/** Turns what a remote service says of its tree into changes of the mirror. It keeps of it what the mirror has no room for: the tasks as they were told. */
export class RemoteTree {
  readonly #mirrored: () => Mirrored;
  readonly #tasks = new Map<string, RemoteTask>();
  #size: TreeSize = noSize;

  constructor(mirrored: () => Mirrored) {
    this.#mirrored = mirrored;
  }

  task(path: string): RemoteTask | undefined {
    return this.#tasks.get(path);
  }

  /**
   * Replaces the whole tree, in slices. Nothing has changed until the work has ended.
   *
   * @param title - what the service is called; `null`: as its class is.
   * @throws Error where it is no tree, or too large.
   */
  *replace(given: unknown, title: string | null, at: IsoTime): Sliced<ServiceChange> {
    const quota = new TreeQuota();
    const { object, tasks } = yield* decodeObject(given, "", quota);
    if (object === null || !isService(object)) throw new Error("what it serves is no DataService");
    const before = this.#mirrored().attributes;
    const attributes = before === null ? object : yield* withChangedTimes(object, before, at);
    this.#size = quota.size;
    this.#tasks.clear();
    for (const task of tasks) this.#tasks.set(task.path, task);
    return {
      kind: "treeReplaced",
      title: title ?? inWords(object.name),
      doc: object.doc,
      // Since when a task is in its state nobody knows who was not there.
      tasks: Object.fromEntries(tasks.map((task) => [task.path, toDeckTask(task, null, at)])),
      attributes,
    };
  }

  /**
   * Applies the news of one change, in slices. Nothing has changed until the work has ended.
   *
   * @throws Error where it can't be understood, or would make the tree too large.
   */
  *notify(news: unknown, at: IsoTime): Sliced<ServiceChange[]> {
    const { full_access_path: path, value } = newsIn(news);
    const member = this.#taskMemberAt(path);
    if (member !== null) {
      const task = withMember(member.task, member.name, value);
      return task === member.task ? [] : this.#replaceTasks([member.task], [task], at, this.#sizeWith(member.task, task));
    }
    const { attributes } = this.#mirrored();
    if (attributes === null || !hasPlaceFor(attributes, path)) return [];
    const isTask = isRecord(value) && value["type"] === "Task";
    const before = isTask ? null : objectAt(attributes, path);
    const oldTasks = [...this.#tasks.values()].filter((task) => task.path === path || (!isTask && isWithin(task.path, path)));
    const quota = new TreeQuota(
      without(this.#size, [...oldTasks.map(({ size }) => size), before === null ? noSize : yield* sizeOf(before)]),
    );
    const { object, tasks } = yield* decodeObject(value, path, quota);
    const dated = object === null ? null : yield* withChangedTimes(object, before, at);
    const taskChanges = this.#replaceTasks(oldTasks, tasks, at, quota.size);
    return dated === null ? taskChanges : [{ kind: "valueChanged", value: dated }, ...taskChanges];
  }

  /**
   * pydase's own refusal of a name that is none of a choice's says nothing.
   *
   * @throws CallError for one.
   */
  checkChoice(path: string, write: AttributeWrite): void {
    const { attributes } = this.#mirrored();
    const object = attributes === null ? null : objectAt(attributes, path);
    if (object?.type !== "Enum" && object?.type !== "ColouredEnum") return;
    const names = Object.keys(object.enum);
    if (write.type === "Enum" && !names.includes(write.value))
      throw new CallError("ValueError", `${path} is one of ${names.join(", ")}, not ${JSON.stringify(write.value)}`);
  }

  /** @param size - of the tree afterwards */
  #replaceTasks(before: readonly RemoteTask[], now: readonly RemoteTask[], at: IsoTime, size: TreeSize): ServiceChange[] {
    const present = new Set(now.map(({ path }) => path));
    const gone = before.filter(({ path }) => !present.has(path));
    for (const { path } of gone) this.#tasks.delete(path);
    for (const task of now) this.#tasks.set(task.path, task);
    this.#size = size;
    const { tasks: shown } = this.#mirrored();
    return [
      ...gone.map(({ path }) => ({ kind: "taskRemoved", path }) as const),
      ...now.map((task) => ({ kind: "taskChanged", task: toDeckTask(task, shown[task.path] ?? null, at) }) as const),
    ];
  }

  /** @throws Error where the tree becomes too large */
  #sizeWith(before: RemoteTask, now: RemoteTask): TreeSize {
    const quota = new TreeQuota(without(this.#size, [before.size]));
    quota.add(now.size);
    return quota.size;
  }

  #taskMemberAt(path: string): { task: RemoteTask; name: string } | null {
    const dot = path.lastIndexOf(".");
    const task = dot === -1 ? undefined : this.#tasks.get(path.slice(0, dot));
    return task === undefined ? null : { task, name: path.slice(dot + 1) };
  }
}

function without(size: TreeSize, parts: readonly TreeSize[]): TreeSize {
  return parts.reduce((left, part) => ({ values: left.values - part.values, text: left.text - part.text }), size);
}

function isService(object: SerializedObject): object is SerializedDataService {
  return object.type === "DataService";
}

/** Whether the mirror can take a value there: a list grows and shrinks as a whole. */
function hasPlaceFor(tree: SerializedDataService, path: string): boolean {
  const steps = parseAccessPath(path) ?? [];
  const last = steps.pop();
  const parent = objectAt(tree, formatAccessPath(steps));
  // To assign to `__proto__` would change what the mirror's records inherit from.
  const isReserved = last?.kind !== "index" && (last?.kind === "key" ? last.key : last?.name) === "__proto__";
  return (
    parent !== null && last !== undefined && !isReserved && isContainer(parent) && (last.kind !== "index" || objectAt(tree, path) !== null)
  );
}

function newsIn(news: unknown): { full_access_path: string; value: unknown } {
  const data = isRecord(news) ? news["data"] : undefined;
  const { full_access_path, value } = isRecord(data) ? data : {};
  if (typeof full_access_path !== "string" || full_access_path.length > maxPathLength || parseAccessPath(full_access_path) === null)
    throw new Error("news of a change that names no place");
  if (full_access_path === "") throw new Error("news of the whole tree, which comes on request alone");
  return { full_access_path, value };
}
