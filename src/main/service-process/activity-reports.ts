import { performance } from "node:perf_hooks";
import { onActivity } from "#runtime/activity.ts";
import type { Activity } from "#shared/activity.ts";
import type { Disposable } from "#shared/disposable.ts";

const windowMs = 100;
/** So many reports in a window: a message costs some 20 µs, and thousands of tasks may wake up at a time. */
const maxPerWindow = 20;

/**
 * Tells the deck what begins to run, at once: a message that waits for the end of the turn would never leave a process that is blocked. Where too much begins, it says that
 * it no longer knows, and goes on in the next window.
 *
 * @param report - `null`: more began than is told
 */
export function reportActivities(report: (activity: Activity | null) => void): Disposable {
  let windowEndsAtMs = -Infinity;
  let count = 0;
  return onActivity((activity) => {
    const nowMs = performance.now();
    if (nowMs >= windowEndsAtMs) {
      windowEndsAtMs = nowMs + windowMs;
      count = 0;
    }
    count += 1;
    if (count < maxPerWindow) report({ kind: activity.kind, path: activity.path.slice(0, maxPathLength) });
    else if (count === maxPerWindow) report(null);
  });
}

const maxPathLength = 2000;
