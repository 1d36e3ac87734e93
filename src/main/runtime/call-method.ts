import type { AttributeWrite } from "#shared/serialized.ts";
import type { MethodArguments } from "#shared/service-channel.ts";
import { parameterName } from "./method-signature.ts";
import { chosenValue, freeValue } from "./parse-write.ts";
import type { ServedMethod } from "./served-method.ts";

/** Arguments of a call that don't fit the method; it was not called. */
export class MethodCallError extends Error {
  override readonly name = "MethodCallError";
}

/**
 * Calls a method with arguments from outside.
 *
 * @returns what the method gave, or the promise of it.
 * @throws MethodCallError if the arguments don't fit; whatever the method throws.
 */
export function callWith(method: ServedMethod, given: MethodArguments): unknown {
  return method.call(bindArguments(method, given));
}

/** The arguments by position, converted; a parameter that is left out before one that is given is `undefined`, which stands for its default. */
function bindArguments(method: ServedMethod, { args, kwargs = {} }: MethodArguments): unknown[] {
  const { path } = method;
  const declared = Object.entries(method.signature.parameters);
  const names = declared.map(([name]) => name);
  const takesMore = names.at(-1)?.startsWith("...") === true;
  const byPosition = takesMore ? names.length - 1 : names.length;
  if (args.length > byPosition && !takesMore)
    throw new MethodCallError(`${path} takes ${counted(names.length, "argument")}, not ${args.length}`);
  const valueOf = (argument: AttributeWrite, name: string): unknown => {
    const values = method.choicesOf(parameterName(name));
    return values === null ? freeValue(argument, name) : chosenValue(argument, values, name);
  };
  const bound = args.map((argument, index) => valueOf(argument, names[Math.min(index, names.length - 1)] ?? ""));
  for (const [name, argument] of Object.entries(kwargs)) {
    const position = names.indexOf(name);
    if (position < 0) throw new MethodCallError(`${path} has no argument ${name}; it takes ${names.join(", ") || "none"}`);
    if (position < args.length) throw new MethodCallError(`${path} is given ${name} twice`);
    bound[position] = valueOf(argument, name);
  }
  const missing = declared.find(([, { optional }], index) => !optional && !(index in bound));
  if (missing !== undefined) throw new MethodCallError(`${path} needs the argument ${missing[0]}`);
  return Array.from(bound);
}

function counted(count: number, noun: string): string {
  if (count === 0) return `no ${noun}s`;
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
