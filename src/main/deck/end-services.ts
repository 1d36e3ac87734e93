import type { Clock } from "#runtime/clock.ts";
import { supervisor } from "#shared/primitives.ts";
import type { DeckService } from "./deck-service.ts";

/** How long all services together may take to stop when the deck ends, in seconds. */
const timeoutSec = 12;

/** Stops all services side by side; those that have not ended in time are killed. */
export async function endServices(services: readonly DeckService[], clock: Clock): Promise<void> {
  for (const service of services) service.command("stop", supervisor);
  const deadline = clock.setTimer(timeoutSec, () => {
    for (const service of services) service.command("forceStop", supervisor);
  });
  await Promise.all(services.map((service) => service.ended()));
  deadline.dispose();
}
