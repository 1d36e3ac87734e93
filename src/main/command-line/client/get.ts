import type { SerializedObject } from "#shared/serialized.ts";
import { CommandError, exitCode } from "../exit-codes.ts";
import { isTerminal, note, printJson, printLines } from "../terminal/output.ts";
import { inOneLine, printable } from "../terminal/printable.ts";
import { attributesOf, findAttribute } from "./attribute.ts";
import type { ClientFlags } from "./client-options.ts";
import { withDeck } from "./connect.ts";
import { plainValue } from "./plain-value.ts";
import { findTarget, type Target } from "./target.ts";

/**
 * Prints the value of an attribute, or all of a service's.
 *
 * @returns the exit code
 * @throws CommandError where there is none, or its getter threw
 */
export function get(name: string, flags: ClientFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const target = findTarget(await client.snapshot(), name);
    const object = present(target, name);
    if (target.service.stale) note(`${target.service.id} is ${target.service.status.state}: this is what it was last`);
    printValue(object, name, flags.json);
    return exitCode.done;
  });
}

function present(target: Target, name: string): SerializedObject {
  if (target.path === "") return attributesOf(target);
  const { object } = findAttribute(target);
  if (object === null) throw new CommandError(`there is no ${name} yet; dasedeck set ${name} VALUE makes it`);
  return object;
}

/** @throws CommandError for what is no value */
export function printValue(object: SerializedObject, name: string, json: boolean): void {
  if (json) {
    printJson(object);
    return;
  }
  if (object.type === "Exception") throw new CommandError(`${name} can't be read: ${inOneLine(`${object.name}: ${object.value}`)}`);
  if (object.type === "method") throw new CommandError(`${name} is a method, and not a value`);
  const text = plainValue(object);
  // A script takes a text as it is; a terminal must not be ruled by it.
  printLines(isTerminal() ? text.split("\n").map(printable) : [text]);
}
