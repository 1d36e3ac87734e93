import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";

/** A service as it was and as it is after its process was started again. */
export interface LoadedTree {
  readonly attributes: SerializedDataService;
  readonly tasks: Readonly<Record<string, DeckTask>>;
}

/**
 * What a client has to be told to get from one tree to the other: the objects that are different. `null` where that does not do: a client of pydase learns what its
 * service has when it connects, and only then.
 */
export function differenceOf(before: LoadedTree, now: LoadedTree): SerializedObject[] | null {
  if (!haveSameKeys(before.tasks, now.tasks)) return null;
  const changed: SerializedObject[] = [];
  return compare(before.attributes, now.attributes, changed) ? changed : null;
}

/** Whether the two have a client see the same members; what is different in their values is added to `changed`. */
function compare(before: SerializedObject, now: SerializedObject, changed: SerializedObject[]): boolean {
  if (isSubtree(before) && isSubtree(now)) {
    if (before.type !== now.type || before.name !== now.name || !haveSameKeys(before.value, now.value)) return false;
    return Object.entries(now.value).every(([name, member]) => {
      const former = before.value[name];
      return former !== undefined && compare(former, member, changed);
    });
  }
  if (shapeOf(before) !== shapeOf(now)) return false;
  if (!isSameValue(before, now)) changed.push(now);
  return true;
}

/** What a member is to a client, whatever its value: this decides whether it can be read, written or called there. */
function shapeOf(object: SerializedObject): string {
  switch (object.type) {
    case "method":
    case "list":
    case "dict":
      return object.type;
    case "DataService":
    case "NumberSlider":
    case "Image":
    case "DeviceConnection":
      return `${object.type} ${object.name}`;
    default:
      return object.readonly ? "value to read" : "value";
  }
}

type Subtree = Extract<SerializedObject, { name: string; value: Record<string, SerializedObject> }>;

function isSubtree(object: SerializedObject): object is Subtree {
  return object.type === "DataService" || object.type === "NumberSlider" || object.type === "Image" || object.type === "DeviceConnection";
}

function isSameValue(before: SerializedObject, now: SerializedObject): boolean {
  const text = (object: SerializedObject): string =>
    JSON.stringify(object, (key, part: unknown) => (key === "changed_at" || key === "display" ? undefined : part));
  return text(before) === text(now);
}

function haveSameKeys(before: object, now: object): boolean {
  const names = Object.keys(now);
  return Object.keys(before).length === names.length && names.every((name) => Object.hasOwn(before, name));
}
