import { valuesByName } from "./choice.ts";
import { onceParametersAreKnown } from "./class-source.ts";
import { DefinitionError } from "./definition-error.ts";
import { namesOfEnum } from "./enum-names.ts";
import {
  setterKinds,
  stateKinds,
  valueKinds,
  withArguments,
  withOptionalArguments,
  withoutArguments,
  type MemberDecorator,
  type MethodContext,
  type SetterContext,
  type StateContext,
  type ValueContext,
} from "./member-decorator.ts";
import type { NamedValues } from "./member-options.ts";
import { parameterName } from "./method-signature.ts";
import { didYouMean, unknownOption } from "./nearest-name.ts";
import type { Quantity } from "./quantity.ts";
import { spokenValue } from "./spoken-value.ts";

// What they have in common: those that need no arguments are written with parentheses or without. They stand in any order, are
// inherited, and give way to what a subclass says at a member of the same name. Each throws a DefinitionError that names the member and what is allowed.

/** What is said of a list or dict holds for each entry. */
type AlsoEach<Value> = Value | readonly Value[] | Readonly<Record<string, Value>> | null | undefined;
type WholeNumber = AlsoEach<number | bigint>;
type Measured = AlsoEach<number | bigint | Quantity>;

/**
 * The attribute is an integer: it is served as pydase's `int`, and a write of anything else is refused.
 *
 * @example
 * `@integer shots = 100;`
 * @throws DefinitionError if it does not stand at an attribute, accessor, getter or setter.
 */
export function integer(): MemberDecorator<ValueContext<WholeNumber>>;
export function integer(value: unknown, context: ValueContext<WholeNumber>): void;
export function integer(...given: readonly unknown[]): MemberDecorator<ValueContext<WholeNumber>> | undefined {
  return withoutArguments({ example: "@integer", allowed: valueKinds }, given, { integer: true });
}

/**
 * The attribute can't be written from outside; the service itself writes it as before.
 *
 * @example
 * `@readonly temperature = 20.0;`
 * @throws DefinitionError if it does not stand at an attribute, accessor, getter or setter.
 */
export function readonly(): MemberDecorator<ValueContext<unknown>>;
export function readonly(value: unknown, context: ValueContext<unknown>): void;
export function readonly(...given: readonly unknown[]): MemberDecorator<ValueContext<unknown>> | undefined {
  return withoutArguments({ example: "@readonly", allowed: valueKinds }, given, { readonly: true });
}

/** What `@range` says besides the limits. */
export interface RangeOptions {
  /** How far one step of the control goes; more than 0, in the attribute's own unit. It does not bind what is written. */
  readonly step?: number | undefined;
}

/**
 * A write from outside must lie between these limits, which are allowed themselves; of a quantity they count in its own unit. What the service itself
 * writes is not checked. `-Infinity` and `Infinity` leave a side open.
 *
 * @example
 * `@range(0, 10, { step: 0.1 }) voltage = 0.0;`
 * @throws DefinitionError if the limits are no numbers, or the wrong way round, or the step is not more than 0.
 */
export function range(minimum: number, maximum: number, options: RangeOptions = {}): MemberDecorator<ValueContext<Measured>> {
  return withArguments({ example: "@range(0, 10)", allowed: valueKinds }, maximum, () => {
    const { step }: { step?: unknown } = options;
    const limits: readonly unknown[] = [minimum, maximum];
    const noNumber = limits.findIndex((limit) => typeof limit !== "number" || Number.isNaN(limit));
    if (noNumber !== -1) return `its limits must be numbers, not ${spokenValue(limits[noNumber])}`;
    if (!(minimum < maximum)) return `the minimum, ${minimum}, must be less than the maximum, ${maximum}`;
    if (step !== undefined && !isPositive(step)) return `"step" must be a number, more than 0, not ${spokenValue(step)}`;
    return {
      display: {
        ...(Number.isFinite(minimum) ? { minimum } : {}),
        ...(Number.isFinite(maximum) ? { maximum } : {}),
        ...(step === undefined ? {} : { step }),
      },
    };
  });
}

/**
 * The unit that the attribute is shown with; a text, never converted. A value that is to be converted is a {@link Quantity}.
 *
 * @example
 * `@unit("V") voltage = 0.0;`
 * @throws DefinitionError if it is no text, or empty.
 */
export function unit(text: string, ...rest: readonly never[]): MemberDecorator<ValueContext<unknown>> {
  return withArguments({ example: '@unit("V")', allowed: valueKinds }, rest[0], () =>
    isText(text) ? { display: { unit: text } } : `a text is needed, not ${spokenValue(text)}`,
  );
}

/**
 * What the member is called in the window, in place of its name.
 *
 * @example
 * `@label("Cathode voltage") cathodeVoltage = 0.0;`
 * @throws DefinitionError if it is no text, or empty.
 */
export function label(text: string, ...rest: readonly never[]): MemberDecorator<ValueContext<unknown> | MethodContext> {
  return withArguments({ example: '@label("Cathode voltage")', allowed: [...valueKinds, "method"] }, rest[0], () =>
    isText(text) ? { display: { label: text } } : `a text is needed, not ${spokenValue(text)}`,
  );
}

/**
 * What the member is, in a sentence or more; it is shown in place of the JSDoc comment above the member. At a nested service it takes the place of what is said of
 * its class.
 *
 * @example
 * `@description(`Voltage of channel ${channel}`) voltage = 0.0;`
 * @throws DefinitionError if it is no text, or empty.
 */
export function description(text: string, ...rest: readonly never[]): MemberDecorator<ValueContext<unknown> | MethodContext> {
  return withArguments({ example: '@description("Voltage of the cathode")', allowed: [...valueKinds, "method"] }, rest[0], () =>
    isText(text) ? { description: text } : `a text is needed, not ${spokenValue(text)}`,
  );
}

/**
 * Where the member stands among those of its service, in the window and in what `dasedeck check` prints: members with a smaller number come first, those without
 * come last, in order of declaration. Clients see the order of declaration, in which tasks start, too; tasks are listed by themselves.
 *
 * @example
 * `@displayOrder(1) voltage = 0.0;`
 * @param order - any number but NaN and the infinities; 0 and less, too.
 * @throws DefinitionError if it is no such number.
 */
export function displayOrder(order: number, ...rest: readonly never[]): MemberDecorator<ValueContext<unknown> | MethodContext> {
  return withArguments({ example: "@displayOrder(1)", allowed: [...valueKinds, "method"] }, rest[0], () =>
    Number.isFinite(order) ? { display: { displayOrder: order } } : `a number is needed, not ${spokenValue(order)}`,
  );
}

/**
 * The attribute holds one of the values of a TypeScript enum, or of an object of names and values, and is chosen by name. A list or dict holds such values.
 *
 * @example
 * `@choices(Mode) mode = Mode.Idle;`
 * @throws DefinitionError if it is no enum, has no names, or has two names for one value.
 */
export function choices<Enum extends object>(
  values: Enum,
  ...rest: readonly never[]
): MemberDecorator<ValueContext<AlsoEach<Enum[keyof Enum]>>> {
  return withArguments({ example: "@choices(Mode)", allowed: valueKinds }, rest[0], () => {
    const names = namesOfEnum(values);
    return typeof names === "string" ? names : { choices: names };
  });
}

/**
 * What the parameters of a method choose from: a caller gives a name, the method gets what it stands for, a value of the enum or of the `choice`. A parameter
 * that is not named here takes anything; of a list, each entry is chosen. JavaScript knows no types while it runs, so the parameter's type does not say it.
 *
 * @example
 * `@parameters({ mode: Mode }) select(mode: Mode, channel = 0) { … }`
 * @param choices - by name of parameter: a TypeScript enum, an object of names and values, or all values of a `choice`.
 * @throws DefinitionError if the method has no parameter of such a name, or there is nothing to choose from.
 */
export function parameters(choices: Readonly<Record<string, object>>, ...rest: readonly never[]): MemberDecorator<MethodContext> {
  return withArguments({ example: "@parameters({ mode: Mode })", allowed: ["method"] }, rest[0], (method) => {
    const given: unknown = choices;
    if (typeof given !== "object" || given === null || Array.isArray(given)) return `an object is needed, not ${spokenValue(given)}`;
    const named: Record<string, NamedValues> = {};
    for (const [name, values] of Object.entries(given as Readonly<Record<string, unknown>>)) {
      const names = valuesByName(values) ?? namesOfEnum(values);
      if (typeof names === "string") return `${name}: ${names}`;
      named[name] = names;
    }
    if (typeof method === "function") checkParameterNames(method as AnyMethod, Object.keys(named));
    return { parameters: Object.freeze(named) };
  });
}

type AnyMethod = (...args: unknown[]) => unknown;

/** A bundler may have renamed the parameters; how they are written is known only once the class is defined. */
function checkParameterNames(method: AnyMethod, names: readonly string[]): void {
  // Made here, since its stack tells where the decorator stands.
  const error = new DefinitionError(`Member ${method.name}: @parameters`);
  onceParametersAreKnown(method, (parameters) => {
    const problem = parameterProblem(parameters, names);
    if (problem === null) return;
    const message = `${error.message}: ${problem}`;
    if (error.stack !== undefined) error.stack = error.stack.replace(error.message, () => message);
    error.message = message;
    throw error;
  });
}

function parameterProblem(parameters: object, names: readonly string[]): string | null {
  const declared = Object.keys(parameters).map(parameterName);
  const unknown = names.find((name) => !declared.includes(name));
  if (unknown === undefined) return null;
  const all = declared.length === 0 ? "it takes none" : `it takes ${declared.join(", ")}`;
  return `the method has no parameter "${unknown}"${didYouMean(unknown, declared) || `; ${all}`}`;
}

/**
 * The method is shown as a button in the window. Every public method can be called from outside, also without this.
 *
 * @example
 * `@command async home() { … }`
 * @throws DefinitionError if it does not stand at a method.
 */
export function command(): MemberDecorator<MethodContext>;
export function command(value: unknown, context: MethodContext): void;
export function command(...given: readonly unknown[]): MemberDecorator<MethodContext> | undefined {
  return withoutArguments({ example: "@command", allowed: ["method"] }, given, { command: true });
}

/** What `@validateSet` may be told. */
export interface ValidateSetArguments {
  /** How long to wait until the value reads as it was written, in seconds; more than 0. Default `0.1`. */
  readonly timeoutSec?: number | undefined;
  /** How far the value read may be from the one written, 0 or more; `null`: not at all. Default `null`. */
  readonly precision?: number | null | undefined;
}

const validateSetArguments = ["timeoutSec", "precision"];

/**
 * After a write from outside the property is read again and again until it has the value that was written; a write that is not confirmed within the
 * time is answered with an error that tells the value that was read. As pydase's decorator of that name, but the service goes on meanwhile.
 *
 * @example
 * `@validateSet({ timeoutSec: 2, precision: 0.01 }) set voltage(value: number) { … }`
 * @throws DefinitionError if an option is unknown or out of range, or it does not stand at a setter or accessor.
 */
export function validateSet(options?: ValidateSetArguments): MemberDecorator<SetterContext<unknown>>;
export function validateSet(value: unknown, context: SetterContext<unknown>): void;
export function validateSet(...given: readonly unknown[]): MemberDecorator<SetterContext<unknown>> | undefined {
  return withOptionalArguments(given, validatingSet);
}

function validatingSet(given: unknown = {}): MemberDecorator<SetterContext<unknown>> {
  return withArguments({ example: "@validateSet({ timeoutSec: 1, precision: 0.01 })", allowed: setterKinds }, undefined, () => {
    if (typeof given !== "object" || given === null || Array.isArray(given))
      return `its options must be an object, not ${spokenValue(given)}`;
    const unknown = Object.keys(given).find((name) => !validateSetArguments.includes(name));
    if (unknown !== undefined) return unknownOption(unknown, validateSetArguments);
    const { timeoutSec = 0.1, precision = null } = given as ValidateSetArguments;
    if (!isPositive(timeoutSec)) return `"timeoutSec" must be a number of seconds, more than 0, not ${spokenValue(timeoutSec)}`;
    if (precision !== null && precision !== 0 && !isPositive(precision)) {
      return `"precision" must be a number, 0 or more, or null, not ${spokenValue(precision)}`;
    }
    return { validateSet: Object.freeze({ timeoutSec, precision }) };
  });
}

/**
 * The property is restored from the saved state when its service starts, by way of its setter; so is an attribute that is `@readonly`, or `readonly` in TypeScript. Other
 * attributes always are. A list or dict of plain values is given as a whole,
 * whatever the getter gives then; what is equal to it is not set.
 *
 * @example
 * `@loadState set voltage(value: number) { … }`
 * @throws DefinitionError if it does not stand at an attribute, setter or accessor.
 */
export function loadState(): MemberDecorator<StateContext>;
export function loadState(value: unknown, context: StateContext): void;
export function loadState(...given: readonly unknown[]): MemberDecorator<StateContext> | undefined {
  return withoutArguments({ example: "@loadState", allowed: stateKinds }, given, { loadState: true });
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}
