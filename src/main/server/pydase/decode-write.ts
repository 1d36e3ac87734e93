import type { AttributeWrite, JsonFloat, JsonInteger } from "#shared/serialized.ts";
import { PythonError } from "./python-error.ts";

/** How deep a value may be: far deeper than anything that is served. */
const deepest = 64;
const longestUnit = 200;
const mostDigits = 10_000;
/** The longest part of a value that a refusal repeats. */
const longestQuoted = 80;

const namedFloats = ["NaN", "Infinity", "-Infinity"] as const;

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
      return { type, value: floatOf(value) };
    case "int":
      return { type, value: integerOf(value) };
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
      return { type, value: timeOf(value) };
    case "Quantity":
      return { type, value: quantityOf(value) };
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

function floatOf(value: unknown): JsonFloat {
  if (typeof value === "number") return Number.isFinite(value) ? value : value > 0 ? "Infinity" : "-Infinity";
  const named = namedFloats.find((name) => name === value);
  if (named !== undefined) return named;
  // A large float without a fraction, as JavaScript writes it.
  if (isDigits(value) && Number.isFinite(Number(value))) return Number(value);
  throw notOf("float", value);
}

function integerOf(value: unknown): JsonInteger {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  if (isDigits(value)) return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value).toString();
  throw notOf("int", value);
}

function isDigits(value: unknown): value is string {
  return typeof value === "string" && value.length <= mostDigits + 1 && /^-?\d+$/.test(value);
}

function quantityOf(value: unknown): { magnitude: JsonFloat; unit: string } {
  const { magnitude, unit } = isRecord(value) ? value : {};
  if (typeof unit === "string" && unit.length <= longestUnit && magnitude !== undefined) return { magnitude: floatOf(magnitude), unit };
  throw new PythonError("ValueError", `A Quantity is { "magnitude": …, "unit": … }, not ${quoted(value)}`);
}

/** As Python's `isoformat` and `str` write it; a moment without a time zone is one of this computer's clock, as in Python. */
const pythonMoment = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?$/;

function timeOf(value: unknown): string {
  const [, date, time, fraction = "", zone = ""] = (typeof value === "string" ? pythonMoment.exec(value) : null) ?? [];
  if (date !== undefined && time !== undefined) {
    const moment = new Date(`${date}T${time}${fraction.slice(0, 4)}${zone}`);
    if (!Number.isNaN(moment.getTime())) return moment.toISOString();
  }
  throw notOf("datetime", value);
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
