import { normalizeDigits, typedNumberProblem } from "./typed-number.ts";
import { fromJsonFloat, type JsonFloat } from "../serialized.ts";

/** A number for reading along: as it is where that is short, else six significant digits, so that its width stays while it changes. */
export function formatCompact(value: JsonFloat): string {
  const number = fromJsonFloat(value);
  const size = Math.abs(number);
  if (!Number.isFinite(number) || number === 0) return String(number);
  if (size >= 1e9 || size < 1e-4) return number.toExponential(5).replace(/\.?0+e/, "e");
  const exact = String(number);
  const rounded = size >= 1e6 ? String(Math.round(number)) : number.toPrecision(6);
  return exact.length < rounded.length ? exact : rounded;
}

/** A number with every digit that it has. */
export function formatExact(value: JsonFloat): string {
  return String(fromJsonFloat(value));
}

/**
 * Parses a number that a person typed: `1.5`, `1,5`, `−3`, `1_000`, `1e-3`, `nan`, `-inf`.
 *
 * @returns `null` where it is none, or may not be meant as it would be read; {@link typedNumberProblem} says why
 */
export function parseNumber(text: string): number | null {
  const trimmed = normalizeDigits(text);
  if (/^nan$/i.test(trimmed)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(trimmed);
  if (infinite !== null) return infinite[1] === "-" ? -Infinity : Infinity;
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null;
  return typedNumberProblem(trimmed) === null ? Number(trimmed.replace(",", ".")) : null;
}
