import { parseAccessPath, type PathStep } from "./access-path.ts";
import type { IsoTime } from "./primitives.ts";
import {
  isContainer,
  type SerializedContainer,
  type SerializedDataService,
  type SerializedDict,
  type SerializedList,
  type SerializedObject,
} from "./serialized.ts";

/** Puts `value` in the place that its own `full_access_path` names; a path that leads nowhere changes nothing. */
export function replaceValue(tree: SerializedDataService, value: SerializedObject): void {
  const place = placeAt(tree, value.full_access_path);
  if (place === null) return;
  const { parent, last } = place;
  if (parent.type === "list") {
    // A list grows and shrinks as a whole.
    if (last.kind !== "index" || !(last.index in parent.value)) return;
    parent.value[last.index] = value;
  } else if (parent.type === "dict") {
    if (last.kind === "key") parent.value[last.key] = value;
  } else if (last.kind === "member") parent.value[last.name] = value;
  if (value.changed_at !== undefined && value.type !== "DataService" && isCollection(parent))
    entryChanged(tree, value.full_access_path, value.changed_at);
}

/** A list or dict has changed when an entry of it has, up to the service that holds it: its time follows that of its entries. */
function entryChanged(tree: SerializedDataService, path: string, at: IsoTime): void {
  const around: (SerializedList | SerializedDict)[] = [];
  let object: SerializedObject = tree;
  for (const step of parseAccessPath(path)?.slice(0, -1) ?? []) {
    const next: SerializedObject | undefined = isContainer(object) ? child(object, step) : undefined;
    if (next === undefined) return;
    object = next;
    if (isCollection(object)) around.push(object);
    else around.length = 0;
  }
  for (const collection of around) if (collection.changed_at !== undefined && collection.changed_at < at) collection.changed_at = at;
}

function isCollection(object: SerializedObject): object is SerializedList | SerializedDict {
  return object.type === "list" || object.type === "dict";
}

/** Takes away the member of a service at `path`; a path that leads nowhere changes nothing. */
export function removeValue(tree: SerializedDataService, path: string): void {
  const place = placeAt(tree, path);
  if (place?.last.kind !== "member" || place.parent.type === "list" || place.parent.type === "dict") return;
  Reflect.deleteProperty(place.parent.value, place.last.name);
}

/** The object at `path`, or `null` if there is none. */
export function objectAt(tree: SerializedDataService, path: string): SerializedObject | null {
  const steps = parseAccessPath(path);
  return steps === null ? null : follow(tree, steps);
}

function placeAt(tree: SerializedDataService, path: string): { parent: SerializedContainer; last: PathStep } | null {
  const steps = parseAccessPath(path);
  const last = steps?.pop();
  if (steps === null || last === undefined) return null;
  const parent = follow(tree, steps);
  return parent !== null && isContainer(parent) ? { parent, last } : null;
}

function follow(tree: SerializedObject, steps: readonly PathStep[]): SerializedObject | null {
  let object: SerializedObject | undefined = tree;
  for (const step of steps) {
    object = object !== undefined && isContainer(object) ? child(object, step) : undefined;
  }
  return object ?? null;
}

function child(parent: SerializedContainer, step: PathStep): SerializedObject | undefined {
  if (parent.type === "list") return step.kind === "index" ? parent.value[step.index] : undefined;
  const name = parent.type === "dict" ? step.kind === "key" && step.key : step.kind === "member" && step.name;
  return name !== false && Object.hasOwn(parent.value, name) ? parent.value[name] : undefined;
}
