import { memberPath } from "#shared/access-path.ts";
import { pydaseTaskStatus, type DeckTask } from "#shared/task-snapshot.ts";
import { pathText, pythonTime } from "./encode-object.ts";

/** The members of a task that a client sees; the first four are pydase's, the others Dasedeck's own. */
export const taskMembers = [
  "autostart",
  "status",
  "start",
  "stop",
  "state",
  "restarts",
  "last_error",
  "next_restart_at",
  "restart",
] as const;
export type TaskMember = (typeof taskMembers)[number];

/** What pydase's own tasks have. */
export const pydaseTaskMembers = ["autostart", "status", "start", "stop"] as const satisfies readonly TaskMember[];

/** How much of an author's text a task may carry, in bytes of JSON: Python's client never connects to a tree of more than 4 MiB. */
const longestDoc = 60;
const longestError = 100;

/** Without what pydase says of the result, which nobody reads: there may be thousands of tasks. */
const signature = '{"parameters":{}}';
const statusEnum = '{"RUNNING":"running","NOT_RUNNING":"not_running"}';

/**
 * A task as it is served: of a service without a process no run is under way, whatever was last known.
 *
 * @param isStale - whether the process is gone.
 */
export function taskAsServed(task: DeckTask, isStale: boolean): DeckTask {
  return isStale && pydaseTaskStatus(task.state) === "RUNNING" ? { ...task, state: "inactive" } : task;
}

/** The task as JSON text, at most 1.5 KiB where its path is of a usual length. */
export function encodeTask(task: DeckTask, prefix: string, named: readonly TaskMember[] = taskMembers): string {
  const members = named.map((member) => `"${member}":${encodeTaskMember(task, member, prefix)}`);
  const doc = task.doc === null ? "null" : shortText(task.doc, longestDoc);
  return `{"full_access_path":${pathText(task.path, prefix)},"type":"Task","name":"Task","readonly":false,"doc":${doc},"value":{${members.join(",")}}}`;
}

/** One member of a task as JSON text. */
export function encodeTaskMember(task: DeckTask, member: TaskMember, prefix: string): string {
  const head = (type: string): string =>
    `{"full_access_path":${pathText(memberPath(task.path, member), prefix)},"type":"${type}","readonly":true,"doc":null,"value":`;
  const text = (value: string | null): string => (value === null ? `${head("NoneType")}null}` : `${head("str")}${value}}`);
  switch (member) {
    case "autostart":
      return `${head("bool")}${task.options.autostart}}`;
    case "status":
      return `${head("Enum")}"${pydaseTaskStatus(task.state)}","name":"TaskStatus","enum":${statusEnum}}`;
    case "start":
    case "stop":
    case "restart":
      return `${head("method")}null,"async":false,"signature":${signature},"frontend_render":false}`;
    case "state":
      return text(`"${task.state}"`);
    case "restarts":
      return `${head("int")}${task.restarts}}`;
    case "last_error":
      return text(task.lastError === null ? null : shortText(`${task.lastError.name}: ${task.lastError.message}`, longestError));
    case "next_restart_at":
      return text(task.state === "restarting" && task.nextRestartAt !== null ? `"${pythonTime(task.nextRestartAt)}"` : null);
  }
}

/** A text in quotes, cut to a number of bytes. */
function shortText(text: string, longest: number): string {
  const whole = JSON.stringify(text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
  if (Buffer.byteLength(whole) <= longest + 4) return whole;
  // Letters of more than one byte, and what JSON writes with backslashes.
  return shortText(text.slice(0, Math.floor((text.length * longest) / Buffer.byteLength(whole)) - 1), longest);
}
