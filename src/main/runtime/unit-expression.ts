import { asDifference, type KnownUnit, type Prefix } from "./pint-units.ts";
import { unitNamed, UnknownUnitError } from "./unit-name.ts";
import { addPowers, readUnitText } from "./unit-text.ts";

/** One factor of a unit: `kΩ`, `s⁻²`. */
export interface UnitTerm {
  readonly prefix: Prefix;
  readonly unit: KnownUnit;
  /** Not 0. */
  readonly power: number;
}

/** A product of units in pint's order, none of them twice; empty for a pure number. */
export interface UnitExpression {
  readonly terms: readonly UnitTerm[];
  /** pint's short spelling: `kΩ`, `m/s²`, `°C`; empty for a pure number. */
  readonly short: string;
  /** pint's long spelling: `kiloohm`, `meter / second ** 2`, `degree_Celsius`; `dimensionless` for a pure number. */
  readonly long: string;
}

/** Powers from here to its inverse are written without an exponent of their own. */
const greatestPower = 1000;

/**
 * Reads a unit as pint does, short or long: `kΩ`, `kiloohm`, `m/s²`, `meter / second ** 2`, `kg·m²/s³`, `1/cm`, `V/Hz**(1/2)`.
 *
 * @throws UnknownUnitError that names what is not known.
 */
export function parseUnit(text: string): UnitExpression {
  const powers = readUnitText(text);
  const isOne = powers.size === 1 && [...powers.values()][0] === 1;
  const byName = new Map<string, UnitTerm>();
  for (const [spelling, power] of powers) {
    if (spelling === "dimensionless") continue;
    const { prefix, unit: named } = unitNamed(spelling);
    const unit = isOne ? named : asDifference(named);
    if (unit === null)
      throw new UnknownUnitError(`${JSON.stringify(text)} is no unit: ${named.symbol} can't be multiplied, so it stands alone`);
    const name = prefix.name + unit.name;
    byName.set(name, { prefix, unit, power: addPowers(byName.get(name)?.power ?? 0, power) });
  }
  const sorted = [...byName].filter(([, { power }]) => power !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const terms = sorted.map(([, term]) => term);
  for (const { power } of terms)
    if (!(Math.abs(power) <= greatestPower && Math.abs(power) >= 1 / greatestPower))
      throw new UnknownUnitError(`${JSON.stringify(text)} is no unit: it has a power of ${power}`);
  return { terms, short: format(terms, shortForm), long: terms.length === 0 ? "dimensionless" : format(terms, longForm) };
}

interface Form {
  times: string;
  per: string;
  name(term: UnitTerm): string;
  power(power: string): string;
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const shortForm: Form = {
  times: "·",
  per: "/",
  name: ({ prefix, unit }) => prefix.symbol + unit.symbol,
  power: (power) => power.replaceAll(/\d/g, (digit) => raised[Number(digit)] ?? "").replace(".", "⋅"),
};
const longForm: Form = {
  times: " * ",
  per: " / ",
  name: ({ prefix, unit }) => prefix.name + unit.name,
  power: (power) => ` ** ${power}`,
};

function format(terms: readonly UnitTerm[], form: Form): string {
  const write = (term: UnitTerm): string => {
    // As pint rounds it.
    const power = Number(Math.abs(term.power).toPrecision(6));
    return form.name(term) + (power === 1 ? "" : form.power(String(power)));
  };
  const above = terms.filter(({ power }) => power > 0).map(write);
  const below = terms.filter(({ power }) => power < 0).map(write);
  if (above.length === 0 && below.length > 0) above.push("1");
  return [above.join(form.times), ...below].join(form.per);
}
