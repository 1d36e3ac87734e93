import { memberPath } from "#shared/access-path.ts";
import type { ErrorReport, IsoTime } from "#shared/primitives.ts";
import { deckTask, pydaseTaskStatus, taskStateNames, type DeckTask, type TaskStateName } from "#shared/task-snapshot.ts";
import { integerIn, isRecord, timeIn } from "../../wire/python-values.ts";
import { cut, isModest, type TreeSize } from "./remote-limits.ts";

/** Of the members of a task as another side serves it, those that are shown; of pydase the first two. */
const memberNames = ["status", "autostart", "state", "restarts", "last_error", "next_restart_at"] as const;
type MemberName = (typeof memberNames)[number];

/** The values of a task's members, by name; nothing is reported of those that are missing. */
type Members = Readonly<Partial<Record<MemberName, unknown>>>;

/** How much another deck may say of one task beside its members: more than a task with the longest error and result has. */
const maxSnapshot = { parts: 500, text: 256 * 1024 } as const;

/** A task as another side serves it. */
export interface RemoteTask {
  readonly path: string;
  readonly doc: string | null;
  readonly status: "RUNNING" | "NOT_RUNNING";
  readonly members: Members;
  /** Whether the other side can restart the task by itself. */
  readonly hasRestart: boolean;
  /** All that another deck knows of it. */
  readonly snapshot: DeckTask | null;
  /** What it adds to the size of a tree. */
  readonly size: TreeSize;
}

/** Reads the members of a serialised task, and what another deck tells beside them. */
export function remoteTask(path: string, doc: string | null, value: unknown, given: unknown = null): RemoteTask {
  const record = isRecord(value) ? value : {};
  const members = Object.fromEntries(memberNames.map((name) => [name, memberValue(record[name])]));
  const snapshot = isModest(given, maxSnapshot.parts, maxSnapshot.text) ? deckTask.safeParse(given).data : undefined;
  return sized({
    path,
    doc,
    members,
    hasRestart: isRecord(record["restart"]),
    snapshot: snapshot === undefined ? null : { ...snapshot, path },
  });
}

/** The task after one of its members became another; of what is not shown nothing is kept. */
export function withMember(task: RemoteTask, name: string, object: unknown): RemoteTask {
  const known = memberNames.find((candidate) => candidate === name);
  return known === undefined ? task : sized({ ...task, members: { ...task.members, [known]: memberValue(object) }, snapshot: null });
}

function sized(task: Omit<RemoteTask, "status" | "size">): RemoteTask {
  const { path, doc, members, snapshot } = task;
  const error = typeof members.last_error === "string" ? members.last_error.length : 0;
  const text = 2 * path.length + (doc?.length ?? 0) + error + (snapshot === null ? 0 : JSON.stringify(snapshot).length);
  return { ...task, status: members.status === "RUNNING" ? "RUNNING" : "NOT_RUNNING", size: { values: 1, text } };
}

/** A number, a switch, or a text of a bounded length; `undefined` for anything else. */
function memberValue(object: unknown): unknown {
  const value = isRecord(object) ? object["value"] : undefined;
  if (typeof value === "string") return cut.error(value);
  return typeof value === "number" || typeof value === "boolean" ? value : undefined;
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
  const { path, doc, members, snapshot } = task;
  if (snapshot !== null) return snapshot;
  const state = stateOf(task);
  const restarts = integerIn(members.restarts);
  const autostart = members.autostart;
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
    lastError: errorIn(members.last_error, before?.lastError ?? null, at),
    result: null,
    options: typeof autostart === "boolean" ? { autostart } : {},
    warnings: [],
  };
  switch (state) {
    case "restarting":
      return { ...fields, state, nextRestartAt: timeIn(members.next_restart_at) ?? null, restartDelaySec: null };
    case "failed":
      return { ...fields, state, failureReason: null };
    default:
      return { ...fields, state };
  }
}

/** Dasedeck tells a task's status at once and its state a moment later: until then the status alone is true. */
function stateOf({ status, members }: RemoteTask): TaskStateName {
  const state = taskStateNames.find((name) => name === members.state);
  if (state !== undefined && pydaseTaskStatus(state) === status) return state;
  return status === "RUNNING" ? "running" : "inactive";
}

/** Of the error its name and message are told in one text, not when it was: that is when it was first heard of. */
function errorIn(text: unknown, before: ErrorReport | null, at: IsoTime): ErrorReport | null {
  if (typeof text !== "string") return null;
  const [, name = "Error", message = text] = /^([\w.]{1,80}): ([^]*)$/.exec(text) ?? [];
  if (before?.name === name && before.message === message) return before;
  return { name, message, stack: null, location: null, at };
}
