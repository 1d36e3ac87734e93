import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";

/** For so long after a restart nobody can say whether it helped; also keeps a failing row from jumping to and fro with every attempt. */
export const settlingMs = 10_000;

/** Whether a person should look at this task. @param now - the deck's clock, in milliseconds since the epoch */
export function taskNeedsAttention(task: TaskSnapshot, service: Pick<ServiceSnapshot, "status" | "stale">, now: number): boolean {
  switch (task.state) {
    case "failed":
      // Whoever stopped the service has seen it.
      return service.status.state !== "stopped";
    case "stuck":
    case "restarting":
      return !service.stale;
    case "running":
      return !service.stale && isSettling(task.restarts, task.startedAt ?? task.since, now);
    case "inactive":
      return isTaskUnfulfilled(task, service);
    case "stopping":
    case "finished":
      return false;
  }
}

/** Whether a person should look at this service, its tasks apart. */
export function serviceNeedsAttention({ status }: Pick<ServiceSnapshot, "status">, now: number): boolean {
  switch (status.state) {
    case "failed":
    case "restarting":
      return true;
    case "stopped":
      return isServiceUnfulfilled({ status });
    case "running":
      return !status.responsive || isSettling(status.restarts, status.since, now);
    case "starting":
    case "stopping":
      return !status.responsive;
  }
}

/** Whether a task that should run does not, though its service does. */
export function isTaskUnfulfilled(task: TaskSnapshot, service: Pick<ServiceSnapshot, "status" | "stale">): boolean {
  if (task.wanted?.wanted !== "running" || service.stale || service.status.state !== "running") return false;
  return task.state === "inactive" || task.state === "failed";
}

/** Whether a service that should run does not. */
export function isServiceUnfulfilled({ status }: Pick<ServiceSnapshot, "status">): boolean {
  return status.wanted?.wanted === "running" && (status.state === "stopped" || status.state === "failed");
}

function isSettling(restarts: number, startedAt: string, now: number): boolean {
  return restarts > 0 && now - Date.parse(startedAt) < settlingMs;
}
