import { isContainer, type SerializedLeaf, type SerializedObject } from "#shared/serialized.ts";
import type { Sliced } from "../../wire/sliced.ts";
import type { TreeSize } from "./remote-limits.ts";

/** How many objects are counted between two places where the counting may be interrupted. */
const objectsPerStep = 200;

/** What one object adds to the size of a tree, without its parts. */
export function ownSize(object: SerializedObject): TreeSize {
  const { full_access_path, doc, display } = object;
  const common =
    full_access_path.length +
    (doc?.length ?? 0) +
    (display?.label?.length ?? 0) +
    (display?.unit?.length ?? 0) +
    textOf(display?.nullable ?? {});
  const name = "name" in object ? object.name.length : 0;
  return { values: 1, text: common + name + (isContainer(object) ? 0 : leafText(object)) };
}

function leafText(leaf: SerializedLeaf): number {
  switch (leaf.type) {
    case "Quantity":
      return leaf.value.unit.length;
    case "Enum":
    case "ColouredEnum":
      return leaf.value.length + textOf(leaf.enum);
    case "method":
      return Object.entries(leaf.signature.parameters).reduce((sum, [name, parameter]) => sum + name.length + textOf(parameter), 0);
    default:
      return typeof leaf.value === "string" ? leaf.value.length : 0;
  }
}

/** Of a record's keys and texts, also those in lists. */
function textOf(record: object): number {
  return Object.entries(record).reduce<number>((sum, [key, value]) => {
    if (typeof value === "string") return sum + key.length + value.length;
    return sum + key.length + (typeof value === "object" && value !== null ? textOf(value as object) : 0);
  }, 0);
}

/** The size of an object with all its parts. */
export function* sizeOf(object: SerializedObject): Sliced<TreeSize> {
  let [values, text] = [0, 0];
  const waiting: SerializedObject[] = [object];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const own = ownSize(next);
    values += own.values;
    text += own.text;
    if (values % objectsPerStep === 0) yield;
    if (isContainer(next)) for (const part of Object.values(next.value)) waiting.push(part);
  }
  return { values, text };
}
