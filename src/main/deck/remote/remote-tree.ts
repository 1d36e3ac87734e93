import { isDeepStrictEqual } from "node:util";
import { mostServedPlaces, mostServedText } from "#runtime/cut-text.ts";
import { formatAccessPath, parseAccessPath } from "#shared/access-path.ts";
import { CallError } from "#shared/api-definition.ts";
import { inWords } from "#shared/format/in-words.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { IsoTime } from "#shared/primitives.ts";
import { isContainer, type AttributeWrite, type SerializedDataService, type SerializedObject } from "#shared/serialized.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { isRecord } from "../../wire/python-values.ts";
import type { ServiceChange } from "../deck-service.ts";
import { decodeObject, type Decoded } from "./decode-object.ts";
import { toDeckTask, withMember, type RemoteTask } from "./remote-task.ts";

/** What the deck's mirror knows of the service. */
export interface Mirrored {
  readonly attributes: SerializedDataService | null;
  readonly tasks: Readonly<Record<string, DeckTask>>;
}

/** How much of something there is, as it is bounded for services here, too. */
interface Size {
  readonly places: number;
  readonly text: number;
}

/** Turns what a remote service says of its tree into changes of the mirror. It keeps of it what the mirror has no room for: the tasks as they were told. */
export class RemoteTree {
  readonly #mirrored: () => Mirrored;
  readonly #tasks = new Map<string, RemoteTask>();
  #size: Size = { places: 0, text: 0 };

  constructor(mirrored: () => Mirrored) {
    this.#mirrored = mirrored;
  }

  task(path: string): RemoteTask | undefined {
    return this.#tasks.get(path);
  }

  /**
   * Takes a whole tree.
   *
   * @param title - what the service is called; `null`: as its class is.
   * @throws Error where it is none, or too large.
   */
  replace(given: unknown, title: string | null, at: IsoTime): ServiceChange {
    const { object, tasks } = decodeObject(given, "");
    if (object === null || !isService(object)) throw new Error("what it serves is no DataService");
    checkCount(tasks.length);
    this.#size = { places: 0, text: 0 };
    this.#grow(sizeOf(object));
    this.#tasks.clear();
    for (const task of tasks) this.#tasks.set(task.path, task);
    const before = this.#mirrored().attributes;
    const attributes = before === null ? object : { ...object, value: datedParts(object.value, before.value, at) };
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
   * Takes the news of one change.
   *
   * @throws Error where it can't be understood, or would make the tree too large; then nothing has changed.
   */
  notify(news: unknown, at: IsoTime): ServiceChange[] {
    const { full_access_path: path, value } = newsIn(news);
    const member = this.#taskMemberAt(path);
    if (member !== null) return [this.#tellTask(withMember(member.task, member.name, value), at)];
    const decoded = decodeObject(value, path);
    checkCount(this.#tasks.size + decoded.tasks.length);
    if (decoded.object === null) return decoded.tasks.map((task) => this.#tellTask(task, at));
    return [...this.#tellValue(decoded.object, path, at), ...this.#tellTasksWithin(path, decoded, at)];
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

  #tellValue(object: SerializedObject, path: string, at: IsoTime): ServiceChange[] {
    const { attributes } = this.#mirrored();
    if (attributes === null || !hasPlaceFor(attributes, path)) return [];
    const before = objectAt(attributes, path);
    const old = before === null ? { places: 0, text: 0 } : sizeOf(before);
    const { places, text } = sizeOf(object);
    this.#grow({ places: places - old.places, text: text - old.text });
    return [{ kind: "valueChanged", value: datedPart(object, before, at) }];
  }

  /** The tasks of what came in a place are those that are there now. */
  *#tellTasksWithin(path: string, { tasks }: Decoded, at: IsoTime): Iterable<ServiceChange> {
    const present = new Set(tasks.map((task) => task.path));
    for (const known of [...this.#tasks.keys()]) {
      if (!isWithin(known, path) || present.has(known)) continue;
      this.#tasks.delete(known);
      yield { kind: "taskRemoved", path: known };
    }
    for (const task of tasks) yield this.#tellTask(task, at);
  }

  #tellTask(task: RemoteTask, at: IsoTime): ServiceChange {
    this.#tasks.set(task.path, task);
    return { kind: "taskChanged", task: toDeckTask(task, this.#mirrored().tasks[task.path] ?? null, at) };
  }

  #taskMemberAt(path: string): { task: RemoteTask; name: string } | null {
    const dot = path.lastIndexOf(".");
    const task = dot === -1 ? undefined : this.#tasks.get(path.slice(0, dot));
    return task === undefined ? null : { task, name: path.slice(dot + 1) };
  }

  #grow(by: Size): void {
    const places = this.#size.places + by.places;
    const text = this.#size.text + by.text;
    checkCount(places);
    if (text > mostServedText)
      throw new Error(`it serves more than ${mostServedText >> 20} Mi characters of text, which are too many to show`);
    this.#size = { places, text };
  }
}

function checkCount(count: number): void {
  if (count > mostServedPlaces) throw new Error(`it serves more than ${mostServedPlaces} values, which are too many to show`);
}

function isService(object: SerializedObject): object is SerializedDataService {
  return object.type === "DataService";
}

/** Whether the mirror can take a value there: a list grows and shrinks as a whole. */
function hasPlaceFor(tree: SerializedDataService, path: string): boolean {
  const steps = parseAccessPath(path) ?? [];
  const last = steps.pop();
  const parent = objectAt(tree, formatAccessPath(steps));
  return parent !== null && last !== undefined && isContainer(parent) && (last.kind !== "index" || objectAt(tree, path) !== null);
}

function newsIn(news: unknown): { full_access_path: string; value: unknown } {
  const data = isRecord(news) ? news["data"] : undefined;
  const { full_access_path, value } = isRecord(data) ? data : {};
  if (typeof full_access_path !== "string" || parseAccessPath(full_access_path) === null)
    throw new Error("news of a change that names no place");
  if (full_access_path === "") throw new Error("news of the whole tree, which comes on request alone");
  return { full_access_path, value };
}

/**
 * The object with the times at which its values became what they are: of those that have not changed, the times that were known. pydase forgets a property's
 * documentation with its first change, which stays.
 */
function dated(now: SerializedObject, before: SerializedObject, at: IsoTime): SerializedObject {
  const kept = { ...now, doc: now.doc ?? (now.type === before.type ? before.doc : null) };
  if (!isContainer(kept) || !isContainer(before)) return isSame(now, before) ? withTime(kept, before.changed_at) : withTime(kept, at);
  const changedAt = isSame(now, before) ? before.changed_at : at;
  if (kept.type === "list") {
    const old = before.type === "list" ? before.value : [];
    return withTime({ ...kept, value: kept.value.map((part, index) => datedPart(part, old[index] ?? null, at)) }, changedAt);
  }
  return withTime({ ...kept, value: datedParts(kept.value, before.type === "list" ? {} : before.value, at) }, changedAt);
}

type Parts = Record<string, SerializedObject>;

function datedParts(now: Readonly<Parts>, before: Readonly<Parts>, at: IsoTime): Parts {
  const parts = Object.entries(now).map(([name, part]) => {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    return [name, datedPart(part, old ?? null, at)] as const;
  });
  return Object.fromEntries(parts);
}

function datedPart(now: SerializedObject, before: SerializedObject | null, at: IsoTime): SerializedObject {
  return before === null ? withTime(now, at) : dated(now, before, at);
}

/** What another deck says of it is as good as can be known. A service is none of its values, and has no such time. */
function withTime(object: SerializedObject, changedAt: IsoTime | undefined): SerializedObject {
  const isValue = !isContainer(object) || object.type === "list" || object.type === "dict";
  return changedAt === undefined || object.changed_at !== undefined || !isValue ? object : { ...object, changed_at: changedAt };
}

/** Whether the values are the same, whenever they became so. */
function isSame(now: SerializedObject, before: SerializedObject): boolean {
  if (now.type !== before.type) return false;
  if (!isContainer(now) || !isContainer(before)) return isDeepStrictEqual(now.value, before.value);
  const [present, past] = [Object.entries(now.value), before.value as Readonly<Record<string, SerializedObject>>];
  return (
    present.length === Object.keys(past).length &&
    present.every(([name, part]) => {
      const old = Object.hasOwn(past, name) ? past[name] : undefined;
      return old !== undefined && isSame(part, old);
    })
  );
}

function sizeOf(object: SerializedObject): Size {
  const own = { places: 1, text: (object.doc?.length ?? 0) + (typeof object.value === "string" ? object.value.length : 0) };
  if (!isContainer(object)) return own;
  return Object.values(object.value).reduce<Size>((sum, part) => {
    const { places, text } = sizeOf(part);
    return { places: sum.places + places, text: sum.text + text };
  }, own);
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
