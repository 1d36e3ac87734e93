import { UnknownUnitError } from "./unit-name.ts";

const longestUnit = 200;

type Token = { readonly kind: "name" | "number" | "operator" | "raised"; readonly text: string };
const token =
  /\s*(?:(?<name>[\p{L}_][\p{L}\p{M}\d_∞]*|[%‰])|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<operator>\*\*|[*/^()·×⋅+-])|(?<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:⋅[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?))/uy;

/** What pint, too, takes for something else before it reads a unit. */
const replaced: readonly (readonly [written: RegExp, meant: string])[] = [
  [/℃/g, "degC"],
  [/℉/g, "degF"],
  [/°/g, "degree"],
  [/\b(?:square|sq)\s+([a-z_]\w*)/gi, "$1**2"],
  [/\bcubic\s+([a-z_]\w*)/gi, "$1**3"],
  [/\s+squared\b/g, "**2"],
  [/\s+cubed\b/g, "**3"],
];

/** A product of powers of names, and a factor. */
interface Product {
  readonly factor: number;
  readonly powers: ReadonlyMap<string, number>;
}

/**
 * The names in a unit's text and their powers, as they stand there; names that cancel are left out.
 *
 * @throws UnknownUnitError if it can't be read, or has a factor.
 */
export function readUnitText(text: string): ReadonlyMap<string, number> {
  if (text.length > longestUnit) throw new UnknownUnitError(`A unit has at most ${longestUnit} characters, not ${text.length}`);
  const { factor, powers } = new UnitReader(tokensOf(text), text).readAll();
  // A little less than 1 is 1: 10 * 0.1.
  if (!(Math.abs(factor - 1) < 1e-12)) throw new UnknownUnitError(`${JSON.stringify(text)} is no unit: it has a factor, ${factor}`);
  return powers;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = replaced.reduce((read, [written, meant]) => read.replaceAll(written, meant), text).trimEnd();
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

function numberOf(raised: string): number {
  const digits = raised.replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)));
  return Number(digits.replace("⁻", "-").replace("⋅", "."));
}

/**
 * Reads `product := signed (("*" | "/" | "per" | nothing) signed)*`, `signed := ("+" | "-") signed | power`, `power := primary ("**" signed | raised)?`,
 * `primary := name | number | "(" product ")"`.
 */
class UnitReader {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #place = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  readAll(): Product {
    const product = this.#tokens.length === 0 ? pure(1) : this.#product();
    if (this.#place < this.#tokens.length) throw this.#unexpected();
    return product;
  }

  #product(): Product {
    let product = this.#signed();
    for (;;) {
      const next = this.#tokens[this.#place];
      if (next === undefined || next.text === ")") return product;
      const divides = next.text === "/" || next.text === "per";
      if (divides || ["*", "·", "×", "⋅"].includes(next.text)) this.#place++;
      else if (next.kind === "operator" && next.text !== "(") throw this.#unexpected();
      const factor = this.#signed();
      product = times(product, divides ? raise(factor, -1) : factor);
    }
  }

  #signed(): Product {
    const sign = this.#tokens[this.#place]?.text;
    if (sign !== "+" && sign !== "-") return this.#power();
    this.#place++;
    return times(pure(sign === "-" ? -1 : 1), this.#signed());
  }

  #power(): Product {
    const base = this.#primary();
    const next = this.#tokens[this.#place];
    if (next?.kind === "raised") {
      this.#place++;
      // pint reads `s⁻¹**2` as s**((-1)**2), and nobody means that.
      if (isPower(this.#tokens[this.#place])) throw this.#unexpected();
      return raise(base, numberOf(next.text));
    }
    if (!isPower(next)) return base;
    this.#place++;
    const { factor, powers } = this.#signed();
    if (powers.size > 0) throw this.#unexpected();
    return raise(base, factor);
  }

  #primary(): Product {
    const next = this.#tokens[this.#place++];
    if (next?.text === "(") {
      const inner = this.#product();
      if (this.#tokens[this.#place++]?.text !== ")") throw this.#unexpected();
      return inner;
    }
    if (next?.kind === "number") return pure(Number(next.text));
    if (next?.kind !== "name") throw this.#unexpected();
    return { factor: 1, powers: new Map([[next.text, 1]]) };
  }

  #unexpected(): UnknownUnitError {
    return new UnknownUnitError(`${JSON.stringify(this.#text)} is no unit; it is written as in "m/s²" or "meter / second ** 2"`);
  }
}

function isPower(next: Token | undefined): boolean {
  return next?.kind === "raised" || next?.text === "**" || next?.text === "^";
}

function pure(factor: number): Product {
  return { factor, powers: new Map() };
}

function times(a: Product, b: Product): Product {
  const powers = new Map(a.powers);
  for (const [name, power] of b.powers) {
    const sum = addPowers(powers.get(name) ?? 0, power);
    if (sum === 0) powers.delete(name);
    else powers.set(name, sum);
  }
  return { factor: a.factor * b.factor, powers };
}

/** Powers that cancel do so without a remainder: 0.1 + 0.2 - 0.3. */
export function addPowers(a: number, b: number): number {
  return Math.abs(a + b) < 1e-12 * Math.abs(a) ? 0 : a + b;
}

function raise({ factor, powers }: Product, by: number): Product {
  return { factor: factor ** by, powers: new Map([...powers].filter(() => by !== 0).map(([name, power]) => [name, power * by])) };
}
