import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { setImmediate as eventLoopTurn, setTimeout as delay } from "node:timers/promises";
import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { reportActivity } from "./activity.ts";
import { systemClock, type Clock } from "./clock.ts";
import { TaskCancelled } from "./task-errors.ts";
import { Watchdog } from "./watchdog.ts";

/** The run that the calling code belongs to. */
export interface TaskRun {
  /** Aborted, with a {@link TaskCancelled} as reason, when the run is asked to stop, and when it has ended: for `fetch`, streams and drivers. */
  readonly signal: AbortSignal;
  /** Whether the run was asked to stop, or has ended. */
  readonly cancelled: boolean;
}

/** How long a run that goes on sleeping after its cancellation is held back each time, in milliseconds, so that it can't burn the processor. */
const heldBackMs = 10;

/** One invocation of a task's function: its cancellation, its sleeps, its watchdog. */
export class Run implements TaskRun {
  readonly task: string;
  /** Called once when the run has ended. */
  onEnded: (() => void) | null = null;
  readonly #clock: Clock;
  #watchdog: Watchdog | null = null;
  #cancelled = false;
  #hasEnded = false;
  /** Made when first asked for: most runs only sleep, and a signal is much heavier than a run. */
  #controller: AbortController | null = null;
  #sleeps: readonly Sleep[] = [];
  #wasRefusedSleep = false;

  /** @param task - the access path of the task that it is a run of. */
  constructor(clock: Clock, task = "") {
    this.#clock = clock;
    this.task = task;
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

  /** Runs `body` as this run: whatever it calls and awaits finds this run as its own. What it throws at once is a rejection, too. */
  execute<T>(body: () => Promise<T>): Promise<T> {
    reportActivity("task", this.task);
    // Within the scope of its own, so that the caller's context is left as it was: what the caller awaits later would else hold a copy of it.
    return nowhere.runInAsyncScope(() => runs.run(this, resultOf, body));
  }

  /** The run that the calling code belongs to. */
  static get current(): Run | undefined {
    return runs.getStore();
  }

  /** Calls `body` on behalf of no run: what a task does because another task's run asked for it is no part of that run. */
  static outside(body: () => void): void {
    nowhere.runInAsyncScope(body);
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
    this.#watchdog?.dispose();
    this.#watchdog = null;
    for (const sleep of this.#sleeps) {
      sleep.timer.dispose();
      sleep.reject(new TaskCancelled());
    }
    this.#sleeps = [];
    const controller = this.#controller;
    // Who listens belongs to this run, whoever cancels it.
    if (controller !== null) runs.run(this, () => controller.abort(new TaskCancelled()));
  }

  /** To be called when the run has ended. What it has left behind, such as a sleep that nobody waits for, must not go on beside the next run. */
  ended(): void {
    this.#hasEnded = true;
    this.#watchdog?.pause();
    this.cancel();
    this.onEnded?.();
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  sleep(seconds: number): Promise<void> {
    // The sign of life may come too late, which cancels this run.
    this.#watchdog?.pause();
    if (this.#cancelled) return this.#refuseSleep();
    return new Promise((resolve, reject) => {
      const timer = this.#clock.setTimer(seconds, () => this.#slept(sleep));
      const sleep: Sleep = { timer, resolve, reject };
      // Not pushed, which would make room for sixteen more.
      this.#sleeps = this.#sleeps.concat(sleep);
    });
  }

  #slept(sleep: Sleep): void {
    this.#sleeps = this.#sleeps.filter((other) => other !== sleep);
    if (this.#sleeps.length === 0) this.#watchdog?.resume();
    reportActivity("task", this.task);
    sleep.resolve();
  }

  /** A run that swallows its cancellation and sleeps on must not starve the process: it is told again only after the event loop has turned. */
  async #refuseSleep(): Promise<never> {
    const wait = this.#wasRefusedSleep ? delay(heldBackMs) : eventLoopTurn();
    this.#wasRefusedSleep = true;
    await wait;
    throw new TaskCancelled();
  }
}

function resultOf<T>(body: () => Promise<T>): Promise<T> {
  try {
    return Promise.resolve(body());
  } catch (error) {
    // Whatever it is: nothing of an Error is asked of it.
    const thrown = error as Error;
    return Promise.reject(thrown);
  }
}

/** Somebody who sleeps, and is woken before the time when the run is cancelled. */
interface Sleep {
  readonly timer: Disposable;
  resolve(): void;
  reject(reason: TaskCancelled): void;
}

/** Whether it is what a run throws that was asked to stop. */
export function isCancellation(thrown: unknown): boolean {
  try {
    return thrown instanceof TaskCancelled || (thrown instanceof Error && thrown.name === "AbortError");
  } catch {
    // A proxy, or a getter, that throws itself.
    return false;
  }
}

const runs = new AsyncLocalStorage<Run>();
/** The context in which this module was loaded: that of no run. */
const nowhere = new AsyncResource("Run");

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
 * @throws TaskCancelled when the run that it is called in is asked to stop, or has ended.
 * @throws RangeError if `seconds` is not a number, or less than 0.
 */
export function sleep(seconds: number): Promise<void> {
  if (typeof seconds !== "number" || !(seconds >= 0)) {
    return Promise.reject(new RangeError(`sleep needs a number of seconds, 0 or more, not ${String(seconds)}`));
  }
  const run = Run.current;
  if (run !== undefined) return run.sleep(seconds);
  return new Promise((resolve) => clockOutsideTasks.setTimer(seconds, resolve));
}

/** The run that the calling code belongs to; outside a task, one that is never cancelled. */
export function currentRun(): TaskRun {
  return Run.current ?? { signal: new AbortController().signal, cancelled: false };
}

/** Tells the watchdog (`watchdogSec`) that the run is alive. `sleep` does so too. Outside a task it does nothing. */
export function notifyWatchdog(): void {
  Run.current?.notifyWatchdog();
}
