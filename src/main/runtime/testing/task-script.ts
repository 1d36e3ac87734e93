import type { TaskCommand } from "#shared/service-channel.ts";
import type { TaskStateName } from "#shared/task-snapshot.ts";

/** How a run ends; `cancelled` is a `TaskCancelled`, whether somebody asked for it or not. */
export type End = "returned" | "threw" | "cancelled";

/** What one run does of itself: before its first `await`, and when it is asked to stop. */
export interface RunPlan {
  readonly first:
    "wait" | "throw" | "reject" | "return" | TaskCommand | { readonly blockSec: number; readonly then: "sleep" | "throw" | "wait" };
  readonly onCancel: { readonly afterSec: number; readonly end: End } | "ignore";
}

/** One thing that happens to a task. Several without a turn of the event loop between them are `{ kind: "together" }`. */
export type Step =
  | { readonly kind: "ask"; readonly command: TaskCommand; readonly from: "outside" | "run" | "former run" }
  | { readonly kind: "end"; readonly end: End }
  | { readonly kind: "sign" }
  | { readonly kind: "sleep"; readonly seconds: number }
  | { readonly kind: "pass"; readonly seconds: number }
  | { readonly kind: "passToNextTimer" }
  | { readonly kind: "block"; readonly seconds: number }
  | { readonly kind: "setWallClock"; readonly seconds: number }
  | { readonly kind: "together"; readonly steps: readonly Step[] };

/** A request, and what its promise is to become; `null` while it waits. */
export interface ExpectedAnswer {
  answer: TaskStateName | "refused" | null;
}

/** What the runs do of themselves, which is up to the test. */
export interface ExpectedRuns {
  /** A run has begun. */
  begins(run: number): void;
  /** The run is asked to stop. */
  isCancelled(run: number): void;
}
