import * as z from "zod";
import { hasPath, indexPath, keyPath, memberPath } from "#shared/access-path.ts";
import { isoTime } from "#shared/primitives.ts";
import {
  methodParameter,
  subtreeType,
  valueDisplay,
  type SerializedContainer,
  type SerializedMethod,
  type SerializedObject,
  type SerializedPlace,
  type ValueDisplay,
} from "#shared/serialized.ts";
import { floatIn, integerIn, isRecord, quantityIn, timeIn } from "../../wire/python-values.ts";
import type { Sliced } from "../../wire/sliced.ts";
import { ownSize } from "./object-size.ts";
import { cut, isModest, maxEntries, maxKeyLength, maxPathLength, maxValueLength, type TreeQuota } from "./remote-limits.ts";
import { remoteTask, type RemoteTask } from "./remote-task.ts";

/** How deep a tree may be: far deeper than anything that is served. */
const deepest = 64;
/** How many parts of a list or dict are decoded between two places where the work may be interrupted. */
const partsPerStep = 50;

/** A serialised object of pydase, taken apart: tasks stand beside the tree, as in the deck. */
export interface Decoded {
  /** `null` for a task. */
  readonly object: SerializedObject | null;
  readonly tasks: readonly RemoteTask[];
}

/** What the decoding of one object collects on its way. */
interface Decoding {
  readonly tasks: RemoteTask[];
  readonly quota: TreeQuota;
}

/**
 * Reads a serialised object of another server, in slices.
 *
 * @param given - untrusted; read by `parsePythonJson` or `readLargeJson`.
 * @param path - where it is: what it says of that itself is not looked at.
 * @param quota - how much may be in it; everything is added as soon as it is decoded.
 * @throws Error that says what is wrong with it, and where; or that it is too much.
 */
export function* decodeObject(given: unknown, path: string, quota: TreeQuota): Sliced<Decoded> {
  const tasks: RemoteTask[] = [];
  return { object: yield* decode(given, path, { tasks, quota }, 0), tasks };
}

function* decode(given: unknown, path: string, decoding: Decoding, depth: number): Sliced<SerializedObject | null> {
  const where = path === "" ? "the root" : cut.name(path);
  if (path.length > maxPathLength) throw new Error(`${where} has a path of more than ${maxPathLength} characters`);
  if (depth > deepest) throw new Error(`${where} is more than ${deepest} levels deep`);
  if (!isRecord(given) || typeof given["type"] !== "string") throw new Error(`${where} is no serialised object`);
  const { type, value } = given;
  const place: SerializedPlace = {
    full_access_path: path,
    readonly: given["readonly"] === true,
    doc: typeof given["doc"] === "string" ? cut.doc(given["doc"]) : null,
    ...ownOf(given),
  };
  if (type === "Task") {
    const task = remoteTask(path, place.doc, value, given["snapshot"]);
    decoding.quota.add(task.size);
    decoding.tasks.push(task);
    return null;
  }
  const container = emptyContainer(place, type, given);
  if (container === null) return counted(leaf(place, type, given) ?? unreadable(place, type, value), decoding);
  counted(container, decoding);
  if (container.type === "list") {
    if (!Array.isArray(value)) throw notOf(type, where);
    for (const [index, entry] of value.entries()) {
      if (index % partsPerStep === 0) yield;
      const at = indexPath(path, index);
      // A task in a list has its own place; its own is then empty.
      container.value.push((yield* decode(entry, at, decoding, depth + 1)) ?? nothingAt(at));
    }
    return container;
  }
  if (!isRecord(value)) throw notOf(type, where);
  const isDict = container.type === "dict";
  for (const [index, name] of Object.keys(value).entries()) {
    if (index % partsPerStep === 0) yield;
    if (name.length > maxKeyLength) throw new Error(`${where} has a name of more than ${maxKeyLength} characters`);
    // What can't be named by a path can't be shown; nor what would set a prototype.
    if (name === "__proto__" || (!isDict && !hasPath(name))) continue;
    const part = yield* decode(value[name], isDict ? keyPath(path, name) : memberPath(path, name), decoding, depth + 1);
    if (part !== null) container.value[name] = part;
  }
  return container;
}

/** What has parts, without them yet; `null` for what has none. */
function emptyContainer(place: SerializedPlace, type: string, given: Readonly<Record<string, unknown>>): SerializedContainer | null {
  if (type === "list") return { ...place, type, value: [] };
  if (type === "dict") return { ...place, type, value: {} };
  const subtree = subtreeType.safeParse(type);
  return subtree.success ? { ...place, type: subtree.data, name: nameIn(given, type), value: {} } : null;
}

function counted<Decoded extends SerializedObject>(object: Decoded, { quota }: Decoding): Decoded {
  quota.add(ownSize(object));
  return object;
}

const own = z.object({ display: valueDisplay, changed_at: isoTime, computed: z.literal(true) }).partial();

/** What another deck tells beside what pydase does. */
function ownOf(given: Readonly<Record<string, unknown>>): z.infer<typeof own> {
  const { display, ...rest } = own.safeParse(given).data ?? {};
  return display === undefined ? rest : { ...rest, display: withShortTexts(display) };
}

function withShortTexts({ label, unit, nullable, ...display }: ValueDisplay): ValueDisplay {
  return {
    ...display,
    ...(nullable === undefined ? {} : { nullable: isModest(nullable, maxEntries, 64 * 1024) ? nullable : {} }),
    ...(label === undefined ? {} : { label: cut.name(label) }),
    ...(unit === undefined ? {} : { unit: cut.name(unit) }),
  };
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
      return typeof value === "string" && value.length <= maxValueLength ? { ...place, type, value } : undefined;
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
      return typeof value === "string" ? choice(place, type, value, given) : undefined;
    case "Exception":
      return { ...place, readonly: true, type, name: nameIn(given, type), value: typeof value === "string" ? cut.error(value) : "" };
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
): SerializedObject | undefined {
  const table = given["enum"];
  if (!isTable(table) || value.length > maxKeyLength) return undefined;
  const name = nameIn(given, type);
  if (type === "ColouredEnum") return { ...place, type, name, value, enum: mapped(table, plainText) };
  return { ...place, type, name, value, enum: mapped(table, (meaning) => (isPlain(meaning) ? meaning : plainText(meaning))) };
}

/** Whether it is a record that is small enough, with names that are short enough. */
function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const names = Object.keys(value);
  return names.length <= maxEntries && names.every((name) => name.length <= maxKeyLength);
}

/** Something that is shown as text, whatever it is. */
function plainText(value: unknown): string {
  if (typeof value === "string") return cut.detail(value);
  if (isModest(value, 100, 10_000)) return cut.detail(JSON.stringify(value));
  return Array.isArray(value) ? "a long list" : "a large object";
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return (
    value === null ||
    (typeof value === "string" && value === cut.detail(value)) ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

function mapped<Value>(table: Readonly<Record<string, unknown>>, map: (value: unknown) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]));
}

function method(place: SerializedPlace, given: Readonly<Record<string, unknown>>): SerializedMethod | undefined {
  const { signature } = given;
  const parameters = isRecord(signature) && isRecord(signature["parameters"]) ? signature["parameters"] : {};
  if (!isTable(parameters)) return undefined;
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
  // Another deck's stand as they are.
  const ready = isModest(given, maxEntries, 64 * 1024) ? methodParameter.safeParse(given).data : undefined;
  if (ready !== undefined)
    return { ...ready, annotation: orNull(ready.annotation, cut.detail), default: orNull(ready.default, cut.detail) };
  const { annotation, default: byDefault } = isRecord(given) ? given : {};
  const written = typeof annotation === "string" ? cut.detail(annotation).replace(/^<class '(?:builtins\.)?(.*)'>$/, "$1") : null;
  const optional = isRecord(byDefault) && Object.keys(byDefault).length > 0;
  return { annotation: written === "inspect._empty" ? null : written, optional, default: optional ? defaultText(byDefault) : null };
}

/** A default as it would be written in a source. */
function defaultText({ type, value }: Readonly<Record<string, unknown>>): string | null {
  if (type === "bool" || type === "int" || type === "float") return plainText(value).replaceAll('"', "");
  return type === "str" && typeof value === "string" ? JSON.stringify(cut.detail(value)) : null;
}

function orNull(text: string | null, map: (text: string) => string): string | null {
  return text === null ? null : map(text);
}

function nameIn(given: Readonly<Record<string, unknown>>, otherwise: string): string {
  return typeof given["name"] === "string" ? cut.name(given["name"]) : otherwise;
}

function nothingAt(path: string): SerializedObject {
  return { full_access_path: path, readonly: true, doc: null, type: "NoneType", value: null };
}

/** What Dasedeck does not know stands in its place and says so: the rest of the tree is none the worse. */
function unreadable(place: SerializedPlace, type: string, value: unknown): SerializedObject {
  const shown = value === undefined ? "nothing" : plainText(value).slice(0, 100);
  const tooLong = type === "str" && typeof value === "string" ? `; it has ${value.length} characters, ${maxValueLength} are shown` : "";
  const message = `a value of the type ${JSON.stringify(type.slice(0, 100))} can't be shown here: ${shown}${tooLong}`;
  return { ...place, readonly: true, type: "Exception", name: "TypeError", value: message };
}

function notOf(type: string, where: string): Error {
  return new Error(`${where} is no ${cut.name(type)}`);
}
