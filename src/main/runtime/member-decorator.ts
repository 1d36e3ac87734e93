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

/** What a decorator is called and where it may stand. */
export interface DecoratorForm {
  /** How it is written: `@integer`, `@unit("V")`. */
  readonly example: string;
  readonly allowed: readonly MemberKind[];
}

/** A decorator in use; it changes nothing of the member. */
export type MemberDecorator<Context> = (value: unknown, context: Context) => void;

/**
 * A decorator that takes nothing, and is written without parentheses.
 *
 * @throws DefinitionError if it is written with them, or at what it can't mark.
 */
export function markBare(form: DecoratorForm, context: unknown, options: MemberOptions): void {
  if (!isDecoratorContext(context)) throw new DefinitionError(`Write ${form.example} without parentheses`);
  markMember(form, context, options);
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
