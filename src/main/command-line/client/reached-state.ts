import type { ErrorReport, Wanted } from "#shared/primitives.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import type { ServiceSnapshot, ServiceStateName } from "#shared/service-snapshot.ts";
import type { DeckTask, TaskStateName } from "#shared/task-snapshot.ts";
import { inOneLine } from "../terminal/printable.ts";

/** What has become of a command: `null` while it is under way. */
export type Reached = { kind: "reached"; state: ServiceStateName | TaskStateName } | { kind: "failed"; reason: string } | null;

/** Whether a service is where a command was to bring it, in a snapshot taken after the command. */
export function serviceReached(command: TaskCommand, { id, status }: ServiceSnapshot): Reached {
  const { state, wanted } = status;
  if (command === "stop") {
    if (state === "stopped" || state === "failed") return reached(state);
    return wanted?.wanted === "running" ? failed(`${id} was started again${by(wanted)}`) : null;
  }
  switch (state) {
    case "running":
      return reached(state);
    case "failed":
      return failed(`${id} failed (${status.failureReason})${errorOf(status.lastError)}; dasedeck status ${id} tells more`);
    case "stopped":
    case "stopping":
      return wanted?.wanted === "stopped" ? failed(`${id} was stopped${by(wanted)}`) : null;
    case "starting":
    case "restarting":
      return null;
  }
}

/** Whether a task is where a command was to bring it, in a snapshot taken after the command. */
export function taskReached(command: TaskCommand, path: string, service: ServiceSnapshot): Reached {
  const name = `${service.id}.${path}`;
  const task = Object.hasOwn(service.tasks, path) ? service.tasks[path] : undefined;
  if (task === undefined) return failed(`${name} is gone`);
  if (service.status.state !== "running") return failed(`its service ${service.id} is ${service.status.state}`);
  if (task.state === "stuck") return failed(`${name} is stuck: its run does not end; use dasedeck restart ${service.id}`);
  return command === "stop" ? taskStopped(name, task) : taskStarted(name, task);
}

function taskStopped(name: string, task: DeckTask): Reached {
  switch (task.state) {
    case "inactive":
    case "finished":
    case "failed":
      return reached(task.state);
    default:
      return task.wanted?.wanted === "running" ? failed(`${name} was started again${by(task.wanted)}`) : null;
  }
}

function taskStarted(name: string, task: DeckTask): Reached {
  switch (task.state) {
    case "running":
    case "finished":
      return reached(task.state);
    case "restarting":
      return failed(`the run of ${name} failed${errorOf(task.lastError)}; it is tried again by itself`);
    case "failed":
      return failed(
        `${name} failed${task.failureReason === null ? "" : ` (${task.failureReason})`}${errorOf(task.lastError)}; dasedeck status ${name} tells more`,
      );
    default:
      return task.wanted?.wanted === "stopped" ? failed(`${name} was stopped${by(task.wanted)}`) : null;
  }
}

function reached(state: ServiceStateName | TaskStateName): Reached {
  return { kind: "reached", state };
}

function failed(reason: string): Reached {
  return { kind: "failed", reason };
}

function by(wanted: Wanted): string {
  return ` by ${inOneLine(wanted.by.name)}`;
}

function errorOf(error: ErrorReport | null): string {
  return error === null ? "" : `: ${inOneLine(`${error.name}: ${error.message}`)}`;
}
