import type { ServiceSnapshot } from "./service-snapshot.ts";
import { taskStateNames, type TaskStateName } from "./task-snapshot.ts";

/**
 * What can be said of a task now, beside the state that it reported last:
 * - `not confirmed`: its service does not respond, so the state may have changed since;
 * - `not running`: its process has ended, and the run with it;
 * - `stale`: the connection to its service is lost; it may still run there, or not.
 */
export type UncertainState = "not confirmed" | "not running" | "stale";
export const taskConditionNames: readonly (TaskStateName | UncertainState)[] = [...taskStateNames, "not confirmed", "not running", "stale"];

/** How a task is shown, wherever it is shown. `was`: the state that it reported last, where that does not hold for certain now. */
export type TaskCondition =
  { readonly state: TaskStateName; readonly was: null } | { readonly state: UncertainState; readonly was: TaskStateName };

/** What {@link taskCondition} depends on beside the task. */
export type TaskSurroundings = Pick<ServiceSnapshot, "source" | "status" | "stale">;

/** How a task of this service is to be shown: the one place that decides it, for the window, the command line and the metrics. */
export function taskCondition(state: TaskStateName, { source, status, stale }: TaskSurroundings): TaskCondition {
  const isUnresponsive = "responsive" in status && !status.responsive;
  // Elsewhere anyone may have started or stopped it meanwhile.
  if (stale && source.kind === "address") return { state: "stale", was: state };
  switch (state) {
    case "finished":
    case "failed":
      // How a run ended stays true.
      return { state, was: null };
    case "inactive":
      return !stale && isUnresponsive ? { state: "not confirmed", was: state } : { state, was: null };
    case "running":
    case "restarting":
    case "stopping":
    case "stuck":
      if (stale) return { state: "not running", was: state };
      return isUnresponsive ? { state: "not confirmed", was: state } : { state, was: null };
  }
}
