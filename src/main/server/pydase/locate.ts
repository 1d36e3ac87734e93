import { formatAccessPath, parseAccessPath, type PathStep } from "#shared/access-path.ts";
import { isContainer, type SerializedContainer, type SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { taskMembers, type TaskMember } from "./encode-task.ts";
import { PythonError } from "./python-error.ts";

/** What an access path leads to in what is known of a service. */
export interface Place {
  /** The path with a negative index counted from the end, as in Python. */
  readonly path: string;
  readonly found:
    | { readonly kind: "object"; readonly object: SerializedObject; readonly isComputed: boolean }
    | { readonly kind: "task"; readonly task: DeckTask }
    | { readonly kind: "taskMember"; readonly task: DeckTask; readonly member: TaskMember }
    /** Nothing that is known: as Python would say it; the list or dict of which a method may be meant, such as `limits.append`. */
    | { readonly kind: "nothing"; readonly error: PythonError; readonly collection: SerializedContainer | null };
}

/**
 * Follows an access path through the mirror of a service.
 *
 * @throws PythonError for what is no access path.
 */
export function locate(service: ServiceSnapshot, path: string): Place {
  const steps = parseAccessPath(path);
  if (steps === null)
    throw new PythonError(
      "ValueError",
      `${JSON.stringify(path)} is no access path: write it as in supply.channels[0].gain or table["key"]`,
    );
  if (service.attributes === null) throw new PythonError("RuntimeError", notThere(service));
  return follow(service, service.attributes, steps);
}

/** Why there is nothing to be read of a service. */
export function notThere({ id, status }: ServiceSnapshot): string {
  const reason = status.lastError === null ? "" : `: ${status.lastError.message}`;
  return `The service ${id} has not been loaded; it is ${status.state}${reason}`;
}

function follow(service: ServiceSnapshot, root: SerializedObject, steps: readonly PathStep[]): Place {
  const walked: PathStep[] = [];
  let object = root;
  let isComputed = false;
  for (const [position, given] of steps.entries()) {
    const step = fromTheEnd(object, given);
    const rest = steps.slice(position + 1);
    const path = (): string => formatAccessPath([...walked, step, ...rest]);
    const child = childOf(object, step);
    if (child === null) {
      const taskPath = formatAccessPath([...walked, step]);
      const task = isService(object) && Object.hasOwn(service.tasks, taskPath) ? service.tasks[taskPath] : undefined;
      if (task !== undefined && isServedTask(task)) return inTask(task, rest, path());
      const collection = rest.length === 0 && step.kind === "member" && isCollection(object) ? object : null;
      return { path: path(), found: { kind: "nothing", error: missing(object, step), collection } };
    }
    walked.push(step);
    object = child;
    isComputed ||= object.computed === true;
  }
  return { path: formatAccessPath(walked), found: { kind: "object", object, isComputed } };
}

function inTask(task: DeckTask, [step, ...beyond]: readonly PathStep[], path: string): Place {
  if (step === undefined) return { path, found: { kind: "task", task } };
  const member = taskMembers.find((name) => step.kind === "member" && step.name === name);
  if (member !== undefined && beyond.length === 0) return { path, found: { kind: "taskMember", task, member } };
  const error = new PythonError("AttributeError", `'Task' object has no attribute '${nameOf(beyond[0] ?? step)}'`);
  return { path, found: { kind: "nothing", error, collection: null } };
}

function fromTheEnd(object: SerializedObject, step: PathStep): PathStep {
  if (step.kind !== "index" || step.index >= 0 || object.type !== "list") return step;
  const index = object.value.length + step.index;
  return index < 0 ? step : { kind: "index", index };
}

function childOf(object: SerializedObject, step: PathStep): SerializedObject | null {
  if (!isContainer(object)) return null;
  if (object.type === "list") return step.kind === "index" ? (object.value[step.index] ?? null) : null;
  const name =
    step.kind === "member" && object.type !== "dict" ? step.name : step.kind === "key" && object.type === "dict" ? step.key : null;
  return name !== null && Object.hasOwn(object.value, name) ? (object.value[name] ?? null) : null;
}

function missing(object: SerializedObject, step: PathStep): PythonError {
  if (object.type === "list" && step.kind === "index") return new PythonError("IndexError", "list index out of range");
  if (object.type === "dict" && step.kind === "key") return new PythonError("KeyError", step.key);
  if (object.type === "dict" && step.kind === "index")
    return new PythonError("ValueError", `Invalid key type: ${step.index} (int). Dictionary keys must be strings.`);
  const name = "name" in object ? object.name : object.type;
  return new PythonError("AttributeError", `'${name}' object has no attribute '${nameOf(step)}'`);
}

function nameOf(step: PathStep): string {
  if (step.kind === "index") return String(step.index);
  return step.kind === "key" ? step.key : step.name;
}

function isService(object: SerializedObject): boolean {
  return isContainer(object) && !isCollection(object);
}

function isCollection(object: SerializedObject): object is Extract<SerializedContainer, { type: "list" | "dict" }> {
  return object.type === "list" || object.type === "dict";
}

/** Whether clients see a task: a private one is for its service's own use. */
export function isServedTask({ isPrivate }: DeckTask): boolean {
  return isPrivate !== true;
}

/** The tasks of a service that clients see. */
export function servedTasks({ tasks }: Pick<ServiceSnapshot, "tasks">): DeckTask[] {
  return Object.values(tasks).filter(isServedTask);
}

/** The tasks that belong to a service of the tree, by that service's path. */
export function tasksByOwner(service: ServiceSnapshot): ReadonlyMap<string, readonly DeckTask[]> {
  const byOwner = new Map<string, DeckTask[]>();
  for (const task of servedTasks(service)) {
    const owner = ownerOf(task.path);
    const present = byOwner.get(owner);
    if (present === undefined) byOwner.set(owner, [task]);
    else present.push(task);
  }
  return byOwner;
}

/** The path of the service that a member belongs to. A member's name has no dots: the last one is before it. */
export function ownerOf(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? "" : path.slice(0, dot);
}

/** The name of a member of a service. */
export function memberOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
