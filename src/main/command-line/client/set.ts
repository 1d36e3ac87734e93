import { objectAt } from "#shared/mirror-tree.ts";
import { exitCode, CommandError } from "../exit-codes.ts";
import { findAttribute, type AttributePlace } from "./attribute.ts";
import type { ClientFlags } from "./client-options.ts";
import { withDeck } from "./connect.ts";
import { printValue } from "./get.ts";
import { alike, parseValue } from "./parse-value.ts";
import { findTarget } from "./target.ts";
import { within } from "./within.ts";

export interface SetFlags extends ClientFlags {
  readonly timeout: number;
}

/**
 * Sets an attribute, waits until the service has taken the value, and prints what it is then.
 *
 * @returns the exit code
 * @throws CommandError with the service's reason where it refuses
 */
export function set(name: string, text: string, flags: SetFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const target = findTarget(await client.snapshot(), name);
    const { service, path } = target;
    if (path === "") throw new CommandError(`${name} is a service; name one of its attributes: ${name}.ATTRIBUTE`, exitCode.wrongUsage);
    const value = parseValue(text, templateOf(findAttribute(target)), name);
    const written = client.api.setAttribute({ service: service.id, path, value });
    await within(written, flags.timeout, () =>
      Promise.resolve(`${service.id} did not answer within ${flags.timeout} s; dasedeck status ${service.id} tells how it is`),
    );
    const after = (await client.snapshot()).services.find(({ id }) => id === service.id)?.attributes;
    const object = after && objectAt(after, path);
    if (object) printValue(object, name, flags.json);
    return exitCode.done;
  });
}

/** A new key of a dict becomes what the others are. */
function templateOf({ object, others }: AttributePlace): AttributePlace["object"] {
  return object ?? alike(others);
}
