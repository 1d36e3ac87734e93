import { objectAt } from "#shared/mirror-tree.ts";
import { CommandError, exitCode } from "../exit-codes.ts";
import { withDeck } from "./connect.ts";
import { printValue } from "./get.ts";
import type { SetFlags } from "./set.ts";
import { findTarget } from "./target.ts";
import { within } from "./within.ts";

/**
 * Puts an attribute back to its class's default, waits until the service has taken it, and prints what it is then.
 *
 * @returns the exit code
 * @throws CommandError with the service's reason where it refuses
 */
export function reset(name: string, flags: SetFlags): Promise<number> {
  return withDeck(flags, async (client) => {
    const { service, path } = findTarget(await client.snapshot(), name);
    if (path === "") throw new CommandError(`${name} is a service; name one of its attributes: ${name}.ATTRIBUTE`, exitCode.wrongUsage);
    await within(client.api.resetAttribute({ service: service.id, path }), flags.timeout, () =>
      Promise.resolve(`${service.id} did not answer within ${flags.timeout} s; dasedeck status ${service.id} tells how it is`),
    );
    const after = (await client.snapshot()).services.find(({ id }) => id === service.id)?.attributes;
    const object = after && objectAt(after, path);
    if (object) printValue(object, name, flags.json);
    return exitCode.done;
  });
}
