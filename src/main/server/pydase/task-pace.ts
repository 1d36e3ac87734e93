import type { DeckChange } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";

export type TaskChange = Extract<DeckChange, { kind: "taskChanged" }>;

/** Automatic transitions of one service are sent one by one up to this rate; milliseconds and transitions per window. */
export const windowMs = 100;
export const maxPerWindow = 200;

/**
 * Keeps a flood of failing tasks from flooding clients. Every transition passes at once and in order while there are few. Where tasks fail and restart faster than
 * {@link maxPerWindow}, only the newest such transition of each task is kept, and passes when there is room again: at most one waits per task. What somebody asked for,
 * and how a task ends, never waits.
 */
export class TaskPace implements Disposable {
  readonly #pass: (change: TaskChange) => void;
  /** By path; the one that has waited longest first. */
  readonly #waiting = new Map<string, TaskChange>();
  #passed = 0;
  #window: NodeJS.Timeout | null = null;

  /** @param pass - called with each change that clients are to be sent, in order for each task */
  constructor(pass: (change: TaskChange) => void) {
    this.#pass = pass;
  }

  push(change: TaskChange): void {
    const { path } = change.task;
    if (!isAutomatic(change.task)) {
      this.#release(path);
      this.#pass(change);
    } else if (this.#passed < maxPerWindow && !this.#waiting.has(path)) this.#count(change);
    else this.#waiting.set(path, change);
  }

  /** Passes all that waits: what comes next is about the whole service. */
  releaseAll(): void {
    for (const path of [...this.#waiting.keys()]) this.#release(path);
  }

  dispose(): void {
    if (this.#window !== null) clearTimeout(this.#window);
    this.#waiting.clear();
  }

  #release(path: string): void {
    const change = this.#waiting.get(path);
    if (change === undefined) return;
    this.#waiting.delete(path);
    this.#pass(change);
  }

  #count(change: TaskChange): void {
    this.#passed++;
    this.#window ??= setTimeout(() => this.#nextWindow(), windowMs);
    this.#pass(change);
  }

  #nextWindow(): void {
    this.#window = null;
    this.#passed = 0;
    for (const [path, change] of this.#waiting) {
      if (this.#passed >= maxPerWindow) break;
      this.#waiting.delete(path);
      this.#count(change);
    }
  }
}

/** Whether a task is in the supervisor's own round of failure and restart, which may go on without end. */
function isAutomatic(task: DeckTask): boolean {
  return task.state === "restarting" || (task.state === "running" && (task.restarts ?? 0) > 0);
}
