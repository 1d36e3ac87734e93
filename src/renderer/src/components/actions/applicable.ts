import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";

/** For each command why it can't be given at present, in words for a person; `null` where it can. */
export type Obstacles<Command extends string> = Readonly<Record<Command, string | null>>;

/** The same obstacles, or one reason for all of them where nothing can be commanded at present. */
export function barredBy<Command extends string>(reason: string | null, obstacles: Obstacles<Command>): Obstacles<Command> {
  if (reason === null) return obstacles;
  return Object.fromEntries(Object.keys(obstacles).map((command) => [command, reason])) as Record<Command, string>;
}

const notRunning = "It is not running";

/** What can be asked of a task in its present state. */
export function taskObstacles(
  task: Pick<DeckTask, "state">,
  service: Pick<ServiceSnapshot, "status" | "stale">,
): Obstacles<"start" | "stop" | "restart"> {
  if (service.stale || service.status.state !== "running") return everyCommand(`Its service is not running, but ${service.status.state}`);
  switch (task.state) {
    case "running":
      return { start: "It is running already", stop: null, restart: null };
    case "restarting":
      return { start: null, stop: null, restart: null };
    case "stopping":
      return { start: null, stop: "It is stopping already", restart: null };
    case "stuck":
      return everyCommand("It does not react to being stopped: force-stop or restart its service");
    case "inactive":
    case "finished":
    case "failed":
      return { start: null, stop: notRunning, restart: null };
  }
}

function everyCommand(reason: string): Obstacles<"start" | "stop" | "restart"> {
  return { start: reason, stop: reason, restart: reason };
}

/** What can be asked of a service in its present state. */
export function serviceObstacles({ status }: Pick<ServiceSnapshot, "status">): Obstacles<"start" | "stop" | "restart" | "forceStop"> {
  const noProcess = "It has no process";
  switch (status.state) {
    case "running":
      return { start: "It is running already", stop: null, restart: null, forceStop: null };
    case "starting":
      return { start: "It is starting already", stop: null, restart: null, forceStop: null };
    case "stopping":
      return { start: null, stop: "It is stopping already", restart: null, forceStop: null };
    case "restarting":
      return { start: null, stop: null, restart: null, forceStop: noProcess };
    case "stopped":
    case "failed":
      return { start: null, stop: notRunning, restart: null, forceStop: noProcess };
  }
}

/** Whether a polite stop may not be enough, so that force-stop should be at hand. */
export function suggestsForceStop({ status, tasks }: Pick<ServiceSnapshot, "status" | "tasks">): boolean {
  if (!("responsive" in status)) return false;
  return !status.responsive || status.state !== "running" || Object.values(tasks).some((task) => task.state === "stuck");
}
