import { memberPath } from "#shared/access-path.ts";
import type { ErrorReport, IsoTime } from "#shared/primitives.ts";
import { pydaseTaskStatus, taskStateNames, type DeckTask, type TaskStateName } from "#shared/task-snapshot.ts";
import { integerIn, isRecord, timeIn } from "../../wire/python-values.ts";

/** A task as another side serves it: of pydase the first members, of Dasedeck all. */
export interface RemoteTask {
  readonly path: string;
  readonly doc: string | null;
  readonly status: "RUNNING" | "NOT_RUNNING";
  /** By name; of what is missing nothing is reported. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Reads the members of a serialised task. */
export function remoteTask(path: string, doc: string | null, value: unknown): RemoteTask {
  const members = isRecord(value) ? value : {};
  return { path, doc, status: statusIn(members["status"]), members };
}

/** The task after one of its members became another. */
export function withMember(task: RemoteTask, name: string, object: unknown): RemoteTask {
  const members = { ...task.members, [name]: object };
  return { ...task, status: statusIn(members["status"]), members };
}

/** Whether the other side can restart the task by itself. */
export function hasRestart({ members }: RemoteTask): boolean {
  return isRecord(members["restart"]);
}

/** The path of one of a task's methods. */
export function taskMethod(path: string, method: "start" | "stop" | "restart"): string {
  return memberPath(path, method);
}

/**
 * A task as the deck shows it.
 *
 * @param before - as it was shown until now; `null` where it is seen for the first time, or after a time in which nothing was heard of it.
 */
export function toDeckTask(task: RemoteTask, before: DeckTask | null, at: IsoTime): DeckTask {
  const { path, doc, members } = task;
  const state = stateOf(task);
  const restarts = integerIn(valueOf(members["restarts"]));
  const autostart = valueOf(members["autostart"]);
  const fields = {
    path,
    doc,
    sequence: (before?.sequence ?? -1) + 1,
    since: before === null ? null : before.state === state ? before.since : at,
    wanted: null,
    restarts: typeof restarts === "number" ? restarts : null,
    runs: null,
    failures: null,
    runningSec: null,
    startedAt: null,
    endedAt: null,
    lastError: errorIn(valueOf(members["last_error"]), before?.lastError ?? null, at),
    result: null,
    options: typeof autostart === "boolean" ? { autostart } : {},
    warnings: [],
  };
  switch (state) {
    case "restarting":
      return { ...fields, state, nextRestartAt: timeIn(valueOf(members["next_restart_at"])) ?? null, restartDelaySec: null };
    case "failed":
      return { ...fields, state, failureReason: null };
    default:
      return { ...fields, state };
  }
}

/** Dasedeck tells a task's status at once and its state a moment later: until then the status alone is true. */
function stateOf({ status, members }: RemoteTask): TaskStateName {
  const told = valueOf(members["state"]);
  const state = taskStateNames.find((name) => name === told);
  if (state !== undefined && pydaseTaskStatus(state) === status) return state;
  return status === "RUNNING" ? "running" : "inactive";
}

function statusIn(object: unknown): RemoteTask["status"] {
  return valueOf(object) === "RUNNING" ? "RUNNING" : "NOT_RUNNING";
}

/** Of the error its name and message are told in one text, not when it was: that is when it was first heard of. */
function errorIn(text: unknown, before: ErrorReport | null, at: IsoTime): ErrorReport | null {
  if (typeof text !== "string") return null;
  const [, name = "Error", message = text] = /^([\w.]{1,80}): ([^]*)$/.exec(text) ?? [];
  if (before?.name === name && before.message === message) return before;
  return { name, message, stack: null, location: null, at };
}

function valueOf(object: unknown): unknown {
  return isRecord(object) ? object["value"] : undefined;
}
