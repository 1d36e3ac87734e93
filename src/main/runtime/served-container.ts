import type { PathStep } from "#shared/access-path.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import type { ServedPlace } from "./served-place.ts";
import type { ServedTask } from "./served-task.ts";
import type { Tell } from "./tree-change.ts";

/** Something that has parts, in one place of the tree: a service, a list or a dict. */
export interface ServedContainer extends Disposable {
  readonly kind: "service" | "list" | "dict";
  readonly path: string;
  readonly parent: ServedContainer | null;
  /** The service, or the array or plain object itself. */
  readonly contents: object;
  /**
   * Takes over what is now in its place.
   *
   * @returns whether anything is different; `other` for what this container can't hold, which takes another one.
   */
  adopt(value: object): "same" | "changed" | "other";
  serialize(): SerializedObject;
  /** The place that a step leads to, if there is one. */
  placeAt(step: PathStep): ServedPlace | undefined;
  /** All places, in order. */
  places(): Iterable<ServedPlace>;
  /** Nothing is served in that place of this container any more. */
  placeEmptied(place: ServedPlace, tell: Tell): void;
  /** Something is served in that place, where nothing was. */
  placeFilled(place: ServedPlace): void;
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
    if (part !== null && !("task" in part) && (part.contents === object || !canHold(part, object))) return false;
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
export function* tasksIn(container: ServedContainer): Generator<ServedTask> {
  for (const { part } of container.places()) {
    if (part === null) continue;
    if ("task" in part) yield part;
    else yield* tasksIn(part);
  }
}
