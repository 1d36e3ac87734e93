import { parsePythonJson } from "../../../wire/python-json.ts";
import { pydaseTaskMembers, taskMembers } from "../encode-task.ts";

/**
 * A part of pydase's transcripts, or of what we send, as the two are compared: without the order of keys; without documentation, which Python takes from other
 * places; of a task what pydase has of it; and without `readonly`, which pydase tells wrongly of properties when they are read, and what nobody reads of a method's
 * result.
 */
export function comparable(part: unknown): unknown {
  // The mirror holds what JSON can, in which there is but one zero.
  if (part === 0) return 0;
  if (Array.isArray(part)) return part.map(comparable);
  if (typeof part !== "object" || part === null) return part;
  const isTask = "type" in part && part.type === "Task";
  const entries = Object.entries(part)
    .filter(([key]) => !["doc", "readonly", "return_annotation"].includes(key))
    .map(([key, value]) => [key, comparable(isTask && key === "value" ? ofPydase(value) : value)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function ofPydase(members: unknown): unknown {
  return Object.fromEntries(Object.entries(members as object).filter(([name]) => pydaseTaskMembers.some((known) => known === name)));
}

/** The last value that notifications tell of each path: pydase repeats itself where a value is NaN, and tells properties in another order. */
export function lastOfEach(packets: readonly string[]): unknown {
  const told = packets.map((packet) => {
    const [, { data }] = parsePythonJson(packet) as [string, { data: { full_access_path: string; value: unknown } }];
    return [data.full_access_path, comparable(data.value)] as const;
  });
  const own = told.filter(([path]) => !isOwn(path));
  return Object.fromEntries([...new Map(own)].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whether it is something of a task that pydase does not tell of. */
function isOwn(path: string): boolean {
  const member = taskMembers.find((name) => path.endsWith(`.${name}`));
  return member !== undefined && !pydaseTaskMembers.some((name) => name === member);
}
