import { parseAccessPath, type PathStep } from "#shared/access-path.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import { isContainer, type SerializedDataService, type SerializedObject } from "#shared/serialized.ts";
import { CommandError } from "../exit-codes.ts";
import { inOneLine } from "../terminal/printable.ts";
import { unknownName, type Target } from "./target.ts";

/** The place of an attribute: what is there, or a new key of a dict. */
export interface AttributePlace {
  readonly object: SerializedObject | null;
  /** Where `object` is `null`: the entries of the dict that takes it. */
  readonly others: readonly SerializedObject[];
}

/** @throws CommandError where the service was never loaded */
export function attributesOf({ service }: Target): SerializedDataService {
  if (service.attributes !== null) return service.attributes;
  const { state, lastError } = service.status;
  const why = lastError === null ? "" : `: ${inOneLine(`${lastError.name}: ${lastError.message}`)}`;
  throw new CommandError(`${service.id} has no values yet: it is ${state}${why}; dasedeck status ${service.id} tells more`);
}

/**
 * Finds where a path of a service leads to.
 *
 * @throws CommandError for a path to a task, or to nothing, with the nearest name that there is
 */
export function findAttribute(target: Target): AttributePlace {
  const { service, path } = target;
  const tree = attributesOf(target);
  const object = objectAt(tree, path);
  if (object !== null) return { object, others: [] };
  const name = `${service.id}.${path}`;
  if (Object.hasOwn(service.tasks, path)) throw new CommandError(`${name} is a task, and not a value; dasedeck status ${name} shows it`);
  const { parent, missing, parentPath, isLast } = walk(tree, parseAccessPath(path) ?? []);
  if (parent.type === "dict" && missing.kind === "key" && isLast) return { object: null, others: Object.values(parent.value) };
  throw missingPart(parent, missing, parentPath === "" ? service.id : `${service.id}.${parentPath}`);
}

interface DeadEnd {
  readonly parent: SerializedObject;
  readonly parentPath: string;
  readonly missing: PathStep;
  readonly isLast: boolean;
}

function walk(tree: SerializedDataService, steps: readonly PathStep[]): DeadEnd {
  let parent: SerializedObject = tree;
  for (const [index, step] of steps.entries()) {
    const next = partAt(parent, step);
    if (next === undefined) return { parent, parentPath: parent.full_access_path, missing: step, isLast: index === steps.length - 1 };
    parent = next;
  }
  throw new Error("Every step of the path leads somewhere");
}

function partAt(object: SerializedObject, step: PathStep): SerializedObject | undefined {
  if (!isContainer(object)) return undefined;
  if (object.type === "list") return step.kind === "index" ? object.value[step.index] : undefined;
  const name = object.type === "dict" ? step.kind === "key" && step.key : step.kind === "member" && step.name;
  return name !== false && Object.hasOwn(object.value, name) ? object.value[name] : undefined;
}

function missingPart(parent: SerializedObject, missing: PathStep, parentName: string): CommandError {
  if (!isContainer(parent))
    return new CommandError(`${parentName} is a value without parts of its own; dasedeck get ${parentName} shows it`);
  if (parent.type === "list")
    return new CommandError(`${parentName} is a list of ${parent.value.length}; its entries are ${parentName}[0] and so on`);
  const given = missing.kind === "index" ? String(missing.index) : missing.kind === "key" ? missing.key : missing.name;
  const known = Object.keys(parent.value);
  const names = known.map((name) => ({
    name: parent.type === "dict" ? `${parentName}[${JSON.stringify(name)}]` : `${parentName}.${name}`,
    alike: [name],
  }));
  return unknownName(`${parent.type === "dict" ? "key" : "attribute"} of ${parentName}`, given, names);
}
