import type { SerializedMethod } from "#shared/serialized.ts";
import type { MethodArguments } from "#shared/service-channel.ts";
import { freeValue } from "./parse-write.ts";
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
  return method.call(bindArguments(method.path, method.signature.parameters, given));
}

/** The arguments by position, converted; a parameter that is left out before one that is given is `undefined`, which stands for its default. */
export function bindArguments(
  path: string,
  parameters: SerializedMethod["signature"]["parameters"],
  { args, kwargs = {} }: MethodArguments,
): unknown[] {
  const declared = Object.entries(parameters);
  const names = declared.map(([name]) => name);
  const takesMore = names.at(-1)?.startsWith("...") === true;
  const byPosition = takesMore ? names.length - 1 : names.length;
  if (args.length > byPosition && !takesMore)
    throw new MethodCallError(`${path} takes ${counted(names.length, "argument")}, not ${args.length}`);
  const bound = args.map((argument, index) => freeValue(argument, names[index] ?? `argument${index + 1}`));
  for (const [name, argument] of Object.entries(kwargs)) {
    const position = names.indexOf(name);
    if (position < 0) throw new MethodCallError(`${path} has no argument ${name}; it takes ${names.join(", ") || "none"}`);
    if (position < args.length) throw new MethodCallError(`${path} is given ${name} twice`);
    bound[position] = freeValue(argument, name);
  }
  const missing = declared.find(([, { optional }], index) => !optional && !(index in bound));
  if (missing !== undefined) throw new MethodCallError(`${path} needs the argument ${missing[0]}`);
  return Array.from(bound);
}

function counted(count: number, noun: string): string {
  if (count === 0) return `no ${noun}s`;
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
