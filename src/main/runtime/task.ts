import type { Disposable } from "#shared/disposable.ts";
import { Emitter, type Event } from "#shared/emitter.ts";
import type { Actor, ErrorReport, Wanted } from "#shared/primitives.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import { pydaseTaskStatus, type TaskSnapshot, type TaskStateName } from "#shared/task-snapshot.ts";
import { systemClock, type Clock } from "./clock.ts";
import { logToConsole } from "./console-log.ts";
import { ThrownFailure } from "./error-report.ts";
import { NotCallable } from "./not-callable.ts";
import { resultText } from "./result-text.ts";
import { isCancellation, Run } from "./run-context.ts";
import { TaskStateError } from "./task-errors.ts";
import { isAutomatic, newTaskModel, transition, type RunOutcome, type TaskEffect, type TaskEvent, type TaskModel } from "./task-machine.ts";
import type { CheckedTaskOptions } from "./task-options.ts";

/** Who starts and stops a task in a service's own code. */
const serviceCode: Actor = { kind: "supervisor", name: "service code" };

/** A task as it was right after one of its transitions. */
export interface TaskTransition {
  /** The task's access path. */
  readonly path: string;
  /** Whether it belongs to the supervisor's own round of failure and restart, which may go on without end. */
  readonly isAutomatic: boolean;
  /** All that was known of the task then; worked out when it is asked for. */
  snapshot(): TaskSnapshot;
}

/** Somebody who waits for the state that a request leads to. */
interface Waiter {
  /** Whether it is the task's own run that asked: it must not wait for its own end. */
  readonly isOwnRun: boolean;
  resolve(state: TaskStateName): void;
  reject(error: Error): void;
}

interface QueuedEvent {
  readonly event: TaskEvent;
  readonly waiter: Waiter | null;
}

/**
 * A supervised asynchronous function: what a method marked `@task` is on an instance. It carries out what the state machine in
 * `task-machine.ts` decides, and knows no rules itself.
 */
export class Task extends NotCallable {
  readonly name: string;
  /** Its access path in the service that it belongs to, once that is served. */
  path: string;
  /** Supervised and shown as all others, but not served to clients. */
  isPrivate = false;
  readonly #doc: string | null;
  readonly #body: () => Promise<unknown>;
  readonly #warnings: readonly string[];
  #clock: Clock = systemClock;
  #model: TaskModel;
  #run: Run | null = null;
  #timer: Disposable | null = null;
  #isDispatching = false;
  // These are there only while they are needed: a service may have ten thousand tasks, most of them asleep.
  /** Events that wait for their turn: what happens during a transition is dealt with after it. */
  #queue: QueuedEvent[] | null = null;
  #waiters: Waiter[] | null = null;
  #onDidChange: Emitter<Task> | null = null;
  #onDidEndService: Emitter<ErrorReport | null> | null = null;

  /** @param doc - what the comment above it says. */
  constructor(name: string, body: () => Promise<unknown>, { options, warnings }: CheckedTaskOptions, doc: string | null = null) {
    super(`${name} is a task; a task is started by taskOf(this.${name}).start()`);
    this.name = name;
    this.path = name;
    this.#doc = doc;
    this.#body = body;
    this.#warnings = warnings;
    this.#model = newTaskModel(options, this.#clock.now().wall);
  }

  /** Tells of every transition, in order, at the moment that it happened. */
  get onDidChange(): Event<Task> {
    this.#onDidChange ??= new Emitter();
    return this.#onDidChange.event;
  }

  /** Tells, with the error, that the task failed for good and that its service is to end because of that (`exitOnFailure`). */
  get onDidEndService(): Event<ErrorReport | null> {
    this.#onDidEndService ??= new Emitter();
    return this.#onDidEndService.event;
  }

  /** What the task is doing. */
  get state(): TaskStateName {
    return this.#model.state.kind;
  }

  /** pydase's view of the state. */
  get status(): ReturnType<typeof pydaseTaskStatus> {
    return pydaseTaskStatus(this.state);
  }

  /** The options after defaults. */
  get options(): TaskModel["options"] {
    return this.#model.options;
  }

  /**
   * Starts the task, and forgets earlier restarts. A task that runs stays as it is; one that is stopping runs again once its run has ended.
   *
   * @returns the state reached.
   * @throws TaskStateError for a stuck task.
   */
  start(by: Actor = serviceCode): Promise<TaskStateName> {
    return this.#request("start", by);
  }

  /**
   * Asks the task to stop, and waits until its run has ended or counts as stuck. Within the task's own run it does not wait, as the run would wait for itself.
   *
   * @returns the state reached.
   */
  stop(by: Actor = serviceCode): Promise<TaskStateName> {
    return this.#request("stop", by);
  }

  /**
   * Stops the task if it runs, then starts it; forgets earlier restarts.
   *
   * @returns the state reached.
   * @throws TaskStateError for a stuck task.
   */
  restart(by: Actor = serviceCode): Promise<TaskStateName> {
    return this.#request("restart", by);
  }

  /** Brings back what was asked for before the service was last started: the task runs if it was to run. */
  restoreWanted(wanted: Wanted): void {
    this.#dispatch({ kind: "wantedRestored", wanted, at: this.#clock.now() });
  }

  /** Measures time with `clock` from now on. For whoever serves the task, before it starts. */
  useClock(clock: Clock): void {
    this.#clock = clock;
  }

  /**
   * All that is known of the task, as of now.
   *
   * @param path - its access path, for a task of a nested service.
   */
  snapshot(path: string = this.name): TaskSnapshot {
    return this.#snapshotOf(this.#model, path);
  }

  /**
   * The transition that has just happened, to be told later.
   *
   * @param path - its access path, for a task of a nested service.
   */
  lastTransition(path: string = this.name): TaskTransition {
    const model = this.#model;
    return { path, isAutomatic: isAutomatic(model), snapshot: () => this.#snapshotOf(model, path) };
  }

  #snapshotOf(model: TaskModel, path: string): TaskSnapshot {
    const { state, sequence, since, wanted, restarts, runs, failures, runningSec, startedAt, endedAt, lastError, result } = model;
    const counted = { sequence, restarts, runs, failures, runningSec };
    const known = {
      path,
      doc: this.#doc,
      since,
      wanted,
      ...counted,
      startedAt,
      endedAt,
      lastError: lastError?.report ?? null,
      result,
      options: this.options,
      warnings: [...this.#warnings],
      ...(this.isPrivate && { isPrivate: true as const }),
    };
    switch (state.kind) {
      case "restarting":
        return { ...known, state: state.kind, nextRestartAt: state.nextRestartAt, restartDelaySec: state.delaySec };
      case "failed":
        return { ...known, state: state.kind, failureReason: state.reason };
      default:
        return { ...known, state: state.kind };
    }
  }

  #request(kind: TaskCommand, by: Actor): Promise<TaskStateName> {
    const isOwnRun = this.#run !== null && this.#run === Run.current;
    return new Promise((resolve, reject) => this.#dispatch({ kind, by, at: this.#clock.now() }, { isOwnRun, resolve, reject }));
  }

  #dispatch(event: TaskEvent, waiter: Waiter | null = null): void {
    if (this.#isDispatching) (this.#queue ??= []).push({ event, waiter });
    else Run.outside(() => this.#processAll({ event, waiter }));
  }

  #processAll(first: QueuedEvent): void {
    this.#isDispatching = true;
    try {
      for (let next: QueuedEvent | undefined = first; next !== undefined; next = this.#queue?.shift()) this.#process(next);
      this.#queue = null;
    } finally {
      // Whatever goes wrong, it must not make the task deaf to all that follows.
      this.#isDispatching = false;
    }
  }

  #process({ event, waiter }: QueuedEvent): void {
    const { model, effects } = transition(this.#model, event);
    const changed = model !== this.#model;
    this.#model = model;
    if (changed) this.#onDidChange?.fire(this);
    for (const effect of effects) this.#carryOut(effect, waiter);
    if (waiter !== null) this.#answer(waiter);
    if (this.state !== "stopping") this.#answerWaiters();
  }

  /** Every request has reached its state as soon as the task is not stopping. */
  #answer(waiter: Waiter): void {
    if (this.state === "stopping" && !waiter.isOwnRun) (this.#waiters ??= []).push(waiter);
    else waiter.resolve(this.state);
  }

  #answerWaiters(): void {
    const waiters = this.#waiters;
    this.#waiters = null;
    for (const waiter of waiters ?? []) waiter.resolve(this.state);
  }

  #carryOut(effect: TaskEffect, waiter: Waiter | null): void {
    switch (effect.kind) {
      case "run":
        this.#startRun();
        return;
      case "cancelRun":
        this.#run?.cancel();
        return;
      case "setTimer":
        this.#setTimer(effect.delaySec, effect.fires);
        return;
      case "clearTimer":
        this.#clearTimer();
        return;
      case "logError": {
        const { stack, message } = effect.error.report;
        logToConsole("error", `Task ${this.name} failed while it was stopping: ${stack ?? message}`);
        return;
      }
      case "endService":
        this.#onDidEndService?.fire(this.#model.lastError?.report ?? null);
        return;
      case "refuse":
        waiter?.reject(new TaskStateError(`Task ${this.name} can't be started: ${effect.reason}`));
    }
  }

  #setTimer(delaySec: number, fires: "restartDue" | "stopTimedOut"): void {
    this.#clearTimer();
    this.#timer = this.#clock.setTimer(delaySec, () => {
      this.#timer = null;
      this.#dispatch({ kind: fires, at: this.#clock.now() });
    });
  }

  #clearTimer(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  #startRun(): void {
    const run = (this.#run = new Run(this.#clock, this.path));
    const { watchdogSec } = this.options;
    if (watchdogSec !== null) run.watch(watchdogSec, () => this.#watchdogExpired(watchdogSec));
    run.execute(this.#body).then(
      (value) => this.#runEnded(run, { kind: "returned", result: resultText(value) }),
      (thrown: unknown) => this.#runThrew(run, thrown),
    );
  }

  #runThrew(run: Run, thrown: unknown): void {
    const error = new ThrownFailure(thrown, this.#clock.now().wall);
    this.#runEnded(run, { kind: isCancellation(thrown) ? "cancelled" : "threw", error });
  }

  #runEnded(run: Run, outcome: RunOutcome): void {
    run.ended();
    this.#run = null;
    this.#dispatch({ kind: "runEnded", outcome, at: this.#clock.now() });
  }

  #watchdogExpired(limitSec: number): void {
    const at = this.#clock.now();
    const message = `No sign of life for ${limitSec} s (watchdogSec): the run neither slept nor called notifyWatchdog()`;
    const report = { name: "WatchdogExpired", message, stack: null, location: null, at: at.wall };
    this.#dispatch({ kind: "watchdogExpired", error: { report }, at });
  }
}
