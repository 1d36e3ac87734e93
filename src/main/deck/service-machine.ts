import { describeBlocker, type Blocker } from "#shared/activity.ts";
import { wallTimeAfter, type Instant } from "#runtime/clock.ts";
import { decideRestart, restartsWithin } from "#runtime/restart-decision.ts";
import type { Actor, ErrorReport, Wanted } from "#shared/primitives.ts";
import type { ServiceFailureReason, ServiceOptions } from "#shared/service-snapshot.ts";
import { crashHint } from "./crash-hint.ts";
import { blame } from "./restore-watch.ts";
import type { Restoring } from "./state/restore-lessons.ts";
import type { AfterStopping, ServiceEffect, ServiceEvent, ServiceModel, ServiceState, ServiceTransition } from "./service-model.ts";

type ProcessExited = Extract<ServiceEvent, { kind: "processExited" }>;

/** How long a process that said why it could not load may take to end by itself. */
const failedProcessMayTakeSec = 5;

/** Decides what becomes of a service; touches nothing. The driver carries the effects out, in order. */
export function transition(model: ServiceModel, event: ServiceEvent, now: Instant): ServiceTransition {
  switch (event.kind) {
    case "start":
      return start(model, event.by, now);
    case "stop":
      return stop(want(model, "stopped", event.by, now), event.by, "stay stopped", now);
    case "restart":
      return restart(want(model, "running", event.by, now), event.by, now);
    case "forceStop":
      return forceStop(want(model, "stopped", event.by, now), now);
    case "startDue":
      return startDue(model);
    case "refused":
      return loadFailed(model, event.error, now, []);
    case "loadTimeoutRead":
      return loadTimeoutRead(model, event.loadTimeoutSec, event.passedSec);
    case "loaded":
      return loaded(model, event.options, now);
    case "loadFailed":
      return loadFailed(model, event.error, now, [{ kind: "setTimer", timer: "stop", delaySec: failedProcessMayTakeSec }]);
    case "crashed":
      return { model: { ...model, lastError: event.error }, effects: [] };
    case "endedByTask":
      return endedByTask(model, event.task, event.error, now);
    case "processExited":
      return processExited(model, event, now);
    case "restartDue":
      return model.state.kind === "restarting" ? performRestart(model, now) : unchanged(model);
    case "loadTimedOut":
      return loadTimedOut(model, event.restoring, now);
    case "stopTimedOut":
      return { model, effects: [{ kind: "killProcess" }] };
    case "watchdogExpired":
      return watchdogExpired(model, event.blocker, now);
  }
}

/** What a save of a service's files means, where saves reload it: nothing if it is not to run, and no trial where there is nothing to lose. */
export function onSave({ wanted, state }: ServiceModel): "nothing" | "try first" | "reload" {
  if (wanted?.wanted !== "running") return "nothing";
  return state.kind === "failed" || state.kind === "restarting" || state.kind === "stopped" ? "reload" : "try first";
}

function unchanged(model: ServiceModel): ServiceTransition {
  return { model, effects: [] };
}

function enter(model: ServiceModel, state: ServiceState, now: Instant, effects: readonly ServiceEffect[] = []): ServiceTransition {
  return { model: { ...model, state, since: now.wall }, effects };
}

function want(model: ServiceModel, wanted: Wanted["wanted"], by: Actor, now: Instant): ServiceModel {
  return { ...model, wanted: { wanted, by, at: now.wall } };
}

function start(model: ServiceModel, by: Actor, now: Instant): ServiceTransition {
  const asked = want(model, "running", by, now);
  switch (model.state.kind) {
    case "starting":
    case "running":
      // Asking for what is wanted already changes nothing, not even who wanted it first.
      return unchanged(model.wanted?.wanted === "running" ? model : asked);
    case "stopping":
      return { model: { ...asked, state: { kind: "stopping", then: "start again" } }, effects: [] };
    case "stopped":
    case "restarting":
    case "failed":
      return explicitStart(asked, now);
  }
}

/** Clears the window of the restart limit, as `systemctl reset-failed` does. */
function explicitStart(model: ServiceModel, now: Instant): ServiceTransition {
  return launch({ ...model, restarts: 0, performedRestarts: [] }, now);
}

function launch(model: ServiceModel, now: Instant): ServiceTransition {
  return enter({ ...model, lastError: null, endedByTask: null }, { kind: "starting", isQueued: true }, now, [
    { kind: "clearTimer", timer: "restart" },
    { kind: "clearTimer", timer: "stop" },
    // The last one: it may be its turn at once.
    { kind: "enqueueStart" },
  ]);
}

/** The time to load counts from here: how long others took to start is not this service's fault. */
function startDue(model: ServiceModel): ServiceTransition {
  if (model.state.kind !== "starting" || !model.state.isQueued) return unchanged(model);
  return {
    model: { ...model, state: { kind: "starting", isQueued: false } },
    effects: [{ kind: "startProcess" }, { kind: "setTimer", timer: "load", delaySec: model.options.loadTimeoutSec }],
  };
}

/** What its class says counts from its first start, and not only once it was loaded. */
function loadTimeoutRead(model: ServiceModel, loadTimeoutSec: number, passedSec: number): ServiceTransition {
  if (model.state.kind !== "starting" || loadTimeoutSec === model.options.loadTimeoutSec) return unchanged(model);
  return {
    model: { ...model, options: { ...model.options, loadTimeoutSec } },
    effects: [{ kind: "setTimer", timer: "load", delaySec: Math.max(0, loadTimeoutSec - passedSec) }],
  };
}

/** Without a process there is nothing to wait for. */
function leaveQueue(model: ServiceModel, now: Instant): ServiceTransition {
  return enter(model, { kind: "stopped" }, now, [{ kind: "forgetWantedTasks" }]);
}

function performRestart(model: ServiceModel, now: Instant): ServiceTransition {
  const { lastError, endedByTask } = model;
  const { restarts, performedRestarts } = model;
  const { startLimitIntervalSec } = model.options;
  const counting = startLimitIntervalSec === null ? [] : restartsWithin(performedRestarts, startLimitIntervalSec, now.monotonicMs);
  const launched = launch({ ...model, restarts: restarts + 1, performedRestarts: [...counting, now.monotonicMs] }, now);
  // Until the new process fails in its own way, the reason for the restart stays readable.
  return { ...launched, model: { ...launched.model, lastError, endedByTask } };
}

function stop(model: ServiceModel, by: Actor, then: AfterStopping, now: Instant): ServiceTransition {
  switch (model.state.kind) {
    case "stopped":
    case "failed":
      return { model, effects: [{ kind: "forgetWantedTasks" }] };
    case "stopping":
      return {
        model: { ...model, state: { kind: "stopping", then } },
        effects: then === "stay stopped" ? [{ kind: "forgetWantedTasks" }] : [],
      };
    case "restarting":
      return enter(model, { kind: "stopped" }, now, [{ kind: "clearTimer", timer: "restart" }, { kind: "forgetWantedTasks" }]);
    case "starting":
    case "running":
      if (isQueued(model)) return then === "start again" ? unchanged(model) : leaveQueue(model, now);
      return enter(model, { kind: "stopping", then }, now, [
        { kind: "clearTimer", timer: "load" },
        { kind: then === "stay stopped" ? "forgetWantedTasks" : "keepWantedTasks" },
        { kind: "askToStop", by },
        { kind: "setTimer", timer: "stop", delaySec: model.options.timeoutStopSec },
      ]);
  }
}

function isQueued({ state }: ServiceModel): boolean {
  return state.kind === "starting" && state.isQueued;
}

function restart(model: ServiceModel, by: Actor, now: Instant): ServiceTransition {
  const { kind } = model.state;
  return kind === "starting" || kind === "running" || kind === "stopping" ? stop(model, by, "start again", now) : explicitStart(model, now);
}

function forceStop(model: ServiceModel, now: Instant): ServiceTransition {
  switch (model.state.kind) {
    case "stopped":
    case "failed":
      return { model, effects: [{ kind: "forgetWantedTasks" }] };
    case "restarting":
      return enter(model, { kind: "stopped" }, now, [{ kind: "clearTimer", timer: "restart" }, { kind: "forgetWantedTasks" }]);
    case "starting":
    case "running":
    case "stopping":
      if (isQueued(model)) return leaveQueue(model, now);
      return enter(model, { kind: "stopping", then: "stay stopped" }, now, [
        { kind: "clearTimer", timer: "load" },
        { kind: "forgetWantedTasks" },
        { kind: "killProcess" },
      ]);
  }
}

function loaded(model: ServiceModel, options: ServiceOptions, now: Instant): ServiceTransition {
  if (model.state.kind !== "starting") return { model: { ...model, options }, effects: [] };
  return enter({ ...model, options }, { kind: "running" }, now, [{ kind: "clearTimer", timer: "load" }]);
}

function loadFailed(model: ServiceModel, lastError: ErrorReport, now: Instant, effects: readonly ServiceEffect[]): ServiceTransition {
  if (model.state.kind !== "starting") return unchanged(model);
  return enter({ ...model, lastError }, { kind: "failed", reason: "load-error" }, now, [{ kind: "clearTimer", timer: "load" }, ...effects]);
}

function loadTimedOut(model: ServiceModel, restoring: Restoring | null, now: Instant): ServiceTransition {
  const late = `The service did not finish loading within ${model.options.loadTimeoutSec} s`;
  const message = restoring === null ? late : `${late}. ${blame(restoring.step, "did not return")}`;
  return loadFailed(model, report("LoadError", message, now), now, [...lessonOf(restoring), { kind: "killProcess" }]);
}

function endedWhileLoading(model: ServiceModel, { description, restoring }: ProcessExited, now: Instant): ServiceTransition {
  const said = reportedError(model);
  const error = said ?? report("LoadError", `The process ended while loading: ${description}${crashHint(description)}`, now);
  const how = `ended the process (${description}${said === null ? "" : `: ${said.message}`})`;
  const lastError = restoring === null ? error : { ...error, message: blame(restoring.step, how) };
  return loadFailed(model, lastError, now, [...lessonOf(restoring), { kind: "clearTimer", timer: "stop" }]);
}

function lessonOf(restoring: Restoring | null): ServiceEffect[] {
  return restoring === null ? [] : [{ kind: "learn", from: restoring }];
}

function endedByTask(model: ServiceModel, task: string, error: ErrorReport | null, now: Instant): ServiceTransition {
  const noted: ServiceModel = { ...model, endedByTask: task, lastError: error ?? model.lastError };
  if (model.state.kind !== "running") return unchanged(noted);
  return enter(noted, { kind: "stopping", then: "fail by task" }, now, [
    { kind: "keepWantedTasks" },
    { kind: "setTimer", timer: "stop", delaySec: model.options.timeoutStopSec },
  ]);
}

function watchdogExpired(model: ServiceModel, blocker: Blocker | null, now: Instant): ServiceTransition {
  if (model.state.kind !== "running") return unchanged(model);
  const why = blocker === null ? "" : `: ${describeBlocker(blocker)}`;
  const lastError = report("WatchdogError", `The service did not answer for ${model.options.watchdogSec} s${why}`, now);
  return enter({ ...model, lastError }, { kind: "stopping", then: "fail by watchdog" }, now, [
    { kind: "keepWantedTasks" },
    { kind: "killProcess" },
  ]);
}

function processExited(model: ServiceModel, event: ProcessExited, now: Instant): ServiceTransition {
  const { state } = model;
  const effects: ServiceEffect[] = [{ kind: "clearTimer", timer: "stop" }];
  switch (state.kind) {
    case "stopped":
    case "restarting":
    case "failed":
      return { model, effects };
    case "starting":
      return endedWhileLoading(model, event, now);
    case "running": {
      const lastError = reportedError(model) ?? report("ProcessError", `The process ended by itself: ${event.description}`, now);
      return afterFailure({ ...model, lastError }, "crashed", now, [{ kind: "keepWantedTasks" }, ...effects]);
    }
    case "stopping":
      if (state.then === "stay stopped") return enter(model, { kind: "stopped" }, now, effects);
      if (state.then === "start again") return prepend(effects, explicitStart(model, now));
      return afterFailure(model, state.then === "fail by task" ? "task-failure" : "watchdog", now, effects);
  }
}

/** What the present process said of its own end; an older error is not the reason. */
function reportedError({ lastError, since }: ServiceModel): ErrorReport | null {
  return lastError !== null && lastError.at >= since ? lastError : null;
}

function prepend(effects: readonly ServiceEffect[], { model, effects: later }: ServiceTransition): ServiceTransition {
  return { model, effects: [...effects, ...later] };
}

/** Whether this kind of end is one after which the service is to come back by itself. */
function mayRestart(options: ServiceOptions, reason: ServiceFailureReason): boolean {
  if (options.restart === "no") return false;
  return reason !== "task-failure" || options.restart === "on-failure";
}

function afterFailure(
  model: ServiceModel,
  reason: ServiceFailureReason,
  now: Instant,
  effects: readonly ServiceEffect[],
): ServiceTransition {
  const decision = decideRestart(
    {
      restartOnException: mayRestart(model.options, reason),
      restartSec: model.options.restartSec,
      startLimitIntervalSec: model.options.startLimitIntervalSec,
      startLimitBurst: model.options.startLimitBurst,
      restartSteps: null,
      restartMaxDelaySec: null,
    },
    { restarts: model.restarts, performedAtMs: model.performedRestarts },
    now.monotonicMs,
  );
  if (decision.kind === "restart") {
    const { delaySec } = decision;
    return enter(model, { kind: "restarting", nextRestartAt: wallTimeAfter(now.wall, delaySec), delaySec }, now, [
      ...effects,
      { kind: "setTimer", timer: "restart", delaySec },
    ]);
  }
  return enter(model, { kind: "failed", reason: decision.reason === "start-limit-hit" ? "start-limit-hit" : reason }, now, effects);
}

function report(name: string, message: string, now: Instant): ErrorReport {
  return { name, message, stack: null, location: null, at: now.wall };
}
