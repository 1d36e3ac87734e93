import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { didYouMean } from "./nearest-name.ts";

type Given = Readonly<Record<string, string>>;

let given: Given = {};

/** Sets what {@link serviceParameters} gives, until what it returns is disposed of. */
export function setServiceParameters(parameters: Given): Disposable {
  const before = given;
  const own = { ...parameters };
  given = own;
  return toDisposable(() => {
    if (given === own) given = before;
  });
}

/** What a service expects of one parameter: its default, or, where there is none, `String`, `Number` or `Boolean`. */
export type ExpectedParameter = string | number | boolean | typeof String | typeof Number | typeof Boolean;

/** The value that a parameter has, by what is expected of it. */
export type ParameterValue<Expected extends ExpectedParameter> = Expected extends string | typeof String
  ? string
  : Expected extends number | typeof Number
    ? number
    : boolean;

/**
 * The parameters that this service was loaded with, as texts: those after `--param` on the command line, or those typed in *Load again as…*.
 *
 * @returns a frozen object without a prototype, so that only what was given is in it
 * @example
 * const { port = "/dev/ttyUSB0" } = serviceParameters();
 */
export function serviceParameters(): Readonly<Record<string, string | undefined>>;
/**
 * The same, checked and converted: each parameter has the type of its default. A parameter that is not named here is refused, so that a misspelt name does not go
 * unnoticed.
 *
 * @param expected - each parameter with its default. `String`, `Number` or `Boolean` in its place: the parameter has to be given. A number is written as in JavaScript
 * and is finite; a boolean is `true` or `false`.
 * @throws TypeError that names the parameter, and says what was given and what is expected; the service then does not load
 * @example
 * export default class Sensor extends DataService {
 *   readonly #settings = serviceParameters({ port: String, intervalSec: 0.5, simulate: false });
 * }
 */
export function serviceParameters<Expected extends Readonly<Record<string, ExpectedParameter>>>(
  expected: Expected,
): { readonly [Name in keyof Expected]: ParameterValue<Expected[Name]> };
export function serviceParameters(expected?: Readonly<Record<string, ExpectedParameter>>): object {
  if (expected === undefined) return frozen(Object.entries(given));
  const known = Object.keys(expected);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(expected, name)) continue;
    const all = known.length === 0 ? "it has none" : `known: ${known.join(", ")}`;
    throw new TypeError(`This service has no parameter "${name}"${didYouMean(name, known) || `; ${all}`}`);
  }
  return frozen(Object.entries(expected).map(([name, wanted]) => [name, parameterValue(name, wanted)]));
}

function frozen(entries: readonly (readonly [name: string, value: unknown])[]): object {
  return Object.freeze(Object.assign(Object.create(null) as object, Object.fromEntries(entries)));
}

function parameterValue(name: string, expected: ExpectedParameter): string | number | boolean {
  const text = Object.hasOwn(given, name) ? given[name] : undefined;
  if (text !== undefined) return convert(name, text, kindOf(expected));
  if (typeof expected !== "function") return expected;
  throw new TypeError(`This service needs the parameter "${name}": load it with --param ${name}=…, or with "Load again as…" in the app`);
}

type Kind = "string" | "number" | "boolean";

function kindOf(expected: ExpectedParameter): Kind {
  if (typeof expected !== "function") return typeof expected as Kind;
  return expected === String ? "string" : expected === Number ? "number" : "boolean";
}

function convert(name: string, text: string, kind: Kind): string | number | boolean {
  if (kind === "string") return text;
  if (kind === "boolean") {
    if (text === "true" || text === "false") return text === "true";
    throw new TypeError(`The parameter "${name}" must be true or false, not ${JSON.stringify(text)}`);
  }
  const number = text.trim() === "" ? NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new TypeError(`The parameter "${name}" must be a number, not ${JSON.stringify(text)}`);
}
