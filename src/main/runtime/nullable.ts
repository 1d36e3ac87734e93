import { valueKinds, withoutArguments, type ValueContext } from "./member-decorator.ts";

/** Refuses a member whose type has no `null`. */
type MayBeNull<Value> = null extends Value ? unknown : { "The type of a @nullable member must include null": never };

/**
 * The attribute may be set to empty from outside: `null`, in Python `None`. What it takes otherwise is what fits the last value that was not `null`, so give it a
 * default: without one it takes anything until it has had a value. What `@range`, `@integer` and `@choices` say holds for values that are not `null`. An attribute that has been
 * `null` may always become so again, also without this. Of a list or dict it means the whole, not its entries.
 *
 * @example
 * `@nullable @unit("V") limit: number | null = 10;`
 * @throws DefinitionError if it does not stand at an attribute, accessor, getter or setter.
 */
export function nullable(): <Value>(value: unknown, context: ValueContext<Value> & MayBeNull<Value>) => void;
export function nullable<Value>(value: unknown, context: ValueContext<Value> & MayBeNull<Value>): void;
export function nullable(...given: readonly unknown[]): unknown {
  return withoutArguments({ example: "@nullable", allowed: valueKinds }, given, { display: { nullable: {} } });
}
