import type { KnownUnit } from "./pint-units.ts";
import type { UnitExpression, UnitTerm } from "./unit-expression.ts";

/**
 * A magnitude in another unit, as pint gives it; `null` if the two units measure different things, as a temperature and a difference of temperatures do.
 *
 * @throws RangeError for the level of what is not more than 0.
 */
export function convertMagnitude(magnitude: number, from: UnitExpression, to: UnitExpression): number | null {
  if (from.long === to.long) return magnitude;
  const quotient = [...from.terms, ...inverse(to.terms)];
  if (!isPure(quotient)) return null;
  const [source, target] = [unitWithScale(from), unitWithScale(to)];
  if (source === null && target === null) return multiply(magnitude, quotient);
  if ((source !== null && hasDifference(to)) || (target !== null && hasDifference(from))) return null;
  const inBaseUnits = source === null ? multiply(magnitude, from.terms) : toBaseUnits(magnitude, source);
  return target === null ? multiply(inBaseUnits, inverse(to.terms)) : fromBaseUnits(inBaseUnits, target);
}

function inverse(terms: readonly UnitTerm[]): UnitTerm[] {
  return terms.map((term) => ({ ...term, power: -term.power }));
}

/** Whether all dimensions cancel. */
function isPure(terms: readonly UnitTerm[]): boolean {
  const powers = new Map<string, number>();
  for (const { unit, power } of terms) for (const [base, of] of unit.dimension) powers.set(base, (powers.get(base) ?? 0) + of * power);
  return [...powers.values()].every((power) => Math.abs(power) < 1e-9);
}

/** The unit if it is one with a zero of its own, or a level; such a unit stands alone. */
function unitWithScale({ terms: [term] }: UnitExpression): KnownUnit | null {
  return term === undefined || term.unit.scale.kind === "multiple" ? null : term.unit;
}

function hasDifference({ terms }: UnitExpression): boolean {
  return terms.some(({ unit }) => unit.name.startsWith("delta_"));
}

/** Powers of ten are summed up and numerators divided by denominators, so that what can be exact is. */
function multiply(magnitude: number, terms: readonly UnitTerm[]): number {
  let [exponent, above, below] = [0, 1, 1];
  const powers = new Map<KnownUnit, number>();
  for (const { prefix, unit, power } of terms) {
    exponent += prefix.exponent * power;
    above *= prefix.factor ** power;
    powers.set(unit, (powers.get(unit) ?? 0) + power);
  }
  for (const [{ factor }, power] of powers)
    if (power > 0) above *= factor ** power;
    else below *= factor ** -power;
  const product = (magnitude * above) / below;
  return exponent < 0 ? product / 10 ** -exponent : product * 10 ** exponent;
}

function toBaseUnits(magnitude: number, { factor, scale }: KnownUnit): number {
  switch (scale.kind) {
    case "multiple":
      return magnitude * factor;
    case "offset":
      return magnitude * factor + scale.zero;
    case "level":
      return factor * scale.base ** (magnitude / scale.factor);
  }
}

function fromBaseUnits(value: number, { symbol, factor, scale }: KnownUnit): number {
  switch (scale.kind) {
    case "multiple":
      return value / factor;
    case "offset":
      return (value - scale.zero) / factor;
    case "level":
      if (value <= 0) throw new RangeError(`Only what is more than 0 has a level in ${symbol}`);
      return (scale.factor * Math.log10(value / factor)) / Math.log10(scale.base);
  }
}
