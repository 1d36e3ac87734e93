import { reportActivity } from "./activity.ts";
import { classOf } from "./class-of.ts";
import type { Clock } from "./clock.ts";
import type { DataService } from "./data-service.ts";
import { describeThrown } from "./error-report.ts";

/** The name of the method that a service is ended by. */
export const stopMethod = "onStop";

/** What a service that ends is called by, in this order; an author's class may have both. */
const hooks: readonly { readonly key: string | symbol; readonly label: string }[] = [
  { key: stopMethod, label: `${stopMethod}()` },
  { key: Symbol.asyncDispose, label: "[Symbol.asyncDispose]()" },
];

export interface TearDownOptions {
  readonly clock: Clock;
  /** How long all of them together may take, in seconds. */
  readonly timeoutSec: number;
  /** Told of each that failed or took too long; the others are called all the same. */
  readonly warn: (message: string) => void;
}

/**
 * Lets services clean up: calls `onStop()` and `[Symbol.asyncDispose]()` of each that has them, one after the other.
 *
 * @param services - in the order of their ends.
 * @returns when all have finished, or the time is over; never throws.
 */
export async function tearDown(services: readonly DataService[], { clock, timeoutSec, warn }: TearDownOptions): Promise<void> {
  let isOver = false;
  let current = "";
  const all = async (): Promise<void> => {
    for (const service of new Set(services)) {
      for (const { key, label } of hooks) {
        if (isOver) return;
        current = `${label} of ${classOf(service).name}`;
        try {
          const hook: unknown = Reflect.get(service, key);
          if (typeof hook !== "function") continue;
          reportActivity("hook", current);
          await Reflect.apply(hook, service, []);
        } catch (error) {
          const { name, message } = describeThrown(error);
          warn(`${current} failed: ${name}: ${message}`);
        }
      }
    }
  };
  let cancel = (): void => undefined;
  const timedOut = new Promise<void>((resolve) => {
    const timer = clock.setTimer(timeoutSec, () => {
      isOver = true;
      warn(`${current} has not finished within ${timeoutSec.toFixed(1)} s: the service ends without it`);
      resolve();
    });
    cancel = () => timer.dispose();
  });
  await Promise.race([all(), timedOut]);
  cancel();
}
