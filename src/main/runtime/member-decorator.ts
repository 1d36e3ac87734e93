import "./symbol-metadata.ts";
import { classOf } from "./class-of.ts";
import { DataService } from "./data-service.ts";
import { DefinitionError } from "./definition-error.ts";
import { addMemberOptions, type MemberOptions } from "./member-options.ts";

/** Where a decorator of a value may stand: an attribute (`x = 1`), an `accessor`, a getter or a setter. */
export type ValueContext<Value> =
  ClassFieldDecoratorContext<DataService, Value> | ClassGetterDecoratorContext<DataService, Value> | SetterContext<Value>;

/** Where a decorator of a property that can be set may stand. */
export type SetterContext<Value> = ClassAccessorDecoratorContext<DataService, Value> | ClassSetterDecoratorContext<DataService, Value>;

/** Where it may be said that a value is restored. */
export type StateContext = SetterContext<unknown> | ClassFieldDecoratorContext<DataService>;

/** A method of any parameters. */
export type MethodContext = ClassMethodDecoratorContext<DataService>;

type MemberContext = ValueContext<never> | MethodContext;
type MemberKind = MemberContext["kind"];

const spokenKinds: Readonly<Record<MemberKind, string>> = {
  field: "an attribute",
  accessor: "an accessor",
  getter: "a getter",
  setter: "a setter",
  method: "a method",
};
export const valueKinds = ["field", "accessor", "getter", "setter"] as const;
export const setterKinds = ["setter", "accessor"] as const;
export const stateKinds = ["setter", "accessor", "field"] as const;

/** What a decorator is called and where it may stand. */
export interface DecoratorForm {
  /** How it is written: `@integer`, `@unit("V")`. */
  readonly example: string;
  readonly allowed: readonly MemberKind[];
}

/** A decorator in use; it changes nothing of the member. */
export type MemberDecorator<Context> = (value: unknown, context: Context) => void;

/**
 * A decorator that takes no arguments, written with parentheses or without.
 *
 * @param given - what it is called with: nothing where it is written with parentheses, else what the language hands to a decorator.
 * @returns the decorator itself where it is written with parentheses.
 * @throws DefinitionError if it is given arguments, or stands at what it can't mark.
 */
export function withoutArguments<Context>(
  form: DecoratorForm,
  given: readonly unknown[],
  options: MemberOptions,
): MemberDecorator<Context> | undefined {
  const mark = (_value: unknown, context: unknown): void => {
    if (!isDecoratorContext(context)) throw new DefinitionError(`Write ${form.example} right before a member`);
    markMember(form, context, options);
  };
  if (given.length === 0) return mark;
  checkNotLegacy(form, given);
  if (!isDecoratorContext(given[1]))
    throw new DefinitionError(`${form.example} takes no arguments; write ${form.example} or ${form.example}()`);
  mark(given[0], given[1]);
  return undefined;
}

/**
 * A decorator all of whose arguments may be left out, together with its parentheses.
 *
 * @param given - what it is called with.
 * @param decorator - makes the decorator of its arguments.
 */
export function withOptionalArguments<Context>(
  given: readonly unknown[],
  decorator: (...args: readonly unknown[]) => MemberDecorator<Context>,
): MemberDecorator<Context> | undefined {
  const [value, context] = given;
  if (!isDecoratorContext(context)) return decorator(...given);
  decorator()(value, context as Context);
  return undefined;
}

/** TypeScript's older decorators are called with the class's prototype, the member's name and its descriptor. */
function checkNotLegacy(form: DecoratorForm, [, name]: readonly unknown[]): void {
  if (typeof name !== "string" && typeof name !== "symbol") return;
  throw new DefinitionError(
    `Member ${String(name)}: ${nameOf(form)} is a standard decorator; switch "experimentalDecorators" off in tsconfig.json`,
  );
}

/**
 * A decorator that takes something, and is written with parentheses.
 *
 * @param second - its second argument: in a use without parentheses, what the language hands to a decorator.
 * @param toOptions - what its arguments say of what is marked, or what is wrong with them.
 * @throws DefinitionError if it is written without parentheses, or, when it is used, with wrong arguments or at what it can't mark.
 */
export function withArguments<Context>(
  form: DecoratorForm,
  second: unknown,
  toOptions: (marked: unknown) => MemberOptions | string,
): MemberDecorator<Context> {
  const { example } = form;
  if (isDecoratorContext(second)) {
    throw new DefinitionError(`Member ${String(second.name)}: ${nameOf(form)} takes something; write it as in ${example}`);
  }
  return (value, context) => {
    if (!isDecoratorContext(context)) throw new DefinitionError(`Write ${example} right before a member`);
    const options = toOptions(value);
    if (typeof options === "string") throw new DefinitionError(`Member ${String(context.name)}: ${nameOf(form)}: ${options}`);
    markMember(form, context, options);
  };
}

function markMember(form: DecoratorForm, context: DecoratorContext, options: MemberOptions): void {
  const name = String(context.name);
  const place = misplaced(context, form.allowed);
  if (place !== null) {
    const kinds = new Intl.ListFormat("en", { type: "disjunction" }).format(form.allowed.map((kind) => spokenKinds[kind]));
    throw new DefinitionError(`Member ${name}: ${nameOf(form)} belongs on ${kinds} of an instance that is public, not on ${place}`);
  }
  addMemberOptions(context.metadata, name, options);
  context.addInitializer(function (this: unknown) {
    if (this instanceof DataService) return;
    const owner = typeof this === "object" && this !== null ? classOf(this).name : String(this);
    throw new DefinitionError(`Member ${owner}.${name}: ${nameOf(form)} works in classes that extend DataService, and ${owner} does not`);
  });
}

function misplaced(context: DecoratorContext, allowed: readonly string[]): string | null {
  if (context.kind === "class") return "a class";
  if (context.static) return `a static ${context.kind}`;
  if (typeof context.name === "symbol") return `a ${context.kind} that is named by a symbol`;
  if (context.private || context.name.startsWith("_")) return `a private ${context.kind}`;
  return allowed.includes(context.kind) ? null : spokenKinds[context.kind];
}

function nameOf({ example }: DecoratorForm): string {
  return example.replace(/\(.*/s, "");
}

/** Whether this is what the language itself hands to a decorator. */
function isDecoratorContext(value: unknown): value is DecoratorContext {
  return typeof value === "object" && value !== null && "kind" in value && "addInitializer" in value;
}
