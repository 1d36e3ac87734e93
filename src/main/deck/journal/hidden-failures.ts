import { supervisor } from "#shared/primitives.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";
import { detailOfTask } from "./details.ts";
import { once, type NewEntry } from "./new-entry.ts";

/**
 * What was left out between two snapshots of a task that failed and was restarted faster than anyone can follow: told in one entry that counts, so that
 * counts and running times add up to those of the task.
 *
 * @param before - the last snapshot that was told
 * @returns the entries before that of the present state, and how often the present state itself is to be counted: a failure tells the hidden ones, too
 */
export function hiddenFailures(
  service: string,
  before: TaskSnapshot | undefined,
  task: TaskSnapshot,
): { entries: NewEntry[]; present: Pick<NewEntry, "at" | "until" | "count" | "runningSec"> } {
  const since = Date.parse(task.since);
  const present = { at: since, until: since, count: 1, runningSec: 0 };
  const hidden = task.sequence - (before?.sequence ?? 0) - 1;
  if (hidden <= 0) return { entries: [], present };

  const subject = { service, task: task.path, by: supervisor };
  const startedAt = Math.min(since, task.startedAt === null ? since : Date.parse(task.startedAt));
  const failures = task.failures - (before?.failures ?? 0);
  const ranSec = Math.max(0, task.runningSec - (before?.runningSec ?? 0));
  const running = (at: number): NewEntry => once(at, { ...subject, event: "running", detail: null });
  const entries: NewEntry[] = [];

  // From where on runs are hidden: the run that was told, or that which ended the wait that was told.
  let from = before === undefined ? startedAt : Math.min(since, Date.parse(before.since));
  if (before?.state === "restarting") {
    from = hidden === 1 ? startedAt : clamp(Date.parse(before.nextRestartAt), from, startedAt);
    entries.push(running(from));
    if (hidden === 1) return { entries, present };
  }
  if (task.state === "restarting" && failures > 1)
    return { entries, present: { at: from, until: since, count: failures, runningSec: ranSec } };

  const earlier = failures - ownFailures(task);
  // Runs and waits take turns. The last run, if it was hidden, is told for itself: it ended in another way.
  const lastRunHidden = task.state !== "running" && (before?.state === "restarting") === (hidden % 2 === 1);
  const until = lastRunHidden ? startedAt : since;
  const lastRunSec = lastRunHidden && task.endedAt !== null ? (Date.parse(task.endedAt) - startedAt) / 1000 : 0;
  if (earlier > 0) {
    const detail = task.lastError === null ? null : detailOfTask(restartingWith(task), undefined);
    const failed = { ...subject, event: "restarting", detail } as const;
    const runningSec = Math.max(0, ranSec - lastRunSec);
    // When a single failure happened follows from how long its run took.
    if (earlier === 1) entries.push(once(clamp(from + Math.round(runningSec * 1000), from, until), failed));
    else entries.push({ ...failed, at: Math.min(from, until), until, count: earlier, runningSec });
    if (lastRunHidden) entries.push(running(startedAt));
  }
  return { entries, present };
}

/** How many failures the present state itself stands for. */
function ownFailures(task: TaskSnapshot): number {
  switch (task.state) {
    case "failed":
    case "restarting":
      return 1;
    case "stopping":
      // The watchdog's failure is counted when it expires; the run is then asked to stop.
      return task.lastError !== null && task.lastError.at === task.since ? 1 : 0;
    default:
      return 0;
  }
}

function restartingWith(task: TaskSnapshot): TaskSnapshot {
  return { ...task, state: "restarting", nextRestartAt: task.since, restartDelaySec: 0 };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
