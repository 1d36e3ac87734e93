import { hasPath, indexPath, keyPath, memberPath } from "#shared/access-path.ts";
import { subtreeType, type SerializedMethod, type SerializedObject, type SerializedPlace } from "#shared/serialized.ts";
import { floatIn, integerIn, isRecord, quantityIn, timeIn } from "../../wire/python-values.ts";
import { remoteTask, type RemoteTask } from "./remote-task.ts";

/** How deep a tree may be: far deeper than anything that is served. */
const deepest = 64;

/** A serialised object of pydase, taken apart: tasks stand beside the tree, as in the deck. */
export interface Decoded {
  /** `null` for a task. */
  readonly object: SerializedObject | null;
  readonly tasks: readonly RemoteTask[];
}

/**
 * Reads a serialised object of another server.
 *
 * @param given - untrusted; read by `parsePythonJson`.
 * @param path - where it is: what it says of that itself is not looked at.
 * @throws Error that says what is wrong with it, and where.
 */
export function decodeObject(given: unknown, path: string): Decoded {
  const tasks: RemoteTask[] = [];
  return { object: decode(given, path, tasks, 0), tasks };
}

function decode(given: unknown, path: string, tasks: RemoteTask[], depth: number): SerializedObject | null {
  const where = path === "" ? "the root" : path;
  if (depth > deepest) throw new Error(`${where} is more than ${deepest} levels deep`);
  if (!isRecord(given) || typeof given["type"] !== "string") throw new Error(`${where} is no serialised object`);
  const { type, value } = given;
  const place: SerializedPlace = {
    full_access_path: path,
    readonly: given["readonly"] === true,
    doc: typeof given["doc"] === "string" ? given["doc"] : null,
  };
  if (type === "Task") {
    tasks.push(remoteTask(path, place.doc, value));
    return null;
  }
  const part = (entry: unknown, at: string): SerializedObject | null => decode(entry, at, tasks, depth + 1);
  const subtree = subtreeType.safeParse(type);
  if (subtree.success) {
    if (!isRecord(value)) throw notOf(type, where);
    const named = Object.entries(value).filter(([name]) => hasPath(name));
    return { ...place, type: subtree.data, name: nameIn(given, type), value: members(named, (name) => memberPath(path, name), part) };
  }
  switch (type) {
    case "list":
      if (!Array.isArray(value)) throw notOf(type, where);
      // A task in a list has its own place; its own is then empty.
      return {
        ...place,
        type,
        value: value.map((entry, index) => part(entry, indexPath(path, index)) ?? nothingAt(indexPath(path, index))),
      };
    case "dict":
      if (!isRecord(value)) throw notOf(type, where);
      return { ...place, type, value: members(Object.entries(value), (key) => keyPath(path, key), part) };
    default:
      return leaf(place, type, given) ?? unreadable(place, type, value);
  }
}

function members(
  entries: readonly (readonly [string, unknown])[],
  pathOf: (name: string) => string,
  part: (entry: unknown, path: string) => SerializedObject | null,
): Record<string, SerializedObject> {
  const decoded = entries.map(([name, entry]) => [name, part(entry, pathOf(name))] as const);
  // Entries, and not assignments: a key may be called `__proto__`.
  return Object.fromEntries(decoded.filter((entry): entry is [string, SerializedObject] => entry[1] !== null));
}

/** `undefined` for what is no value of that type. */
function leaf(place: SerializedPlace, type: string, given: Readonly<Record<string, unknown>>): SerializedObject | undefined {
  const { value } = given;
  switch (type) {
    case "float": {
      const float = floatIn(value);
      return float === undefined ? undefined : { ...place, type, value: float };
    }
    case "int": {
      const integer = integerIn(value);
      return integer === undefined ? undefined : { ...place, type, value: integer };
    }
    case "bool":
      return typeof value === "boolean" ? { ...place, type, value } : undefined;
    case "str":
      return typeof value === "string" ? { ...place, type, value } : undefined;
    case "None":
    case "NoneType":
      return { ...place, type: "NoneType", value: null };
    case "datetime": {
      const time = timeIn(value);
      return time === undefined ? undefined : { ...place, type, value: time };
    }
    case "Quantity": {
      const quantity = quantityIn(value);
      return quantity === undefined ? undefined : { ...place, type, value: quantity };
    }
    case "Enum":
    case "ColouredEnum":
      return typeof value === "string" && isRecord(given["enum"]) ? choice(place, type, value, given, given["enum"]) : undefined;
    case "Exception":
      return { ...place, readonly: true, type, name: nameIn(given, type), value: typeof value === "string" ? value : "" };
    case "method":
      return method(place, given);
    default:
      return undefined;
  }
}

function choice(
  place: SerializedPlace,
  type: "Enum" | "ColouredEnum",
  value: string,
  given: Readonly<Record<string, unknown>>,
  table: Readonly<Record<string, unknown>>,
): SerializedObject {
  const name = nameIn(given, type);
  if (type === "ColouredEnum") return { ...place, type, name, value, enum: mapped(table, String) };
  return { ...place, type, name, value, enum: mapped(table, (meaning) => (isPlain(meaning) ? meaning : JSON.stringify(meaning))) };
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

function mapped<Value>(table: Readonly<Record<string, unknown>>, map: (value: unknown) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]));
}

function method(place: SerializedPlace, given: Readonly<Record<string, unknown>>): SerializedMethod {
  const { signature } = given;
  const parameters = isRecord(signature) && isRecord(signature["parameters"]) ? signature["parameters"] : {};
  return {
    ...place,
    type: "method",
    value: null,
    async: given["async"] === true,
    signature: { parameters: mapped(parameters, parameter) },
    frontend_render: given["frontend_render"] === true,
  };
}

type Parameter = SerializedMethod["signature"]["parameters"][string];

/** Python names a class as `<class 'float'>`, and says of what has none that it is empty. */
function parameter(given: unknown): Parameter {
  const { annotation, default: byDefault } = isRecord(given) ? given : {};
  const written = typeof annotation === "string" ? annotation.replace(/^<class '(?:builtins\.)?(.*)'>$/, "$1") : null;
  const optional = isRecord(byDefault) && Object.keys(byDefault).length > 0;
  return { annotation: written === "inspect._empty" ? null : written, optional, default: optional ? defaultText(byDefault) : null };
}

/** A default as it would be written in a source. */
function defaultText({ type, value }: Readonly<Record<string, unknown>>): string | null {
  if (type === "bool" || type === "int" || type === "float") return String(value);
  return type === "str" ? JSON.stringify(value) : null;
}

function nameIn(given: Readonly<Record<string, unknown>>, otherwise: string): string {
  return typeof given["name"] === "string" ? given["name"] : otherwise;
}

function nothingAt(path: string): SerializedObject {
  return { full_access_path: path, readonly: true, doc: null, type: "NoneType", value: null };
}

/** What Dasedeck does not know stands in its place and says so: the rest of the tree is none the worse. */
function unreadable(place: SerializedPlace, type: string, value: unknown): SerializedObject {
  const shown = JSON.stringify(value) as string | undefined;
  const message = `a value of the type ${JSON.stringify(type)} can't be shown here: ${(shown ?? "nothing").slice(0, 100)}`;
  return { ...place, readonly: true, type: "Exception", name: "TypeError", value: message };
}

function notOf(type: string, where: string): Error {
  return new Error(`${where} is no ${type}`);
}
