import type { SerializedDataService, SerializedObject } from "./serialized.ts";

/** The access path of an attribute of the thing at `parent`; the root's own path is empty. */
export function attributePath(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}

/** The names along an access path: `supply.output.voltage` → `["supply", "output", "voltage"]`. */
export function splitAccessPath(path: string): string[] {
  return path === "" ? [] : path.split(".");
}

/** Puts `value` in the place that its own `full_access_path` names; a path that leads nowhere changes nothing. */
export function replaceValue(tree: SerializedDataService, value: SerializedObject): void {
  const names = splitAccessPath(value.full_access_path);
  const last = names.pop();
  if (last === undefined) return;
  let parent = tree;
  for (const name of names) {
    const child = Object.hasOwn(parent.value, name) ? parent.value[name] : undefined;
    if (child?.type !== "DataService") return;
    parent = child;
  }
  parent.value[last] = value;
}
