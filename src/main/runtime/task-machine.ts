import type { Actor, ErrorReport, IsoTime, Wanted } from "#shared/primitives.ts";
import type { TaskFailureReason } from "#shared/task-snapshot.ts";
import { wallTimeAfter, type Instant } from "./clock.ts";
import { decideRestart, restartsWithin } from "./restart-decision.ts";
import type { ResolvedTaskOptions } from "./task-options.ts";

/** What a task is doing. `stopping.then` is what follows the end of its run: nothing, another run, or the restart decision after a watchdog's failure. */
export type TaskState =
  | { readonly kind: "inactive" }
  | { readonly kind: "running" }
  | { readonly kind: "restarting"; readonly nextRestartAt: IsoTime; readonly delaySec: number }
  | { readonly kind: "stopping"; readonly then: "rest" | "run" | "decide" }
  | { readonly kind: "stuck" }
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly reason: TaskFailureReason };

/** A failure, whose report may take some work: it is read when someone looks, and never by the machine. */
export interface Failure {
  readonly report: ErrorReport;
}

/** All that the supervisor knows of a task. */
export interface TaskModel {
  readonly options: ResolvedTaskOptions;
  readonly state: TaskState;
  /** Transitions so far. */
  readonly sequence: number;
  readonly since: IsoTime;
  readonly wanted: Wanted | null;
  /** Restarts since the last explicit start, and when those within the window of the limit were performed. */
  readonly restarts: number;
  readonly restartsPerformedAtMs: readonly number[];
  readonly runs: number;
  readonly failures: number;
  /** How long ended runs took together, in seconds. */
  readonly runningSec: number;
  readonly startedAt: IsoTime | null;
  /** The same moment on the monotonic clock, in milliseconds. */
  readonly startedAtMs: number;
  readonly endedAt: IsoTime | null;
  readonly lastError: Failure | null;
  /** Whether the current or last run counts among the failures: one run is one failure, however much goes wrong in it. */
  readonly runFailed: boolean;
  readonly result: string | null;
}

/** How a run ended. `cancelled`: with what a run throws that was asked to stop; where nobody asked, that is a failure like any other. */
export type RunOutcome =
  { readonly kind: "returned"; readonly result: string | null } | { readonly kind: "threw" | "cancelled"; readonly error: Failure };

/** What happened to a task, from a person, a timer or the run itself. */
export type TaskEvent =
  | { readonly kind: "start" | "stop" | "restart"; readonly by: Actor; readonly at: Instant }
  | { readonly kind: "wantedRestored"; readonly wanted: Wanted; readonly at: Instant }
  | { readonly kind: "runEnded"; readonly outcome: RunOutcome; readonly at: Instant }
  | { readonly kind: "restartDue" | "stopTimedOut"; readonly at: Instant }
  | { readonly kind: "watchdogExpired"; readonly error: Failure; readonly at: Instant };

/** What the driver has to do after a transition. A task has one timer: setting it replaces it. */
export type TaskEffect =
  | { readonly kind: "run" }
  | { readonly kind: "cancelRun" }
  | { readonly kind: "setTimer"; readonly delaySec: number; readonly fires: "restartDue" | "stopTimedOut" }
  | { readonly kind: "clearTimer" }
  | { readonly kind: "logError"; readonly error: Failure }
  | { readonly kind: "endService" }
  | { readonly kind: "refuse"; readonly reason: string };

/** The same model means that nothing changed. */
export interface Transition {
  readonly model: TaskModel;
  readonly effects: readonly TaskEffect[];
}

/** A task that nobody has started yet. */
export function newTaskModel(options: ResolvedTaskOptions, since: IsoTime): TaskModel {
  return {
    options,
    state: { kind: "inactive" },
    sequence: 0,
    since,
    wanted: null,
    restarts: 0,
    restartsPerformedAtMs: [],
    runs: 0,
    failures: 0,
    runningSec: 0,
    startedAt: null,
    startedAtMs: 0,
    endedAt: null,
    lastError: null,
    runFailed: false,
    result: null,
  };
}

/** Whether the task is in the supervisor's own round of failure and restart, which may go on without end: it waits for a restart, or runs after one. */
export function isAutomatic({ state, restarts }: TaskModel): boolean {
  return state.kind === "restarting" || (state.kind === "running" && restarts > 0);
}

/** Decides; touches nothing. Effects are carried out by the driver, in order. */
export function transition(task: TaskModel, event: TaskEvent): Transition {
  const { model, effects } = decide(task, event);
  return { model: model === task ? task : { ...model, sequence: task.sequence + 1 }, effects };
}

function decide(task: TaskModel, event: TaskEvent): Transition {
  switch (event.kind) {
    case "start":
    case "restart":
      return askToRun(task, event.kind, event.by, event.at);
    case "stop":
      return askToStop(task, event.by, event.at);
    case "wantedRestored":
      return restoreWanted(task, event.wanted, event.at);
    case "runEnded":
      return runEnded(task, event.outcome, event.at);
    case "restartDue":
      return task.state.kind === "restarting" ? beginRun(countRestart(task, event.at), event.at) : unchanged(task);
    case "stopTimedOut":
      return task.state.kind === "stopping" ? getStuck(task, task.state.then, event.at) : unchanged(task);
    case "watchdogExpired":
      return task.state.kind === "running" ? endRun(countFailure(task, event.error), "decide", event.at) : unchanged(task);
  }
}

function askToRun(task: TaskModel, request: "start" | "restart", by: Actor, at: Instant): Transition {
  switch (task.state.kind) {
    case "running":
      if (request === "start") return { model: askedAgain(task, "running", by, at), effects: [] };
      return endRun(forgetRestarts(asked(task, "running", by, at)), "run", at);
    case "stopping":
      if (task.state.then === "run") return unchanged(task);
      return { model: { ...forgetRestarts(asked(task, "running", by, at)), state: { kind: "stopping", then: "run" } }, effects: [] };
    case "stuck":
      return {
        model: task,
        effects: [{ kind: "refuse", reason: "its last run was asked to stop and has not ended; restart the service to get rid of it" }],
      };
    case "restarting":
      return beginRun(forgetRestarts(asked(task, "running", by, at)), at, [{ kind: "clearTimer" }]);
    case "inactive":
    case "finished":
    case "failed":
      return beginRun(forgetRestarts(asked(task, "running", by, at)), at);
  }
}

/** Who asked for it, and when, stays what it was: nobody asks now. */
function restoreWanted(task: TaskModel, before: Wanted, at: Instant): Transition {
  const wanted: Wanted = { ...before, beforeRestart: true };
  if (before.wanted === "running" && task.state.kind === "inactive") return beginRun(forgetRestarts({ ...task, wanted }), at);
  return { model: { ...task, wanted }, effects: [] };
}

function askToStop(task: TaskModel, by: Actor, at: Instant): Transition {
  switch (task.state.kind) {
    case "running":
      return endRun(asked(task, "stopped", by, at), "rest", at);
    case "restarting":
      return { model: enter(asked(task, "stopped", by, at), { kind: "inactive" }, at), effects: [{ kind: "clearTimer" }] };
    case "stopping":
      if (task.state.then === "rest") return unchanged(task);
      return { model: { ...asked(task, "stopped", by, at), state: { kind: "stopping", then: "rest" } }, effects: [] };
    case "inactive":
    case "stuck":
    case "finished":
    case "failed":
      return { model: askedAgain(task, "stopped", by, at), effects: [] };
  }
}

function runEnded(task: TaskModel, outcome: RunOutcome, at: Instant): Transition {
  const ranSec = (at.monotonicMs - task.startedAtMs) / 1000;
  const ended: TaskModel = { ...task, endedAt: at.wall, runningSec: task.runningSec + ranSec };
  switch (task.state.kind) {
    case "running":
      if (outcome.kind === "returned") return { model: enter({ ...ended, result: outcome.result }, { kind: "finished" }, at), effects: [] };
      return decideAfterFailure(countFailure(ended, outcome.error), "exception", at);
    case "stopping":
    case "stuck":
      return runEndedOnRequest(ended, outcome, at);
    case "inactive":
    case "restarting":
    case "finished":
    case "failed":
      return unchanged(task);
  }
}

/** Whatever a run throws while stopping, it was asked to stop: it is told about, and changes nothing of what follows. */
function runEndedOnRequest(task: TaskModel, outcome: RunOutcome, at: Instant): Transition {
  const threw = outcome.kind === "threw" ? outcome.error : null;
  const effects: TaskEffect[] = [{ kind: "clearTimer" }, ...(threw === null ? [] : [{ kind: "logError" as const, error: threw }])];
  const model = threw === null ? task : countFailure(task, threw);
  const then = task.state.kind === "stopping" ? task.state.then : "rest";
  switch (then) {
    case "run":
      return beginRun(model, at, effects);
    case "decide": {
      // The watchdog's failure is the cause, whatever came of it.
      const decided = decideAfterFailure(task, "watchdog", at);
      return { model: decided.model, effects: [...effects, ...decided.effects] };
    }
    case "rest":
      return { model: enter(model, { kind: "inactive" }, at), effects };
  }
}

function decideAfterFailure(task: TaskModel, cause: "exception" | "watchdog", at: Instant): Transition {
  const history = { performedAtMs: task.restartsPerformedAtMs, restarts: task.restarts };
  const decision = decideRestart(task.options, history, at.monotonicMs);
  if (decision.kind === "restart") {
    const { delaySec } = decision;
    return {
      model: enter(task, { kind: "restarting", nextRestartAt: wallTimeAfter(at.wall, delaySec), delaySec }, at),
      effects: [{ kind: "setTimer", delaySec, fires: "restartDue" }],
    };
  }
  const reason = decision.reason === "exception" ? cause : decision.reason;
  return { model: enter(task, { kind: "failed", reason }, at), effects: task.options.exitOnFailure ? [{ kind: "endService" }] : [] };
}

function beginRun(task: TaskModel, at: Instant, effects: readonly TaskEffect[] = []): Transition {
  const begun = { ...task, runs: task.runs + 1, runFailed: false, startedAt: at.wall, startedAtMs: at.monotonicMs, endedAt: null };
  return { model: enter(begun, { kind: "running" }, at), effects: [...effects, { kind: "run" }] };
}

function endRun(task: TaskModel, then: "rest" | "run" | "decide", at: Instant): Transition {
  const { timeoutStopSec } = task.options;
  const bound: TaskEffect[] = timeoutStopSec === null ? [] : [{ kind: "setTimer", delaySec: timeoutStopSec, fires: "stopTimedOut" }];
  return { model: enter(task, { kind: "stopping", then }, at), effects: [{ kind: "cancelRun" }, ...bound] };
}

/** A run that the watchdog gave up and that does not end either can't be restarted: only the end of the service gets rid of it, where that is wished for. */
function getStuck(task: TaskModel, then: "rest" | "run" | "decide", at: Instant): Transition {
  const endsService = then === "decide" && task.options.exitOnFailure;
  return { model: enter(task, { kind: "stuck" }, at), effects: endsService ? [{ kind: "endService" }] : [] };
}

function enter(task: TaskModel, state: TaskState, at: Instant): TaskModel {
  return { ...task, state, since: at.wall };
}

function asked(task: TaskModel, wanted: Wanted["wanted"], by: Actor, at: Instant): TaskModel {
  return { ...task, wanted: { wanted, by, at: at.wall } };
}

/** For a request that has no effect: asking for what is wanted already changes nothing, not even who wanted it first. */
function askedAgain(task: TaskModel, wanted: Wanted["wanted"], by: Actor, at: Instant): TaskModel {
  return task.wanted?.wanted === wanted ? task : asked(task, wanted, by, at);
}

function forgetRestarts(task: TaskModel): TaskModel {
  return { ...task, restarts: 0, restartsPerformedAtMs: [] };
}

function countRestart(task: TaskModel, at: Instant): TaskModel {
  const interval = task.options.startLimitIntervalSec;
  const performed = interval === null ? [] : [...restartsWithin(task.restartsPerformedAtMs, interval, at.monotonicMs), at.monotonicMs];
  return { ...task, restarts: task.restarts + 1, restartsPerformedAtMs: performed };
}

function countFailure(task: TaskModel, error: Failure): TaskModel {
  return { ...task, failures: task.failures + (task.runFailed ? 0 : 1), runFailed: true, lastError: error };
}

function unchanged(task: TaskModel): Transition {
  return { model: task, effects: [] };
}
