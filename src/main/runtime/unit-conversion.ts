import { create, UnitDependencies, type Unit as MathUnit } from "mathjs";
import type { UnitExpression, UnitTerm } from "./unit-expression.ts";

/**
 * A magnitude in another unit; `null` if the two units measure different things.
 *
 * @param from - the unit of `magnitude`; units with a zero of their own (`°C`) keep it, also towards kelvin.
 */
export function convertMagnitude(magnitude: number, from: UnitExpression, to: UnitExpression): number | null {
  if (from.short === to.short) return magnitude;
  // Units that differ in their prefixes only need no library, and stay exact.
  if (withoutPrefixes(from) === withoutPrefixes(to)) return scale(magnitude, exponentOf(from) - exponentOf(to));
  const [source, target] = [productOf(from), productOf(to)];
  if (source === null || target === null) return null;
  const converted = convertProduct(scale(magnitude * factorOf(from), exponentOf(from)), source, target);
  return converted === null ? null : scale(converted / factorOf(to), -exponentOf(to));
}

function withoutPrefixes({ terms }: UnitExpression): string {
  const powers = new Map<string, number>();
  for (const { unit, power } of terms) powers.set(unit.name, (powers.get(unit.name) ?? 0) + power);
  return JSON.stringify([...powers].filter(([, power]) => power !== 0).toSorted());
}

/** Divides by a power of ten rather than multiplying by its inverse, which is not exact. */
function scale(value: number, exponent: number): number {
  return exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
}

function exponentOf({ terms }: UnitExpression): number {
  return terms.reduce((sum, { prefix, power }) => sum + prefix.exponent * power, 0);
}

function factorOf({ terms }: UnitExpression): number {
  return terms.reduce((product, { unit, power }) => product * unit.factor ** power, 1);
}

/** The unit in mathjs's own; `null` if a part of it can be converted to nothing. */
function productOf({ terms }: UnitExpression): string | null {
  const factors = terms.map(({ unit, power }: UnitTerm) => unit.of?.map((part) => `${part.name}^${part.power * power}`));
  if (factors.includes(undefined)) return null;
  return factors
    .flat()
    .join(" * ")
    .replace(/^(deg[CF])\^1$/, "$1");
}

/** A pure number has no unit that mathjs could read. */
const pureNumber = "m^1 * m^-1";

function convertProduct(magnitude: number, from: string, to: string): number | null {
  const Unit = mathUnit();
  const value = new Unit(magnitude, from || pureNumber);
  if (!value.equalBase(Unit.parse(to || pureNumber))) return null;
  return value.toNumber(to || pureNumber);
}

interface UnitClass {
  new (value: number, unit: string): MathUnit;
  parse(unit: string): MathUnit;
}

let made: UnitClass | null = null;

/** mathjs's units are made when first needed: they take 25 MB and 60 ms, and most services convert nothing. */
function mathUnit(): UnitClass {
  made ??= (create({ UnitDependencies: UnitDependencies ?? {} }) as unknown as { Unit: UnitClass }).Unit;
  return made;
}
