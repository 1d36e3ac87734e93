import type { JsonFloat, JsonInteger, JsonQuantity } from "#shared/serialized.ts";

/**
 * Values as they stand in pydase's JSON, read by `parsePythonJson`, to which the bare words of Python and integers beyond 2^53 are text. Each of these functions gives
 * `undefined` for what is no such value.
 */

const longestUnit = 200;
const mostDigits = 10_000;
const namedFloats = ["NaN", "Infinity", "-Infinity"] as const;

export function floatIn(value: unknown): JsonFloat | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : value > 0 ? "Infinity" : "-Infinity";
  const named = namedFloats.find((name) => name === value);
  if (named !== undefined) return named;
  // A large float without a fraction, as JavaScript writes it.
  return isDigits(value) && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

export function integerIn(value: unknown): JsonInteger | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  if (!isDigits(value)) return undefined;
  if (Number.isSafeInteger(Number(value))) return Number(value);
  // As text: making a BigInt of ten thousand digits takes a millisecond, and a message has room for hundreds of them.
  return value.replace(/^(-?)0+/, "$1");
}

export function quantityIn(value: unknown): JsonQuantity | undefined {
  const { magnitude, unit } = isRecord(value) ? value : {};
  const float = floatIn(magnitude);
  return typeof unit === "string" && unit.length <= longestUnit && float !== undefined ? { magnitude: float, unit } : undefined;
}

/** As Python's `isoformat` and `str` write it; a moment without a time zone is one of this computer's clock, as in Python. */
const pythonMoment = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?$/;

/** @returns the moment in UTC, ISO 8601. */
export function timeIn(value: unknown): string | undefined {
  const [, date, time, fraction = "", zone = ""] = (typeof value === "string" ? pythonMoment.exec(value) : null) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const moment = new Date(`${date}T${time}${fraction.slice(0, 4)}${zone}`);
  const text = Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
  // A year beyond the four digits, to which a time zone can lead, is none to others.
  return /^\d{4}-/.test(text) ? text : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDigits(value: unknown): value is string {
  return typeof value === "string" && value.length <= mostDigits + 1 && /^-?\d+$/.test(value);
}
