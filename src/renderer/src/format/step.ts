import type { ValueDisplay } from "#shared/serialized.ts";
import { parseInteger } from "#shared/format/integer.ts";
import { parseNumber } from "#shared/format/number.ts";

type Limits = Pick<ValueDisplay, "minimum" | "maximum">;

/**
 * A number some steps further, not beyond its limits, without the digits that binary fractions add (0.1 + 0.2 is 0.3); `null` for a text that is no finite
 * number.
 */
export function stepNumber(text: string, steps: number, step: number, { minimum = -Infinity, maximum = Infinity }: Limits): string | null {
  const number = parseNumber(text);
  if (number === null || !Number.isFinite(number)) return null;
  const decimals = Math.max(decimalsOf(number), decimalsOf(step));
  const next = number + steps * step;
  const rounded = decimals <= 100 ? Number(next.toFixed(decimals)) : next;
  return String(Math.min(Math.max(rounded, minimum), maximum));
}

/** A whole number some steps further, exact however long; `null` for a text that is none. */
export function stepInteger(text: string, steps: number, step: number, { minimum = -Infinity, maximum = Infinity }: Limits): string | null {
  const number = parseInteger(text);
  if (number === null) return null;
  const next = number + BigInt(steps) * BigInt(Math.max(1, Math.round(step)));
  if (next < minimum) return String(BigInt(Math.ceil(minimum)));
  return String(next > maximum ? BigInt(Math.floor(maximum)) : next);
}

/** How many digits stand after the point. */
function decimalsOf(number: number): number {
  const [digits = "", exponent = "0"] = String(number).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
}
