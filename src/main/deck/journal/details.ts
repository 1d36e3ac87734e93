import { hidePasswords } from "#shared/hide-passwords.ts";
import type { ErrorReport } from "#shared/primitives.ts";
import type { ServiceStatus } from "#shared/service-snapshot.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";

/** The journal is for reading what happened; an error's whole text stays with its task. */
const longestDetail = 1000;

/** A text as the journal keeps it: not too long, and without the passwords of addresses. */
export function cutDetail(text: string): string {
  const shown = hidePasswords(text.slice(0, 2 * longestDetail));
  return shown.length <= longestDetail ? shown : `${shown.slice(0, longestDetail)}…`;
}

/** Why a task is in the state that it has entered. */
export function detailOfTask(task: TaskSnapshot, before: TaskSnapshot | undefined): string | null {
  switch (task.state) {
    case "failed":
      return cutDetail(`${task.failureReason}: ${inOneLine(task.lastError) ?? "no error"}`);
    case "restarting":
      return inOneLine(task.lastError);
    case "running":
      if (task.wanted?.beforeRestart === true && (before?.wanted ?? null) === null)
        return `started by ${task.wanted.by.name} before the restart`;
      return whatItThrew(task, before);
    case "inactive":
      return whatItThrew(task, before);
    case "stopping":
      return isWatchdogs(task) ? cutDetail(`watchdog: ${inOneLine(task.lastError) ?? "no error"}`) : null;
    default:
      return null;
  }
}

/** A run that throws while it is asked to stop does not fail; what it threw is told all the same. */
function whatItThrew(task: TaskSnapshot, before: TaskSnapshot | undefined): string | null {
  if (before?.state !== "stopping" || task.failures <= before.failures) return null;
  return cutDetail(`threw while it was stopping: ${inOneLine(task.lastError) ?? "no error"}`);
}

/** Whether it was the watchdog that asked the run to stop: its error is of that very moment. */
export function isWatchdogs({ state, since, lastError }: TaskSnapshot): boolean {
  return state === "stopping" && lastError !== null && lastError.at === since;
}

/** Why a service is in the state that it has entered; of a crash also how the process ended. */
export function detailOfService(status: ServiceStatus, before: ServiceStatus | undefined): string | null {
  switch (status.state) {
    case "failed":
      return withExit(`${status.failureReason}: ${inOneLine(status.lastError) ?? "no error"}`, status, before);
    case "restarting":
      return withExit(inOneLine(status.lastError) ?? "no error", status, before);
    default:
      return null;
  }
}

function withExit(reason: string, { lastExit, endedByTask }: ServiceStatus, before: ServiceStatus | undefined): string {
  const cause = endedByTask === null ? reason : `ended by its task ${endedByTask}: ${reason}`;
  if (lastExit === null || lastExit.at === before?.lastExit?.at) return cutDetail(cause);
  const end = lastExit.signal === null ? `exit code ${lastExit.code}` : `signal ${lastExit.signal}`;
  return cutDetail(cause.includes(end) ? cause : `${cause} (${end})`);
}

function inOneLine(error: ErrorReport | null): string | null {
  return error === null ? null : cutDetail(`${error.name}: ${error.message}`);
}
