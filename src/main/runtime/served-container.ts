import type { PathStep } from "#shared/access-path.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { IsoTime } from "#shared/primitives.ts";
import type { SerializedLeaf, SerializedObject } from "#shared/serialized.ts";
import type { PlaceFacts } from "./place-facts.ts";
import type { Task } from "./task.ts";
import type { Tell, Unsettled } from "./tree-change.ts";
import type { SerializedContent } from "./value-type.ts";

/** What there is to be read in a place: a value, the error that a getter threw, something that is served as it is, or nothing. */
export type Reading =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "content"; readonly content: SerializedContent }
  | { readonly kind: "gone" };

/** A task in its place in the tree. */
export interface TaskPart extends Disposable {
  readonly path: string;
  readonly task: Task;
}

/** One place of the tree, and what is served in it. */
export interface Place extends Unsettled, Disposable {
  readonly path: string;
  readonly owner: ServedContainer;
  readonly facts: PlaceFacts;
  /** A value without parts; `null` if there is none here. */
  readonly leaf: SerializedLeaf | null;
  /** What has parts or a life of its own; `null` if there is none here. */
  readonly part: TaskPart | ServedContainer | null;
  /** Whether what is there is left out because it leads back to what is around it. */
  readonly leadsUp: boolean;
  /** Whether the place was ever empty: it may be so again. */
  readonly wasNone: boolean;
  /** Whether there is a value here: neither nothing nor a task. */
  readonly isServed: boolean;
  /** What could be read there last, also where its getter fails now; `undefined` where nothing ever could. */
  readonly lastValue: unknown;
  /** What was there last that was not empty, where the place is `@nullable`; `undefined` where it always was. */
  readonly lastNonNull: unknown;
  /** What is there now. */
  read(): Reading;
  /** What is there now, asked for again also where nothing tells that it has changed. */
  readAnew(): Reading;
  /**
   * Puts a value there that was checked.
   *
   * @returns a promise where its setter takes time.
   */
  assign(value: unknown): void | Promise<void>;
  /** What is served; `null` for a task, and where nothing is. */
  serialize(): SerializedObject | null;
  /** Takes over what is there now; whether anything is different. */
  refresh(): boolean;
}

/** Something that has parts, in one place of the tree: a service, a list or a dict. */
export interface ServedContainer extends Disposable {
  readonly kind: "service" | "list" | "dict";
  readonly path: string;
  readonly parent: ServedContainer | null;
  /** The service, or the array or plain object itself. */
  readonly contents: object;
  /** What is said of each entry, also of one that is still to come; of a service's members nothing is said in common. */
  readonly entryFacts: PlaceFacts;
  /**
   * Takes over what is now in its place.
   *
   * @returns whether anything is different; `other` for what this container can't hold, which takes another one.
   */
  adopt(value: object): "same" | "changed" | "other";
  /** A list or dict is told when an entry of it has changed; a service in it has times of its own. */
  entryChanged?(at: IsoTime): void;
  serialize(): SerializedObject;
  /** The place that a step leads to, if there is one. */
  placeAt(step: PathStep): Place | undefined;
  /** All places, in order. */
  places(): Iterable<Place>;
  /** Nothing is served in that place of this container any more. */
  placeEmptied(place: Place, tell: Tell): void;
  /** Something is served in that place, where nothing was. */
  placeFilled(place: Place): void;
}

/** Whether it is a task that has its place there, and nothing with parts. */
export function isTaskPart(part: TaskPart | ServedContainer): part is TaskPart {
  return "task" in part;
}

/** Whether an object is what this container holds, or what one around it does. */
export function isWithin(container: ServedContainer, object: object): boolean {
  for (let outer: ServedContainer | null = container; outer !== null; outer = outer.parent) if (outer.contents === object) return true;
  return false;
}

/**
 * Whether a container may hold `object` from now on, with what is in it left as it is: nothing in it was left out because it led back up, or leads up to
 * `object`.
 */
export function canHold(container: ServedContainer, object: object): boolean {
  if (container.parent !== null && isWithin(container.parent, object)) return false;
  for (const { part, leadsUp } of container.places()) {
    if (leadsUp) return false;
    if (part !== null && !isTaskPart(part) && (part.contents === object || !canHold(part, object))) return false;
  }
  return true;
}

/** How many containers there are around what is in this one. */
export function depthOf(container: ServedContainer): number {
  let depth = 0;
  for (let outer: ServedContainer | null = container; outer !== null; outer = outer.parent) depth++;
  return depth;
}

/** The tasks in a container and below, in order of declaration. */
export function* tasksIn(container: ServedContainer): Generator<TaskPart> {
  for (const { part } of container.places()) {
    if (part === null) continue;
    if (isTaskPart(part)) yield part;
    else yield* tasksIn(part);
  }
}
