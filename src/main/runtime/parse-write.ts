import { indexPath, keyPath } from "#shared/access-path.ts";
import { fromJsonFloat, type AttributeWrite, type JsonInteger } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { writtenName } from "./choice.ts";
import { classOf } from "./class-of.ts";
import { longestServedList, longestServedText } from "./cut-text.ts";
import type { NamedValues } from "./member-options.ts";
import { isObservable } from "./observed-objects.ts";
import { factsOfEntry, isNullable, type PlaceFacts } from "./place-facts.ts";
import { Quantity } from "./quantity.ts";
import { meaningOfItsOwn } from "./reserved-name.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";
import { spokenWrite } from "./spoken-write.ts";
import { valueTypes } from "./value-types.ts";
import { spoken, typeError } from "./write-type-error.ts";

/**
 * The value that a write means in a place: of the type that is there, within its range, one of its choices. Changes nothing.
 *
 * @param path - what the place is called to the writer: a new entry is checked as another one that is there.
 * @throws AttributeWriteError that tells an operator what is wrong with it.
 */
export function valueFor(write: AttributeWrite, place: Place, path = place.path): unknown {
  const { part, leaf } = place;
  if (part !== null && isTaskPart(part)) throw new AttributeWriteError(`${path} is a task; start and stop it instead`);
  if (part?.kind === "service") throw new AttributeWriteError(`${path} is a service; write its attributes instead`);
  const mayBeEmpty = place.wasNone || isNullable(place.facts);
  if (part !== null) return write.type === "NoneType" && mayBeEmpty ? null : contentsFor(write, part, path);
  if (leaf === null) throw new AttributeWriteError(`There is no attribute ${JSON.stringify(path)}`);
  if (leaf.type === "method") throw new AttributeWriteError(`${path} is a method; call it instead`);
  if (write.type === "NoneType" && (mayBeEmpty || leaf.type === "NoneType")) return null;
  return leafValue(write, { path, facts: place.facts, present: leaf.type === "Exception" ? place.lastValue : presentOf(place) });
}

/** The value that a write means as a further entry, which its path names. */
export type EntryParser = (write: AttributeWrite, path: string) => unknown;

/**
 * What further entries of a list or dict have to be: what is said of all its entries holds, and, of a list whose entries are all of one type, that type. Looked for
 * once, however many entries come.
 *
 * @returns a parser that throws an AttributeWriteError which tells an operator what is wrong with an entry
 */
export function newEntries(container: ServedContainer): EntryParser {
  let alike: Place | null | undefined;
  return (write, path) => {
    if (alike === undefined) alike = container.kind === "list" ? templateIn([...container.places()]) : null;
    if (alike !== null) return valueFor(write, alike, path);
    return leafValue(write, { path, facts: container.entryFacts, present: undefined });
  };
}

/** A place for a value without parts. */
export interface Slot {
  readonly path: string;
  readonly facts: PlaceFacts;
  /** What is there, which says what type fits; `undefined` where anything does. */
  readonly present: unknown;
}

/** What is there; where a `@nullable` value is empty, what was there before. */
function presentOf(place: Place): unknown {
  const reading = place.read();
  if (reading.kind !== "value") return undefined;
  return (reading.value ?? null) === null && isNullable(place.facts) ? place.lastNonNull : reading.value;
}

/**
 * The value that a write means in a place for one without parts.
 *
 * @throws AttributeWriteError that tells an operator what is wrong with it.
 */
export function leafValue(write: AttributeWrite, slot: Slot): unknown {
  const { path, present } = slot;
  const { choices, integer } = slot.facts.options;
  if (choices !== undefined) return choiceFor(write, choices, path);
  if (integer === true) return within(slot, integerFor(write, path));
  switch (typeof present) {
    case "number":
      if (write.type === "float") return within(slot, fromJsonFloat(write.value));
      // Python writes 3 where it means 3.0.
      if (write.type === "int") return within(slot, Number(write.value));
      break;
    case "bigint":
      if (write.type === "int") return within(slot, BigInt(write.value));
      break;
    case "boolean":
      if (write.type === "bool") return write.value;
      break;
    case "string":
      if (write.type === "str") return text(write.value, path);
      break;
    case "object":
      if (present !== null) return valueOfClass(write, slot, present);
      return freeWithin(write, slot);
    default:
      return freeWithin(write, slot);
  }
  throw typeError(path, typeof present, write.type);
}

/** Anything; only a range that is said of the place asks for a number. */
function freeWithin(write: AttributeWrite, slot: Slot): unknown {
  const value = freeValue(write, slot.path);
  const { minimum, maximum } = slot.facts.options.display ?? {};
  if (minimum === undefined && maximum === undefined) return value;
  if (typeof value === "number" || typeof value === "bigint") return within(slot, value);
  if (value instanceof Quantity) {
    within(slot, value.magnitude);
    return value;
  }
  throw new AttributeWriteError(`${slot.path} has a range and can't become ${spoken(write.type)}`);
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
      return Object.fromEntries(Object.entries(write.value).map(([key, entry]) => [key, freeValue(entry, keyPathOf(path, key))]));
    case "Enum":
      // The name of a choice says nothing where there are none.
      return write.value;
  }
  throw new AttributeWriteError(`${path} can't become ${spoken(write.type)}`);
}

/** A whole list or dict: what is there by now decides what fits, each for its own place. */
function contentsFor(write: AttributeWrite, part: ServedContainer, path: string): unknown {
  if (holdsServices(part)) throw new AttributeWriteError(`${path} holds services; write their attributes instead`);
  const added = newEntries(part);
  const entryFor = (entry: AttributeWrite, place: Place | undefined, at: string): unknown =>
    place === undefined ? added(entry, at) : valueFor(entry, place, at);
  if (write.type === "list" && part.kind === "list") {
    checkSize(write.value.length, path);
    const places = [...part.places()];
    return write.value.map((entry, index) => entryFor(entry, places[index], `${path}[${index}]`));
  }
  if (write.type === "dict" && part.kind === "dict") {
    const entries = Object.entries(write.value);
    checkSize(entries.length, path);
    return Object.fromEntries(
      entries.map(([key, entry]) => [key, entryFor(entry, part.placeAt({ kind: "key", key }), keyPathOf(path, key))]),
    );
  }
  throw typeError(path, part.kind, write.type);
}

/** @throws AttributeWriteError where the key can't be one. */
export function keyPathOf(path: string, key: string): string {
  const entry = keyPath(path, key);
  if (key === "__proto__") throw new AttributeWriteError(`${entry} can't be set: ${meaningOfItsOwn}`);
  return entry;
}

function holdsServices(container: ServedContainer): boolean {
  for (const { part } of container.places())
    if (part !== null && (isTaskPart(part) || part.kind === "service" || holdsServices(part))) return true;
  return false;
}

/** What a further entry has to be like; `null` where those that are there differ, or there are none. */
function templateIn(places: readonly Place[]): Place | null {
  const [first] = places;
  const type = first?.serialize()?.type;
  return first !== undefined && type !== undefined && places.every((place) => place.serialize()?.type === type) ? first : null;
}

function valueOfClass(write: AttributeWrite, slot: Slot, present: object): unknown {
  const { path } = slot;
  const type = valueTypes.find((candidate) => candidate.matches(present));
  if (type === undefined) return insteadOfParts(write, slot, present);
  const value = orNamed(path, () => type.parse(write, present));
  if (value instanceof Quantity && present instanceof Quantity)
    within(slot, orNamed(path, () => Quantity.inUnitOf(value, present)).magnitude, present.unit);
  return value;
}

/** What is wrong with a value is said with its place. */
function orNamed<Value>(path: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw error instanceof AttributeWriteError ? new AttributeWriteError(`${path}: ${error.message}`) : error;
  }
}

/** Instead of a list or dict that can't be read now or is empty (`null`), another one; instead of what could not be served, anything. */
function insteadOfParts(write: AttributeWrite, slot: Slot, present: object): unknown {
  if (!isObservable(present)) return freeWithin(write, slot);
  const kind = Array.isArray(present) ? "list" : "dict";
  const facts = factsOfEntry(slot.facts);
  if (kind === "list" && write.type === "list") {
    checkSize(write.value.length, slot.path);
    const alike = commonEntry(present as readonly unknown[]);
    return write.value.map((entry, index) => leafValue(entry, { path: indexPath(slot.path, index), facts, present: alike }));
  }
  if (kind === "dict" && write.type === "dict") {
    const entries = Object.entries(write.value);
    checkSize(entries.length, slot.path);
    const entryAt = (key: string): unknown => (Object.hasOwn(present, key) ? Reflect.get(present, key) : undefined);
    return Object.fromEntries(
      entries.map(([key, entry]) => [key, leafValue(entry, { path: keyPathOf(slot.path, key), facts, present: entryAt(key) })]),
    );
  }
  throw typeError(slot.path, kind, write.type);
}

/** An entry that stands for all, where they are of one type. */
function commonEntry(entries: readonly unknown[]): unknown {
  const [first] = entries;
  const isAlike = (entry: unknown): boolean =>
    typeof entry === typeof first &&
    (typeof entry !== "object" || (entry !== null && first !== null && classOf(entry) === classOf(first as object)));
  return entries.every(isAlike) ? first : undefined;
}

/**
 * What the name that is written stands for; in a list, each.
 *
 * @throws AttributeWriteError if there is no such name.
 */
export function chosenValue(write: AttributeWrite, choices: NamedValues, path: string): unknown {
  if (write.type !== "list") return choiceFor(write, choices, path);
  checkSize(write.value.length, path);
  return write.value.map((entry, index) => choiceFor(entry, choices, `${path}[${index}]`));
}

function choiceFor(write: AttributeWrite, choices: NamedValues, path: string): unknown {
  const name = writtenName(write);
  const names = `choose one of ${Object.keys(choices).join(", ")}`;
  if (name === null)
    throw new AttributeWriteError(`${path} is a choice and can't become ${spoken(write.type)}, ${spokenWrite(write)}; ${names}`);
  const chosen = Object.hasOwn(choices, name) ? choices[name] : undefined;
  if (chosen !== undefined) return chosen;
  throw new AttributeWriteError(`${path} has no choice ${spokenWrite({ type: "str", value: name })}; ${names}`);
}

function integerFor(write: AttributeWrite, path: string): number {
  if (write.type !== "int") throw typeError(path, "bigint", write.type);
  const value = Number(write.value);
  if (!Number.isSafeInteger(value)) throw new AttributeWriteError(`${path} can't hold ${write.value} exactly`);
  return value;
}

/** @throws AttributeWriteError where it is not. */
export function within<Value extends number | bigint>({ path, facts }: Slot, value: Value, unit = facts.options.display?.unit): Value {
  const { minimum = -Infinity, maximum = Infinity } = facts.options.display ?? {};
  if (value >= minimum && value <= maximum) return value;
  if (minimum === -Infinity && maximum === Infinity) return value;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  if (value < minimum) throw new AttributeWriteError(`${path} must be at least ${minimum}${suffix}, not ${value}`);
  if (value > maximum) throw new AttributeWriteError(`${path} must be at most ${maximum}${suffix}, not ${value}`);
  throw new AttributeWriteError(`${path} has a range, and ${value} is no number within it`);
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
