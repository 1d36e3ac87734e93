import type { JsonInteger } from "../serialized.ts";
import { normalizeDigits } from "./typed-number.ts";

/** More digits than anyone types; a longer exponent would only cost time. */
const longestExponent = 1000;

/** The whole number that a person typed, exact however long; `1e6` is one too. `null` where it is none. */
export function parseInteger(text: string): bigint | null {
  const match = /^([+-]?)(\d{1,10000})(?:e\+?(\d{1,4}))?$/i.exec(normalizeDigits(text));
  if (match === null) return null;
  const [, sign, digits = "", exponent = "0"] = match;
  if (Number(exponent) > longestExponent) return null;
  const size = BigInt(digits) * 10n ** BigInt(exponent);
  return sign === "-" ? -size : size;
}

/** Every digit of an integer. */
export function formatInteger(value: JsonInteger): string {
  return String(value);
}
