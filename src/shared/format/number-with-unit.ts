import { parseNumber } from "./number.ts";
import { normalizeDigits } from "./typed-number.ts";

/** A number and what was typed behind it. */
export interface NumberWithUnit {
  readonly number: number;
  /** Empty where none was typed. */
  readonly unit: string;
}

/** Reads `3`, `3 mV`, `3mV`, `-1,5e-3 m/s²`; `null` where no number comes first. */
export function parseNumberWithUnit(text: string): NumberWithUnit | null {
  const trimmed = normalizeDigits(text);
  const plain = parseNumber(trimmed);
  if (plain !== null) return { number: plain, unit: "" };
  // The exponent only where digits follow: `3 eV` and `3e` are units.
  const match = /^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?|nan|[+-]?inf(?:inity)?(?=\s))\s*(\D.*)$/iu.exec(trimmed);
  if (match === null) return null;
  const number = parseNumber(match[1] ?? "");
  const unit = (match[2] ?? "").trim();
  // `1.2.3`, `3-4` and `1 2` are mistakes, no units, and so is the exponent of a number that is too large, `1e400`; `3 1/s` is one.
  return number === null || /^([.,+-]|\d(?!\s*\/)|e[+-]?\d)/i.test(unit) ? null : { number, unit };
}
