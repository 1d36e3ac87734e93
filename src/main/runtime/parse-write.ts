import { fromJsonFloat, type AttributeWrite, type JsonInteger, type SerializedObject } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { longestServedList, longestServedText } from "./cut-text.ts";
import { Quantity } from "./quantity.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";
import { valueTypes } from "./value-types.ts";

/**
 * The value that a write means in a place: of the type that is there, within its range, one of its choices. Changes nothing.
 *
 * @throws AttributeWriteError that tells an operator what is wrong with it.
 */
export function valueFor(write: AttributeWrite, place: Place): unknown {
  const { part, leaf, path } = place;
  if (part !== null && isTaskPart(part)) throw new AttributeWriteError(`${path} is a task; start and stop it instead`);
  if (part?.kind === "service") throw new AttributeWriteError(`${path} is a service; write its attributes instead`);
  if (part !== null) return write.type === "NoneType" && place.wasNone ? null : contentsFor(write, part);
  if (leaf === null) throw new AttributeWriteError(`There is no attribute ${JSON.stringify(path)}`);
  if (leaf.type === "method") throw new AttributeWriteError(`${path} is a method; call it instead`);
  if (write.type === "NoneType" && (place.wasNone || leaf.type === "NoneType")) return null;
  const { choices, integer } = place.facts.options;
  if (choices !== undefined) return choiceFor(write, choices, path);
  if (integer === true) return within(place, integerFor(write, path));
  switch (leaf.type) {
    case "float":
      if (write.type === "float") return within(place, fromJsonFloat(write.value));
      // Python writes 3 where it means 3.0.
      if (write.type === "int") return within(place, Number(write.value));
      break;
    case "int":
      if (write.type === "int") return within(place, BigInt(write.value));
      break;
    case "datetime":
    case "Quantity":
    case "Enum":
    case "ColouredEnum":
      return valueOfClass(write, place);
    case "bool":
      if (write.type === "bool") return write.value;
      break;
    case "str":
      if (write.type === "str") return text(write.value, path);
      break;
    case "NoneType":
    case "Exception":
      return freeValue(write, path);
  }
  throw typeError(path, leaf.type, write.type);
}

/**
 * The value that a write means where nothing is there yet to say what fits, such as an argument.
 *
 * @throws AttributeWriteError if it can't be one.
 */
export function freeValue(write: AttributeWrite, path: string): unknown {
  switch (write.type) {
    case "float":
      return fromJsonFloat(write.value);
    case "int":
      return exactInteger(write.value);
    case "bool":
    case "NoneType":
      return write.value;
    case "str":
      return text(write.value, path);
    case "datetime":
    case "Quantity": {
      const value = valueTypes.map((type) => type.create?.(write) ?? null).find((made) => made !== null);
      if (value !== undefined) return value;
      break;
    }
    case "list":
      checkSize(write.value.length, path);
      return write.value.map((entry, index) => freeValue(entry, `${path}[${index}]`));
    case "dict":
      checkSize(Object.keys(write.value).length, path);
      return Object.fromEntries(
        Object.entries(write.value).map(([key, entry]) => [key, freeValue(entry, `${path}[${JSON.stringify(key)}]`)]),
      );
    case "Enum":
      // The name of a choice says nothing where there are none.
      return write.value;
  }
  throw new AttributeWriteError(`${path} can't become ${spoken(write.type)}`);
}

/** A whole list or dict: what is there by now decides what fits, each for its own place, and for new places if all are alike. */
function contentsFor(write: AttributeWrite, part: ServedContainer): unknown {
  const { path } = part;
  const now = part.serialize();
  if (holdsServices(part)) throw new AttributeWriteError(`${path} holds services; write their attributes instead`);
  if (now.type === "Exception") return freeValue(write, path);
  if (write.type === "list" && part.kind === "list") {
    checkSize(write.value.length, path);
    const places = [...part.places()];
    return write.value.map((entry, index) => entryFor(entry, places[index] ?? templateIn(places), `${path}[${index}]`));
  }
  if (write.type === "dict" && part.kind === "dict") {
    const entries = Object.entries(write.value);
    checkSize(entries.length, path);
    const template = templateIn([...part.places()]);
    return Object.fromEntries(
      entries.map(([key, entry]) => [
        key,
        entryFor(entry, part.placeAt({ kind: "key", key }) ?? template, `${path}[${JSON.stringify(key)}]`),
      ]),
    );
  }
  throw typeError(path, now.type, write.type);
}

function entryFor(write: AttributeWrite, place: Place | null, path: string): unknown {
  return place === null ? freeValue(write, path) : valueFor(write, place);
}

function holdsServices(container: ServedContainer): boolean {
  for (const { part } of container.places())
    if (part !== null && (isTaskPart(part) || part.kind === "service" || holdsServices(part))) return true;
  return false;
}

/** What a further entry has to be like; `null` where those that are there differ, or there are none. */
export function templateIn(places: readonly Place[]): Place | null {
  const [first] = places;
  const type = first?.serialize()?.type;
  return first !== undefined && type !== undefined && places.every((place) => place.serialize()?.type === type) ? first : null;
}

function valueOfClass(write: AttributeWrite, place: Place): unknown {
  const reading = place.read();
  const present = reading.kind === "value" ? reading.value : null;
  if (typeof present === "object" && present !== null) {
    const type = valueTypes.find((candidate) => candidate.matches(present));
    try {
      const value = type?.parse(write, present);
      if (value instanceof Quantity && present instanceof Quantity) within(place, Quantity.inUnitOf(value, present).magnitude);
      if (value !== undefined) return value;
    } catch (error) {
      throw error instanceof AttributeWriteError ? new AttributeWriteError(`${place.path}: ${error.message}`) : error;
    }
  }
  throw typeError(place.path, place.leaf?.type ?? "NoneType", write.type);
}

function choiceFor(write: AttributeWrite, choices: Readonly<Record<string, string | number>>, path: string): string | number {
  if (write.type !== "Enum") throw new AttributeWriteError(`${path} is a choice and can't become ${spoken(write.type)}`);
  const chosen = Object.hasOwn(choices, write.value) ? choices[write.value] : undefined;
  if (chosen !== undefined) return chosen;
  throw new AttributeWriteError(`${path} has no choice ${JSON.stringify(write.value)}; choose one of ${Object.keys(choices).join(", ")}`);
}

function integerFor(write: AttributeWrite, path: string): number {
  if (write.type !== "int") throw typeError(path, "int", write.type);
  const value = Number(write.value);
  if (!Number.isSafeInteger(value)) throw new AttributeWriteError(`${path} can't hold ${write.value} exactly`);
  return value;
}

function within<Value extends number | bigint>(place: Place, value: Value): Value {
  const { minimum = -Infinity, maximum = Infinity } = place.facts.options.display ?? {};
  if (value >= minimum && value <= maximum) return value;
  if (minimum === -Infinity && maximum === Infinity) return value;
  const { unit } = place.facts.options.display ?? {};
  const suffix = unit === undefined ? "" : ` ${unit}`;
  if (value < minimum) throw new AttributeWriteError(`${place.path} must be at least ${minimum}${suffix}, not ${value}`);
  if (value > maximum) throw new AttributeWriteError(`${place.path} must be at most ${maximum}${suffix}, not ${value}`);
  throw new AttributeWriteError(`${place.path} has a range, and ${value} is no number within it`);
}

function exactInteger(value: JsonInteger): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
}

function text(value: string, path: string): string {
  if (value.length <= longestServedText) return value;
  throw new AttributeWriteError(`${path} takes text of up to ${longestServedText} characters, not ${value.length}`);
}

/** @throws AttributeWriteError if that is more than is served. */
export function checkSize(size: number, path: string): void {
  if (size > longestServedList) throw new AttributeWriteError(`${path} takes up to ${longestServedList} entries, not ${size}`);
}

function typeError(path: string, now: SerializedObject["type"], wanted: AttributeWrite["type"]): AttributeWriteError {
  return new AttributeWriteError(`${path} is ${spoken(now)} and can't become ${spoken(wanted)}`);
}

const spokenTypes: Readonly<Partial<Record<SerializedObject["type"], string>>> = {
  float: "a number",
  int: "a whole number",
  bool: "true or false",
  str: "text",
  NoneType: "empty",
  datetime: "a date",
  Quantity: "a quantity",
  Enum: "a choice",
  ColouredEnum: "a choice",
  list: "a list",
  dict: "a dict",
};

function spoken(type: SerializedObject["type"]): string {
  return spokenTypes[type] ?? type;
}
