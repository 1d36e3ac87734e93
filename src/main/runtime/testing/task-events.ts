import type { Actor } from "#shared/primitives.ts";
import type { Instant } from "../clock.ts";
import { newTaskModel, transition, type Failure, type TaskEffect, type TaskEvent, type Transition } from "../task-machine.ts";
import { checkTaskOptions, type TaskOptions } from "../task-options.ts";

export const operator: Actor = { kind: "operator", name: "test" };
export const client: Actor = { kind: "client", name: "other" };

/** A moment, so many seconds after the service was loaded. */
export function at(seconds: number): Instant {
  return { monotonicMs: seconds * 1000, wall: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString() };
}

export function failure(message: string): Failure {
  return { report: { name: "Error", message, stack: null, location: null, at: at(0).wall } };
}

/** What may happen to a task, each so many seconds after the service was loaded. */
export const asks = (kind: "start" | "stop" | "restart", seconds = 0, by = operator): TaskEvent => ({ kind, by, at: at(seconds) });
export const returns = (seconds = 0): TaskEvent => ({ kind: "runEnded", outcome: { kind: "returned", result: "42" }, at: at(seconds) });
export const throws = (seconds = 0, message = "broke"): TaskEvent => ({
  kind: "runEnded",
  outcome: { kind: "threw", error: failure(message) },
  at: at(seconds),
});
export const endsCancelled = (seconds = 0): TaskEvent => ({
  kind: "runEnded",
  outcome: { kind: "cancelled", error: failure("asked to stop") },
  at: at(seconds),
});
export const due = (seconds = 0): TaskEvent => ({ kind: "restartDue", at: at(seconds) });
export const stopTimesOut = (seconds = 0): TaskEvent => ({ kind: "stopTimedOut", at: at(seconds) });
export const watchdogExpires = (seconds = 0): TaskEvent => ({ kind: "watchdogExpired", error: failure("silent"), at: at(seconds) });

/** What a fresh task with these options has become after these events. */
export function after(options: TaskOptions, ...events: TaskEvent[]): Transition {
  const fresh: Transition = { model: newTaskModel(checkTaskOptions(options, "task").options, at(0).wall), effects: [] };
  return events.reduce(({ model }, event) => transition(model, event), fresh);
}

export function effectsOf({ effects }: Transition): TaskEffect["kind"][] {
  return effects.map(({ kind }) => kind);
}

/** A task in each state. */
export const inState = {
  inactive: after({}).model,
  running: after({}, asks("start")).model,
  restarting: after({}, asks("start"), throws()).model,
  stopping: after({}, asks("start"), asks("stop")).model,
  stuck: after({}, asks("start"), asks("stop"), stopTimesOut(10)).model,
  finished: after({}, asks("start"), returns()).model,
  failed: after({ restartOnException: false }, asks("start"), throws()).model,
};
