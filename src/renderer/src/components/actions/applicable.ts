import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { formatCount } from "../../format/count.ts";
import { visibleText } from "../../format/visible-text.ts";
import { stateTable } from "../state/state-table.ts";
import { shownServiceState } from "../state/shown-state.ts";
import { wordsOf, type LifecycleCommand } from "../service-words.ts";

/** For each command why it can't be given at present, in words for a person; `null` where it can. */
export type Obstacles<Command extends string> = Readonly<Record<Command, string | null>>;

/** The same obstacles, or one reason for all of them where nothing can be commanded at present. */
export function barredBy<Command extends string>(reason: string | null, obstacles: Obstacles<Command>): Obstacles<Command> {
  if (reason === null) return obstacles;
  return Object.fromEntries(Object.keys(obstacles).map((command) => [command, reason])) as Record<Command, string>;
}

/** What can be asked of a task in its present state. */
export function taskObstacles(
  task: Pick<DeckTask, "state">,
  service: Pick<ServiceSnapshot, "source" | "status" | "stale">,
): Obstacles<LifecycleCommand> {
  const { noTask, stuckAdvice } = wordsOf(service);
  if (service.stale || service.status.state !== "running") {
    return everyCommand(`${noTask}, but ${stateTable[shownServiceState(service).state].word}`);
  }
  switch (task.state) {
    case "running":
      return { start: "It is running already", stop: null, restart: null };
    case "restarting":
      return { start: null, stop: null, restart: null };
    case "stopping":
      return { start: null, stop: "It is stopping already", restart: null };
    case "stuck":
      return everyCommand(`It does not react to being stopped. ${stuckAdvice}`);
    case "inactive":
    case "finished":
    case "failed":
      return { start: null, stop: "It is not running", restart: null };
  }
}

function everyCommand(reason: string): Obstacles<LifecycleCommand> {
  return { start: reason, stop: reason, restart: reason };
}

/** What can be asked of a service, or of the connection to it, in its present state. */
export function serviceObstacles(service: Pick<ServiceSnapshot, "source" | "status">): Obstacles<LifecycleCommand> {
  const { obstacles } = wordsOf(service);
  switch (service.status.state) {
    case "running":
      return { start: obstacles.running, stop: null, restart: null };
    case "starting":
      return { start: obstacles.starting, stop: null, restart: null };
    case "stopping":
      return { start: null, stop: obstacles.stopping, restart: null };
    case "restarting":
      return { start: null, stop: null, restart: null };
    case "stopped":
    case "failed":
      return { start: null, stop: obstacles.down, restart: null };
  }
}

/** Why a service can't be force-stopped; a remote one is never asked to be. */
export function forceStopObstacle({ status }: Pick<ServiceSnapshot, "status">): string | null {
  return "pid" in status ? null : "It has no process";
}

/** Whether a polite stop may not be enough, so that force-stop should be at hand. */
export function suggestsForceStop({ source, status, tasks }: Pick<ServiceSnapshot, "source" | "status" | "tasks">): boolean {
  if (source.kind === "address" || !("responsive" in status)) return false;
  return !status.responsive || status.state !== "running" || Object.values(tasks).some((task) => task.state === "stuck");
}

/**
 * The tasks that a force-stop of their service ends beside the one that it is meant for: those with a run under way or a restart to come.
 *
 * @param meant - path of the task for whose sake it is done, `null` for the service itself
 */
export function otherTasksUnderWay(tasks: ServiceSnapshot["tasks"], meant: string | null): string[] {
  return Object.values(tasks).flatMap(({ path, state }) => (path !== meant && underWay.has(state) ? [path] : []));
}

/** So many tasks are named; more are counted. */
const namedTasks = 5;

/** What a force-stop does: `ends the whole service, with its tasks poll and heat`. */
export function forceStopEnds(paths: readonly string[]): string {
  if (paths.length === 0) return "ends the whole service";
  const named = paths.slice(0, namedTasks).map(visibleText);
  const more = paths.length - named.length;
  return `ends the whole service, with its ${paths.length === 1 ? "task" : "tasks"} ${list.format(more > 0 ? [...named, `${formatCount(more)} more`] : named)}`;
}

const list = new Intl.ListFormat("en-GB");
const underWay: ReadonlySet<DeckTask["state"]> = new Set(["running", "restarting", "stopping", "stuck"]);
