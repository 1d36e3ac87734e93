import type { ReadableStore } from "./value-store.ts";

/** A clock that tells the time every so often, with one timer for all who look at it and none while nobody does. */
function createTicker(intervalMs: number): ReadableStore<number> {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => {
    now = Date.now();
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => now,
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(tick, intervalMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** The time each second, for ages. */
export const everySecond = createTicker(1000);

/** The time each tenth of a second, for countdowns. */
export const everyTenth = createTicker(100);
