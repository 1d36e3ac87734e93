import type { AttributeWrite } from "#shared/serialized.ts";
import { floatIn, integerIn, isRecord, quantityIn, timeIn } from "../../wire/python-values.ts";
import { PythonError } from "./python-error.ts";

/** How deep a value may be: far deeper than anything that is served. */
const deepest = 64;
/** The longest part of a value that a refusal repeats. */
const longestQuoted = 80;

/**
 * What a client wants to write: of a serialised object of pydase the type and the value, which are all that a script has to give.
 *
 * @param given - anything; read by `parsePythonJson`, to which the bare words of Python and integers beyond 2^53 are text.
 * @throws PythonError that says what is wrong with it.
 */
export function decodeWrite(given: unknown, depth = 0): AttributeWrite {
  if (depth > deepest) throw new PythonError("ValueError", `A value may be at most ${deepest} levels deep`);
  if (!isRecord(given)) throw new PythonError("TypeError", `A serialised object { "type": …, "value": … } is needed, not ${quoted(given)}`);
  if (!Object.hasOwn(given, "type")) throw new PythonError("KeyError", "type");
  if (!Object.hasOwn(given, "value")) throw new PythonError("KeyError", "value");
  const { type, value } = given;
  switch (type) {
    case "float":
      return { type, value: floatIn(value) ?? fail(notOf(type, value)) };
    case "int":
      return { type, value: integerIn(value) ?? fail(notOf(type, value)) };
    case "bool":
      if (typeof value === "boolean") return { type, value };
      break;
    case "str":
      if (typeof value === "string") return { type, value };
      break;
    case "None":
    case "NoneType":
      if (value === null) return { type: "NoneType", value };
      break;
    case "datetime":
      return { type, value: timeIn(value) ?? fail(notOf(type, value)) };
    case "Quantity":
      return { type, value: quantityIn(value) ?? fail(notQuantity(value)) };
    case "Enum":
    case "ColouredEnum":
      if (typeof value === "string") return { type: "Enum", value };
      break;
    case "list":
      if (Array.isArray(value)) return { type, value: value.map((entry) => decodeWrite(entry, depth + 1)) };
      break;
    case "dict":
      if (isRecord(value)) return { type, value: entriesOf(value, depth) };
      break;
    default:
      throw new PythonError("TypeError", `Values of the type ${quoted(type)} can't be written`);
  }
  throw notOf(type, value);
}

/**
 * The arguments of a call by position.
 *
 * @param given - a serialised list; nothing, `null` or `{}` are none.
 */
export function decodeArguments(given: unknown): AttributeWrite[] {
  if (isNothing(given)) return [];
  const write = decodeWrite(given);
  if (write.type !== "list") throw new PythonError("TypeError", `args has to be a serialised list, not ${quoted(write.type)}`);
  return write.value;
}

/** The arguments of a call by name; `given` is a serialised dict. */
export function decodeKeywordArguments(given: unknown): Record<string, AttributeWrite> {
  if (isNothing(given)) return {};
  const write = decodeWrite(given);
  if (write.type !== "dict") throw new PythonError("TypeError", `kwargs has to be a serialised dict, not ${quoted(write.type)}`);
  return write.value;
}

function isNothing(given: unknown): boolean {
  return given === undefined || given === null || (isRecord(given) && Object.keys(given).length === 0);
}

function entriesOf(value: Readonly<Record<string, unknown>>, depth: number): Record<string, AttributeWrite> {
  // Entries, and not assignments: a key may be called `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, decodeWrite(entry, depth + 1)]));
}

function fail(error: PythonError): never {
  throw error;
}

function notQuantity(value: unknown): PythonError {
  return new PythonError("ValueError", `A Quantity is { "magnitude": …, "unit": … }, not ${quoted(value)}`);
}

function notOf(type: string, value: unknown): PythonError {
  return new PythonError("ValueError", `${quoted(value)} is no value of the type ${JSON.stringify(type)}`);
}

function quoted(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value);
  return text.length > longestQuoted ? `${text.slice(0, longestQuoted)}…` : text;
}
