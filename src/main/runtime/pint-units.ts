import * as registry from "./pint-registry.ts";

/** A unit of pint's registry, without a prefix. */
export interface KnownUnit {
  /** As pint writes it short: `V`, `Ω`, `°C`. */
  readonly symbol: string;
  /** As pint writes it long: `volt`, `ohm`, `degree_Celsius`. */
  readonly name: string;
  /** How many of the base units it is; of a level, what it is a level over. */
  readonly factor: number;
  /** The powers of the base units that it is made of: `L` 1 and `T` -1 for a knot; empty for a pure number. */
  readonly dimension: ReadonlyMap<string, number>;
  readonly scale: Scale;
}

/** How a value becomes one in base units: times the factor; counted from a zero in kelvin, as °C are; or as the logarithm of a ratio, as dBm are. */
export type Scale =
  | { readonly kind: "multiple" }
  | { readonly kind: "offset"; readonly zero: number }
  | { readonly kind: "level"; readonly base: number; readonly factor: number };

/** What multiplies a unit: a power of ten, or a factor where it is none, as in `Ki`. */
export interface Prefix {
  readonly symbol: string;
  readonly name: string;
  readonly exponent: number;
  readonly factor: number;
}

/** One way to read a name. */
export interface Reading {
  readonly prefix: Prefix;
  readonly unit: KnownUnit;
  readonly isPlural: boolean;
}

interface Registry {
  /** By spelling, in pint's order, in which the first that fits is taken; the first is none. */
  readonly prefixes: ReadonlyMap<string, Prefix>;
  /** By spelling. */
  readonly units: ReadonlyMap<string, KnownUnit>;
}

const noPrefix: Prefix = { symbol: "", name: "", exponent: 0, factor: 1 };
const multiple: Scale = { kind: "multiple" };
let made: Registry | null = null;

/** The tables are read when the first unit is: most services have none. */
export function pintUnits(): Registry {
  made ??= readRegistry();
  return made;
}

/**
 * The ways to read a name, short or long, with a prefix and in the plural or not; the first is pint's. A name that is a unit's own is never read as a prefix
 * and another unit: `hbar` is no hectobar.
 */
export function readingsOf(spelling: string): readonly Reading[] {
  const { prefixes, units } = pintUnits();
  const own = units.get(spelling);
  if (own !== undefined) return [{ prefix: noPrefix, unit: own, isPlural: false }];
  const readings = new Map<string, Reading>();
  for (const suffix of ["", "s"]) {
    if (!spelling.endsWith(suffix)) continue;
    const singular = spelling.slice(0, spelling.length - suffix.length);
    for (const [start, prefix] of prefixes) {
      const rest = singular.startsWith(start) ? singular.slice(start.length) : "";
      const unit = units.get(rest);
      // pint knows no plural of a single letter: `ms` are milliseconds.
      if (unit === undefined || (suffix !== "" && rest.length === 1)) continue;
      const name = prefix.name + unit.name;
      if (!readings.has(name)) readings.set(name, { prefix, unit, isPlural: suffix !== "" });
    }
  }
  return [...readings.values()];
}

/** What a unit counts in where it is one among several: of a difference in temperature the zero is of no interest; `null` if in nothing, as levels. */
export function asDifference(unit: KnownUnit): KnownUnit | null {
  return unit.scale.kind === "multiple" ? unit : (pintUnits().units.get(`delta_${unit.name}`) ?? null);
}

function readRegistry(): Registry {
  const scales = new Map<string, Scale>();
  for (const [name = "", zero] of rows(registry.offsets)) scales.set(name, { kind: "offset", zero: Number(zero) });
  for (const [name = "", base, factor] of rows(registry.levels))
    scales.set(name, { kind: "level", base: Number(base), factor: Number(factor) });

  const units = new Map<string, KnownUnit>();
  for (const [name = "", sign = "", factor, dimension = "", ...others] of rows(registry.units)) {
    const symbol = sign === "_" ? name : sign;
    const scale = scales.get(name) ?? multiple;
    const unit: KnownUnit = { symbol, name, factor: Number(factor), dimension: readDimension(dimension), scale };
    for (const spelling of [name, symbol, ...others]) units.set(spelling, unit);
  }

  const prefixes = new Map([["", noPrefix]]);
  for (const [name = "", sign = "", value = "", ...others] of rows(registry.prefixes)) {
    const symbol = sign === "_" ? name : sign;
    const power = value.startsWith("1e") ? value.slice(2) : null;
    const prefix: Prefix = { symbol, name, exponent: Number(power), factor: power === null ? Number(value) : 1 };
    for (const spelling of [name, symbol, ...others]) prefixes.set(spelling, prefix);
  }
  return { prefixes, units };
}

function rows(table: string): string[][] {
  return table.split("\n").map((row) => row.split(" "));
}

function readDimension(text: string): Map<string, number> {
  const powers = text.matchAll(/([A-ZΘ])(-?[\d.]+)?/g);
  return new Map(Array.from(powers, ([, base = "", power = "1"]) => [base, Number(power)]));
}
