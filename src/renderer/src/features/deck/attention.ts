import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { serviceWords, wordsOf } from "../../components/service-words.ts";

/** For so long after a restart nobody can say whether it helped; also keeps a failing row from jumping to and fro with every attempt. */
export const settlingMs = 10_000;

/** Whether a person should look at this task. @param now - the deck's clock, in milliseconds since the epoch */
export function taskNeedsAttention(task: DeckTask, service: Pick<ServiceSnapshot, "source" | "status" | "stale">, now: number): boolean {
  switch (task.state) {
    case "failed":
      // Whoever stopped the service has seen it.
      return service.status.state !== "stopped";
    case "stuck":
    case "restarting":
      return !service.stale;
    case "running":
      return !service.stale && isSettling(task.restarts ?? 0, task.startedAt ?? task.since, now);
    case "inactive":
      return service.status.state === "running" && taskUnfulfilled(task, service) !== null;
    case "stopping":
    case "finished":
      return false;
  }
}

/** Whether a person should look at this service, its tasks apart. */
export function serviceNeedsAttention({ source, status }: Pick<ServiceSnapshot, "source" | "status">, now: number): boolean {
  switch (status.state) {
    case "failed":
    case "restarting":
      return true;
    case "stopped":
      return serviceUnfulfilled({ source, status }) !== null;
    case "running":
      return !status.responsive || isSettling(status.restarts, status.since, now);
    case "starting":
    case "stopping":
      return !status.responsive;
  }
}

/** Whether what was last asked of a task is not so, and will not be by itself; in words for a person, `null` where all is as wanted. */
export function taskUnfulfilled(task: DeckTask, service: Pick<ServiceSnapshot, "source" | "status" | "stale">): string | null {
  const { wanted, state } = task;
  if (wanted === null || state === "finished") return null;
  // Of a remote service that is not connected nobody knows what its tasks do.
  if (service.source.kind === "address" && (service.stale || service.status.state !== "running")) return null;
  if (state === "stuck" && !service.stale) return wanted.wanted === "stopped" ? askedToStop : askedToRun;
  if (wanted.wanted === "stopped") return null;
  // Whoever stopped the service wanted its tasks to end, too.
  if (service.status.state === "failed") return `${askedToRun}: its service has failed`;
  if (service.status.state === "stopped") return serviceUnfulfilled(service);
  return service.status.state === "running" && !service.stale && (state === "inactive" || state === "failed") ? askedToRun : null;
}

/** The same of a service, or of the connection to it. */
export function serviceUnfulfilled({ source, status }: Pick<ServiceSnapshot, "source" | "status">): string | null {
  const isDown = status.state === "stopped" || status.state === "failed";
  return status.wanted?.wanted === "running" && isDown ? wordsOf({ source }).askedToRun : null;
}

const { askedToRun } = serviceWords.file;
const askedToStop = "It was asked to stop, and does not";

function isSettling(restarts: number, startedAt: string | null, now: number): boolean {
  return restarts > 0 && startedAt !== null && now - Date.parse(startedAt) < settlingMs;
}
