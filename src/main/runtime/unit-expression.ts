import { asDifference, findUnit, type KnownUnit, type Prefix } from "./pint-units.ts";

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

/** A text that is no unit. */
export class UnknownUnitError extends Error {
  override readonly name = "UnknownUnitError";
}

const longestUnit = 200;
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const token =
  /\s*(?:(?<name>[\p{L}°Δ%_℃℉][\p{L}\d°%_]*)|(?<number>[+-]?\d+(?:\.\d+)?)|(?<operator>\*\*|[*/^()·×⋅])|(?<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:⋅[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?))/uy;

type Token = { readonly kind: "name" | "number" | "operator" | "raised"; readonly text: string };

/**
 * Reads a unit as pint writes it, short or long: `kΩ`, `kiloohm`, `m/s²`, `meter / second ** 2`, `kg·m²/s³`, `1/cm`.
 *
 * @throws UnknownUnitError that names what is not known.
 */
export function parseUnit(text: string): UnitExpression {
  if (text.length > longestUnit) throw new UnknownUnitError(`A unit has at most ${longestUnit} characters, not ${text.length}`);
  const reader = new UnitReader(tokensOf(text), text);
  return toExpression(reader.readAll());
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  for (let place = 0; place < trimmed.length; place = token.lastIndex) {
    token.lastIndex = place;
    const found = Object.entries(token.exec(trimmed)?.groups ?? {}).find((group) => (group[1] as string | undefined) !== undefined);
    if (found === undefined)
      throw new UnknownUnitError(`${JSON.stringify(text)} is no unit: ${JSON.stringify(trimmed.slice(place).trim())} can't be read`);
    const [kind, found_] = found as [Token["kind"], string];
    tokens.push({ kind, text: found_ });
  }
  return tokens;
}

/** Reads `product := factor (("*" | "/" | nothing) factor)*`, `factor := (name | "1" | "(" product ")") power?`. */
class UnitReader {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #place = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  readAll(): UnitTerm[] {
    const terms = this.#tokens.length === 0 ? [] : this.#product();
    if (this.#place < this.#tokens.length) throw this.#unexpected();
    return terms;
  }

  #product(): UnitTerm[] {
    let terms = this.#factor();
    for (;;) {
      const next = this.#tokens[this.#place];
      if (next === undefined || next.text === ")") return terms;
      const divides = next.text === "/" || (next.kind === "name" && next.text === "per");
      if (divides || isTimes(next)) this.#place++;
      const factor = this.#factor();
      terms = [...terms, ...(divides ? raise(factor, -1) : factor)];
    }
  }

  #factor(): UnitTerm[] {
    const next = this.#tokens[this.#place++];
    if (next?.text === "(") {
      const inner = this.#product();
      if (this.#tokens[this.#place++]?.text !== ")") throw this.#unexpected();
      return raise(inner, this.#power());
    }
    if (next?.kind === "number" && Number(next.text) === 1) return raise([], this.#power());
    if (next?.kind !== "name") throw this.#unexpected();
    if (next.text === "dimensionless") return [];
    const found = findUnit(next.text);
    if (found === null) throw new UnknownUnitError(`${JSON.stringify(next.text)} is not a unit that is known`);
    return raise([{ ...found, power: 1 }], this.#power());
  }

  #power(): number {
    const next = this.#tokens[this.#place];
    if (next?.kind === "raised") {
      this.#place++;
      const digits = next.text.replace("⁻", "-").replace("⋅", ".");
      return Number(digits.replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(raised.indexOf(digit))));
    }
    if (next?.text !== "**" && next?.text !== "^") return 1;
    const power = this.#tokens[this.#place + 1];
    this.#place += 2;
    if (power?.kind !== "number") throw this.#unexpected();
    return Number(power.text);
  }

  #unexpected(): UnknownUnitError {
    return new UnknownUnitError(`${JSON.stringify(this.#text)} is no unit; it is written as in "m/s²" or "meter / second ** 2"`);
  }
}

function isTimes({ text }: Token): boolean {
  return ["*", "·", "×", "⋅"].includes(text);
}

function raise(terms: readonly UnitTerm[], by: number): UnitTerm[] {
  return terms.map((term) => ({ ...term, power: term.power * by }));
}

/** Equal units taken together and put into pint's order, that of their long names. */
function toExpression(terms: readonly UnitTerm[]): UnitExpression {
  const byName = new Map<string, UnitTerm>();
  const isOne = terms.length === 1 && terms[0]?.power === 1;
  for (const term of terms) {
    const unit = isOne ? term.unit : asDifference(term.unit);
    const name = term.prefix.name + unit.name;
    byName.set(name, { ...term, unit, power: (byName.get(name)?.power ?? 0) + term.power });
  }
  const sorted = [...byName].filter(([, { power }]) => power !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const all = sorted.map(([, term]) => term);
  return { terms: all, short: format(all, shortForm), long: all.length === 0 ? "dimensionless" : format(all, longForm) };
}

interface Form {
  times: string;
  per: string;
  name(term: UnitTerm): string;
  power(power: number): string;
}

const shortForm: Form = {
  times: "·",
  per: "/",
  name: ({ prefix, unit }) => prefix.symbol + unit.symbol,
  power: (power) =>
    powerText(power)
      .replaceAll(/\d/g, (digit) => raised[Number(digit)] ?? "")
      .replace(".", "⋅"),
};
const longForm: Form = {
  times: " * ",
  per: " / ",
  name: ({ prefix, unit }) => prefix.name + unit.name,
  power: (power) => ` ** ${powerText(power)}`,
};

function format(terms: readonly UnitTerm[], form: Form): string {
  const write = (term: UnitTerm): string => {
    const power = Math.abs(term.power);
    return form.name(term) + (power === 1 ? "" : form.power(power));
  };
  const above = terms.filter(({ power }) => power > 0).map(write);
  const below = terms.filter(({ power }) => power < 0).map(write);
  if (above.length === 0 && below.length > 0) above.push("1");
  return [above.join(form.times), ...below].join(form.per);
}

function powerText(power: number): string {
  return String(Number(power.toFixed(6)));
}
