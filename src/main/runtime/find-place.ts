import { formatAccessPath, parseAccessPath, type PathStep } from "#shared/access-path.ts";
import { isTaskPart, type Place, type ServedContainer } from "./served-container.ts";

/** Where a path leads: to a place, to none in a container that is there, or nowhere. */
export type Found =
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "noPlace"; readonly container: ServedContainer; readonly step: PathStep }
  | { readonly kind: "nowhere" };

/** Follows an access path down from the root, which is no place itself. */
export function findPlace(root: ServedContainer, path: string): Found {
  return findPlaceAlong(root, parseAccessPath(path) ?? []);
}

/** The same, along steps. */
export function findPlaceAlong(root: ServedContainer, path: readonly PathStep[]): Found {
  const steps = [...path];
  const last = steps.pop();
  if (last === undefined) return { kind: "nowhere" };
  let container: ServedContainer = root;
  for (const step of steps) {
    const part = container.placeAt(step)?.part ?? null;
    if (part === null || isTaskPart(part)) return { kind: "nowhere" };
    container = part;
  }
  const place = container.placeAt(last);
  return place === undefined ? { kind: "noPlace", container, step: last } : { kind: "place", place };
}

/** What to say of a path that leads to no place. */
export function missingPlace(found: Exclude<Found, { kind: "place" }>, path: string): string {
  if (found.kind === "noPlace") {
    const { container, step } = found;
    const at = container.path;
    if (container.kind === "list" && step.kind === "index") {
      const count = [...container.places()].length;
      if (step.index < 0) return `${at} has no entry ${step.index}: entries count from 0`;
      return `${at} has no entry ${step.index}: it has ${count}, counted from 0`;
    }
    if (container.kind === "list") return `${at} is a list: name an entry as ${at}[0], not ${formatAccessPath([step])}`;
    if (container.kind === "dict" && step.kind !== "key") return `${at} is a dict: name an entry as ${at}["key"]`;
  }
  if (parseAccessPath(path) === null)
    return `${JSON.stringify(path)} is no access path: write it as in supply.channels[0].gain or table["key"]`;
  return `There is no attribute ${JSON.stringify(path)}`;
}
