import { namesOfEnum } from "./enum-names.ts";
import {
  markBare,
  setterKinds,
  valueKinds,
  withArguments,
  type MemberDecorator,
  type MethodContext,
  type SetterContext,
  type ValueContext,
} from "./member-decorator.ts";
import type { Quantity } from "./quantity.ts";

// What they have in common: those that take nothing are written without parentheses, those that take something with them. They stand in any order, are
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
export function integer(_value: unknown, context: ValueContext<WholeNumber>): void {
  markBare({ example: "@integer", allowed: valueKinds }, context, { integer: true });
}

/**
 * The attribute can't be written from outside; the service itself writes it as before.
 *
 * @example
 * `@readonly temperature = 20.0;`
 * @throws DefinitionError if it does not stand at an attribute, accessor, getter or setter.
 */
export function readonly(_value: unknown, context: ValueContext<unknown>): void {
  markBare({ example: "@readonly", allowed: valueKinds }, context, { readonly: true });
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
    if (noNumber !== -1) return `its limits must be numbers, not ${spoken(limits[noNumber])}`;
    if (!(minimum < maximum)) return `the minimum, ${minimum}, must be less than the maximum, ${maximum}`;
    if (step !== undefined && !isPositive(step)) return `"step" must be a number, more than 0, not ${spoken(step)}`;
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
    isText(text) ? { display: { unit: text } } : `a text is needed, not ${spoken(text)}`,
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
    isText(text) ? { display: { label: text } } : `a text is needed, not ${spoken(text)}`,
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
    isText(text) ? { description: text } : `a text is needed, not ${spoken(text)}`,
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
    Number.isFinite(order) ? { display: { displayOrder: order } } : `a number is needed, not ${spoken(order)}`,
  );
}

/**
 * The attribute holds one of the values of a TypeScript enum, or of an object of names and values, and is chosen by name.
 *
 * @example
 * `@choices(Mode) mode = Mode.Idle;`
 * @throws DefinitionError if it is no enum, has no names, or has two names for one value.
 */
export function choices<Enum extends object>(
  values: Enum,
  ...rest: readonly never[]
): MemberDecorator<ValueContext<Enum[keyof Enum] | null | undefined>> {
  return withArguments({ example: "@choices(Mode)", allowed: valueKinds }, rest[0], () => {
    const names = namesOfEnum(values);
    return typeof names === "string" ? names : { choices: names };
  });
}

/**
 * The method is shown as a button in the window. Every public method can be called from outside, also without this.
 *
 * @example
 * `@command async home() { … }`
 * @throws DefinitionError if it does not stand at a method.
 */
export function command(_value: unknown, context: MethodContext): void {
  markBare({ example: "@command", allowed: ["method"] }, context, { command: true });
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
export function validateSet(options: ValidateSetArguments = {}, ...rest: readonly never[]): MemberDecorator<SetterContext<unknown>> {
  return withArguments({ example: "@validateSet({ timeoutSec: 1, precision: 0.01 })", allowed: setterKinds }, rest[0], () => {
    const given: unknown = options;
    if (typeof given !== "object" || given === null || Array.isArray(given)) return `its options must be an object, not ${spoken(given)}`;
    const unknown = Object.keys(given).find((name) => !validateSetArguments.includes(name));
    if (unknown !== undefined) return `unknown option "${unknown}"; known: ${validateSetArguments.join(", ")}`;
    const { timeoutSec = 0.1, precision = null } = options;
    if (!isPositive(timeoutSec)) return `"timeoutSec" must be a number of seconds, more than 0, not ${spoken(timeoutSec)}`;
    if (precision !== null && precision !== 0 && !isPositive(precision)) {
      return `"precision" must be a number, 0 or more, or null, not ${spoken(precision)}`;
    }
    return { validateSet: Object.freeze({ timeoutSec, precision }) };
  });
}

/**
 * The property is restored from the saved state when its service starts, by way of its setter. Attributes always are.
 *
 * @example
 * `@loadState set voltage(value: number) { … }`
 * @throws DefinitionError if it does not stand at a setter or accessor.
 */
export function loadState(_value: unknown, context: SetterContext<unknown>): void {
  markBare({ example: "@loadState", allowed: setterKinds }, context, { loadState: true });
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

function spoken(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
