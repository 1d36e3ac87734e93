import { formatAccessPath, parseAccessPath, type PathStep } from "#shared/access-path.ts";
import { nearestName } from "./nearest-name.ts";
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

/** The path that may have been meant by one that leads nowhere: the same, with names that are there, to a place that is `wanted`; `null` if there is none. */
function nearestPath(root: ServedContainer, path: string, wanted: (place: Place) => boolean): string | null {
  const steps = parseAccessPath(path) ?? [];
  const likely: PathStep[] = [];
  let container: ServedContainer | null = root;
  for (const [index, step] of steps.entries()) {
    if (container === null) return null;
    const isLast = index === steps.length - 1;
    const name: PathStep | null =
      container.placeAt(step) !== undefined || step.kind !== "member" ? step : likeStep(container, step.name, isLast ? wanted : hasParts);
    const place: Place | undefined = name === null ? undefined : container.placeAt(name);
    if (name === null || place === undefined || (isLast && !wanted(place))) return null;
    likely.push(name);
    container = place.part === null || isTaskPart(place.part) ? null : place.part;
  }
  return likely.length === 0 ? null : formatAccessPath(likely);
}

function likeStep(container: ServedContainer, given: string, wanted: (place: Place) => boolean): PathStep | null {
  const names = [...container.places()].filter(wanted).map(({ path }) => path.slice(container.path === "" ? 0 : container.path.length + 1));
  const name = nearestName(given, names);
  return name === null ? null : { kind: "member", name };
}

function hasParts({ part }: Place): boolean {
  return part !== null && !isTaskPart(part);
}

/** `There is no task "pol"; did you mean "poll"?` */
export function noSuch(what: string, root: ServedContainer, path: string, wanted: (place: Place) => boolean): string {
  const nearest = nearestPath(root, path, wanted);
  return `There is no ${what} ${JSON.stringify(path)}${nearest === null ? "" : `; did you mean ${JSON.stringify(nearest)}?`}`;
}

/** What to say of a path that leads to no place. */
export function missingPlace(found: Exclude<Found, { kind: "place" }>, root: ServedContainer, path: string): string {
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
  return noSuch("attribute", root, path, (place) => place.isServed && place.leaf?.type !== "method");
}
