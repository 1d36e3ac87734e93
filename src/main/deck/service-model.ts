import type { Blocker } from "#shared/activity.ts";
import type { Instant } from "#runtime/clock.ts";
import type { Actor, ErrorReport, IsoTime, Wanted } from "#shared/primitives.ts";
import { defaultServiceOptions, type ServiceFailureReason, type ServiceOptions } from "#shared/service-snapshot.ts";
import type { Restoring } from "./state/restore-lessons.ts";

/** Why a process that was told to end is ending, and so what comes after it. */
export type AfterStopping = "stay stopped" | "start again" | "fail by task" | "fail by watchdog";

export type ServiceState =
  | { readonly kind: "stopped" }
  /** `isQueued`: its turn to start has not come yet, and there is no process. */
  | { readonly kind: "starting"; readonly isQueued: boolean }
  | { readonly kind: "running" }
  | { readonly kind: "stopping"; readonly then: AfterStopping }
  | { readonly kind: "restarting"; readonly nextRestartAt: IsoTime; readonly delaySec: number }
  | { readonly kind: "failed"; readonly reason: ServiceFailureReason };

/** All that the supervision of a service knows. */
export interface ServiceModel {
  readonly state: ServiceState;
  readonly since: IsoTime;
  readonly options: ServiceOptions;
  readonly wanted: Wanted | null;
  /** Automatic restarts since the last explicit start, and when they were performed (monotonic, milliseconds). */
  readonly restarts: number;
  readonly performedRestarts: readonly number[];
  readonly lastError: ErrorReport | null;
  readonly endedByTask: string | null;
}

/** What happened to a service: by a person, a timer, or its process. */
export type ServiceEvent =
  | { readonly kind: "start" | "stop" | "restart" | "forceStop"; readonly by: Actor }
  /** The process has read how long it may take; both in seconds, and from its start. */
  | { readonly kind: "loadTimeoutRead"; readonly loadTimeoutSec: number; readonly passedSec: number }
  | { readonly kind: "loaded"; readonly options: ServiceOptions }
  | { readonly kind: "loadFailed" | "crashed"; readonly error: ErrorReport }
  | { readonly kind: "endedByTask"; readonly task: string; readonly error: ErrorReport | null }
  /** `restoring`: what it was restoring, where its end is to be blamed on that. */
  | { readonly kind: "processExited"; readonly description: string; readonly restoring: Restoring | null }
  | { readonly kind: "loadTimedOut"; readonly restoring: Restoring | null }
  /** It is its turn to start. */
  | { readonly kind: "startDue" }
  /** The file may not be run, although it was asked for. */
  | { readonly kind: "refused"; readonly error: ErrorReport }
  | { readonly kind: "restartDue" | "stopTimedOut" }
  | { readonly kind: "watchdogExpired"; readonly blocker: Blocker | null };

export type ServiceTimer = "restart" | "load" | "stop";

/** What the driver does, in order. */
export type ServiceEffect =
  /** Ask for a turn to start, which is told by `startDue`. */
  | { readonly kind: "enqueueStart" }
  | { readonly kind: "startProcess" }
  /** What is asked of tasks now holds for the next process; what this one asks of them while it ends does not. */
  | { readonly kind: "keepWantedTasks" }
  | { readonly kind: "forgetWantedTasks" }
  /** The next process is to restore with more care what this one ended by. */
  | { readonly kind: "learn"; readonly from: Restoring }
  | { readonly kind: "askToStop"; readonly by: Actor }
  | { readonly kind: "killProcess" }
  | { readonly kind: "setTimer"; readonly timer: ServiceTimer; readonly delaySec: number }
  | { readonly kind: "clearTimer"; readonly timer: ServiceTimer };

export interface ServiceTransition {
  readonly model: ServiceModel;
  readonly effects: readonly ServiceEffect[];
}

export function newServiceModel(now: Instant): ServiceModel {
  return {
    state: { kind: "stopped" },
    since: now.wall,
    options: defaultServiceOptions,
    wanted: null,
    restarts: 0,
    performedRestarts: [],
    lastError: null,
    endedByTask: null,
  };
}
