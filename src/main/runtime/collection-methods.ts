import { indexPath, keyPath, parseAccessPath } from "#shared/access-path.ts";
import type { AttributeWrite } from "#shared/serialized.ts";
import type { MethodArguments } from "#shared/service-channel.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { MethodCallError } from "./call-method.ts";
import { findPlaceAlong } from "./find-place.ts";
import { observed } from "./observed.ts";
import { checkSize, freeValue, newEntries, valueFor } from "./parse-write.ts";
import { meaningOfItsOwn } from "./reserved-name.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";

/** An error that Python has a name for; its clients catch it by that name. */
class PythonError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A list or dict of the tree, and which of Python's methods of it is meant. */
export interface CollectionMethod {
  readonly container: ServedContainer;
  readonly name: string;
}

/** Where a path leads to a method that lists or dicts have in Python, such as `limits.append`; `null` if it leads to none. */
export function findCollectionMethod(root: ServedContainer, path: string): CollectionMethod | null {
  const steps = parseAccessPath(path) ?? [];
  const last = steps.pop();
  if (last?.kind !== "member" || steps.length === 0) return null;
  const found = findPlaceAlong(root, steps);
  if (found.kind !== "place" || found.place.part === null || isTaskPart(found.place.part)) return null;
  const container = found.place.part;
  const known = container.kind === "list" ? listMethods : container.kind === "dict" ? dictMethods : {};
  return Object.hasOwn(known, last.name) ? { container, name: last.name } : null;
}

/**
 * Does to a list or dict what Python's method of that name does. What is put in has to be like what is there already.
 *
 * @returns what was taken out; else nothing.
 * @throws AttributeWriteError if the value does not fit, or nothing may be changed there; MethodCallError if the arguments don't.
 */
export function callCollectionMethod({ container, name }: CollectionMethod, { args, kwargs }: MethodArguments): unknown {
  if (Object.keys(kwargs ?? {}).length > 0) throw new MethodCallError(`${container.path}.${name} takes no keyword arguments`);
  const places = [...container.places()];
  if (Object.isFrozen(container.contents) || places.some(({ facts }) => facts.readonly))
    throw new AttributeWriteError(`${container.path} is read-only`);
  const methods: Readonly<Record<string, Method<never>>> = container.kind === "list" ? listMethods : dictMethods;
  const method = methods[name];
  if (method === undefined) throw new RangeError(`There is no method ${container.path}.${name}`);
  if (args.length < method.least || args.length > method.most)
    throw new MethodCallError(`${container.path}.${name} takes ${spokenCount(method)}, not ${args.length}`);
  return method.run(observed(container.contents) as never, args, { container, places });
}

interface Target {
  readonly container: ServedContainer;
  readonly places: readonly Place[];
}

interface Method<Contents> {
  readonly least: number;
  readonly most: number;
  run(contents: Contents, args: readonly AttributeWrite[], target: Target): unknown;
}

const listMethods: Readonly<Record<string, Method<unknown[]>>> = {
  append: {
    least: 1,
    most: 1,
    run: (list, [entry], target) => put(list, list.length, [entryFor(entry, target)], target),
  },
  insert: {
    least: 2,
    most: 2,
    run(list, [at, entry], target) {
      const index = indexOf(at);
      // As in Python: what is outside of the list is its end on that side.
      put(list, index < 0 ? Math.max(0, list.length + index) : Math.min(index, list.length), [entryFor(entry, target)], target);
    },
  },
  extend: {
    least: 1,
    most: 1,
    run(list, [entries], target) {
      if (entries?.type !== "list") throw new MethodCallError(`${target.container.path}.extend takes a list`);
      put(list, list.length, entriesFor(entries.value, target), target);
    },
  },
  pop: {
    least: 0,
    most: 1,
    run(list, [at]) {
      const given = at === undefined ? -1 : indexOf(at);
      if (list.length === 0) throw new PythonError("IndexError", "pop from empty list");
      const index = given < 0 ? list.length + given : given;
      if (index < 0 || index >= list.length) throw new PythonError("IndexError", "pop index out of range");
      return list.splice(index, 1)[0];
    },
  },
  remove: {
    least: 1,
    most: 1,
    run(list, [wanted], { container, places }) {
      const value = wanted === undefined ? undefined : textOf(freeValue(wanted, container.path));
      const index = places.findIndex((place) => {
        const reading = place.read();
        return reading.kind === "value" && textOf(reading.value) === value;
      });
      if (index < 0) throw new PythonError("ValueError", "list.remove(x): x not in list");
      list.splice(index, 1);
    },
  },
  clear: {
    least: 0,
    most: 0,
    run(list) {
      list.splice(0, list.length);
    },
  },
};

const dictMethods: Readonly<Record<string, Method<Record<string, unknown>>>> = {
  pop: {
    least: 1,
    most: 2,
    run(dict, [wanted, instead], { container }) {
      const key = wanted?.type === "str" ? wanted.value : null;
      if (key === null) throw new MethodCallError(`${container.path}.pop takes the key as text`);
      if (!Object.hasOwn(dict, key)) {
        if (instead !== undefined) return freeValue(instead, container.path);
        throw new PythonError("KeyError", key);
      }
      const value = dict[key];
      Reflect.deleteProperty(dict, key);
      return value;
    },
  },
  update: {
    least: 1,
    most: 1,
    run(dict, [entries], { container, places }) {
      if (entries?.type !== "dict") throw new MethodCallError(`${container.path}.update takes a dict`);
      const added = newEntries(container);
      const values = Object.entries(entries.value).map(([key, entry]) => {
        if (key === "__proto__") throw new AttributeWriteError(`${keyPath(container.path, key)} can't be set: ${meaningOfItsOwn}`);
        const place = container.placeAt({ kind: "key", key });
        return [key, place === undefined ? added(entry, keyPath(container.path, key)) : valueFor(entry, place)] as const;
      });
      checkSize(places.length + values.length, container.path);
      for (const [key, value] of values) dict[key] = value;
    },
  },
  clear: {
    least: 0,
    most: 0,
    run(dict) {
      for (const key of Object.keys(dict)) Reflect.deleteProperty(dict, key);
    },
  },
};

function put(list: unknown[], index: number, entries: readonly unknown[], { container, places }: Target): void {
  checkSize(places.length + entries.length, container.path);
  list.splice(index, 0, ...entries);
}

function entryFor(write: AttributeWrite | undefined, target: Target): unknown {
  if (write === undefined) throw new MethodCallError(`${target.container.path} needs a value`);
  return entriesFor([write], target)[0];
}

function entriesFor(writes: readonly AttributeWrite[], { container, places }: Target): unknown[] {
  const path = indexPath(container.path, places.length);
  const parse = newEntries(container);
  return writes.map((write) => parse(write, path));
}

function indexOf(write: AttributeWrite | undefined): number {
  if (write?.type !== "int") throw new PythonError("TypeError", "An index has to be a whole number");
  return Number(write.value);
}

/** Python compares by value: 3 equals 3.0, and two lists with equal entries are equal. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    // Apart from a text of the same letters, and NaN from nothing.
    if (typeof part === "bigint" || Number.isSafeInteger(part)) return `number ${String(part)}`;
    if (typeof part === "number") return `number ${Number.isInteger(part) ? BigInt(part).toString() : part}`;
    return part === undefined ? null : typeof part === "string" ? `text ${part}` : part;
  });
}

function spokenCount({ least, most }: Pick<Method<never>, "least" | "most">): string {
  if (most === 0) return "no arguments";
  if (least !== most) return `${least} to ${most} arguments`;
  return most === 1 ? "1 argument" : `${most} arguments`;
}
