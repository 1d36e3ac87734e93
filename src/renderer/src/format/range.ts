import type { ValueDisplay } from "#shared/serialized.ts";

type Limits = Pick<ValueDisplay, "minimum" | "maximum" | "unit">;

/** Between which limits a value may lie: `0 to 10 V`, `at least 0 V`; `null` where there are none. */
export function formatRange({ minimum, maximum, unit }: Limits): string | null {
  const suffix = unit === undefined ? "" : ` ${unit}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}${suffix}`;
  if (minimum !== undefined) return `at least ${minimum}${suffix}`;
  return maximum === undefined ? null : `at most ${maximum}${suffix}`;
}

/** Why a number can't be taken; `null` if it can. */
export function outOfRange(value: number | bigint, { minimum, maximum, unit }: Limits): string | null {
  const suffix = unit === undefined ? "" : ` ${unit}`;
  if (minimum === undefined && maximum === undefined) return null;
  if (Number.isNaN(value)) return "A number within the range is needed";
  if (minimum !== undefined && value < minimum) return `At least ${minimum}${suffix} is needed, not ${value}`;
  if (maximum !== undefined && value > maximum) return `At most ${maximum}${suffix} is allowed, not ${value}`;
  return null;
}
