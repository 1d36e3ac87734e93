import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as eventLoopTurn, setTimeout as delay } from "node:timers/promises";
import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { systemClock, type Clock } from "./clock.ts";
import { TaskCancelled } from "./task-errors.ts";
import { Watchdog } from "./watchdog.ts";

/** The run that the calling code belongs to. */
export interface TaskRun {
  /** Aborted, with a {@link TaskCancelled} as reason, when the run is asked to stop: for `fetch`, streams and drivers. */
  readonly signal: AbortSignal;
  /** Whether the run was asked to stop. */
  readonly cancelled: boolean;
}

/** How long a run that goes on sleeping after its cancellation is held back each time, in milliseconds, so that it can't burn the processor. */
const heldBackMs = 10;

/** One invocation of a task's function: its cancellation, its sleeps, its watchdog. */
export class Run implements TaskRun {
  readonly #clock: Clock;
  readonly #task: object;
  #watchdog: Watchdog | null = null;
  #cancelled = false;
  /** Made when first asked for: most runs only sleep, and a signal is much heavier than a run. */
  #controller: AbortController | null = null;
  #sleepers: Set<() => void> | null = null;
  #sleepsRefused = 0;

  /** @param task - whose run this is. */
  constructor(clock: Clock, task: object) {
    this.#clock = clock;
    this.#task = task;
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#cancelled) this.#controller.abort(new TaskCancelled());
    }
    return this.#controller.signal;
  }

  /** Runs `body` as this run: whatever it calls and awaits finds this run as its own. */
  execute<T>(body: () => T): T {
    return runs.run(this, body);
  }

  /** Whether the calling code belongs to a run of `task`. */
  static isInside(task: object): boolean {
    const run = runs.getStore();
    return run !== undefined && run.#task === task;
  }

  /** Calls back when the run has shown no sign of life for `limitSec` seconds. */
  watch(limitSec: number, onExpired: () => void): void {
    this.#watchdog = new Watchdog(this.#clock, limitSec, onExpired);
  }

  notifyWatchdog(): void {
    this.#watchdog?.notify();
  }

  /** Asks the run to stop: every sleep of it rejects, and its signal is aborted. */
  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#unwatch();
    for (const wake of [...(this.#sleepers ?? [])]) wake();
    this.#controller?.abort(new TaskCancelled());
  }

  /** To be called when the run has ended. */
  ended(): void {
    this.#unwatch();
  }

  /** Whether what the run threw is no more than the answer to its own cancellation. */
  isOwnCancellation(thrown: unknown): boolean {
    if (!this.#cancelled) return false;
    return thrown instanceof TaskCancelled || (thrown instanceof Error && thrown.name === "AbortError");
  }

  sleep(seconds: number): Promise<void> {
    if (this.#cancelled) return this.#refuseSleep();
    this.#sleepers ??= new Set();
    const sleepers = this.#sleepers;
    this.#watchdog?.pause();
    return new Promise<void>((resolve, reject) => {
      const timer = this.#clock.setTimer(seconds, () => {
        sleepers.delete(wake);
        if (sleepers.size === 0) this.#watchdog?.resume();
        resolve();
      });
      const wake = (): void => {
        sleepers.delete(wake);
        timer.dispose();
        reject(new TaskCancelled());
      };
      sleepers.add(wake);
    });
  }

  /** A run that swallows its cancellation and sleeps on must not starve the process: it is told again only after the event loop has turned. */
  async #refuseSleep(): Promise<never> {
    this.#sleepsRefused++;
    if (this.#sleepsRefused === 1) await eventLoopTurn();
    else await delay(heldBackMs);
    throw new TaskCancelled();
  }

  #unwatch(): void {
    this.#watchdog?.dispose();
    this.#watchdog = null;
  }
}

const runs = new AsyncLocalStorage<Run>();

/** What {@link sleep} waits with outside a task. */
let clockOutsideTasks: Clock = systemClock;

/** What `sleep` waits with outside a task: the system's clock, unless a test has put its own in its place. */
export function getClockOutsideTasks(): Clock {
  return clockOutsideTasks;
}

/** Lets `sleep` outside a task wait with `clock` from now on; disposing puts the system's clock back, unless a later call has put another one there. */
export function useClockOutsideTasks(clock: Clock): Disposable {
  clockOutsideTasks = clock;
  return toDisposable(() => {
    if (clockOutsideTasks === clock) clockOutsideTasks = systemClock;
  });
}

/**
 * Waits for at least so many seconds. In a task this is the point where a stop takes effect; outside a task it is a plain delay.
 *
 * @param seconds - 0 or more; `Infinity` waits until the task is stopped.
 * @throws TaskCancelled when the run that it is called in is asked to stop.
 * @throws RangeError if `seconds` is not a number, or less than 0.
 */
export function sleep(seconds: number): Promise<void> {
  if (typeof seconds !== "number" || !(seconds >= 0)) {
    return Promise.reject(new RangeError(`sleep needs a number of seconds, 0 or more, not ${String(seconds)}`));
  }
  const run = runs.getStore();
  if (run !== undefined) return run.sleep(seconds);
  return new Promise((resolve) => clockOutsideTasks.setTimer(seconds, resolve));
}

/** The run that the calling code belongs to; outside a task, one that is never cancelled. */
export function currentRun(): TaskRun {
  return runs.getStore() ?? { signal: new AbortController().signal, cancelled: false };
}

/** Tells the watchdog (`watchdogSec`) that the run is alive. `sleep` does so too. Outside a task it does nothing. */
export function notifyWatchdog(): void {
  runs.getStore()?.notifyWatchdog();
}
