import type { Disposable } from "#shared/disposable.ts";

/** Takes things as they come and hands them on together. */
export interface PacedQueue<T> extends Disposable {
  push(items: readonly T[]): void;
  /** Forgets what has not been handed on. */
  clear(): void;
}

/** However long something takes, what follows waits no longer; milliseconds. */
const longestRestMs = 250;

/**
 * Hands on at once, then rests for as long as that took with all that it led to: so however fast things come, half of the time is left for the person at
 * the window.
 */
export function createPacedQueue<T>(handOn: (items: T[]) => void): PacedQueue<T> {
  let waiting: T[] = [];
  let resting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    const items = waiting;
    waiting = [];
    resting = true;
    const begin = performance.now();
    // Whoever hears of it draws in a turn of the event loop that comes before this one.
    timer = setTimeout(() => {
      timer = setTimeout(wake, Math.min(longestRestMs, performance.now() - begin));
    });
    handOn(items);
  };
  const wake = (): void => {
    resting = false;
    if (waiting.length > 0) flush();
  };

  return {
    push(items) {
      waiting = waiting.concat(items);
      if (!resting) flush();
    },
    clear: () => void (waiting = []),
    dispose: () => clearTimeout(timer),
  };
}
