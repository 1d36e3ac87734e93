import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import { editDistance } from "#runtime/edit-distance.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";
import { formatAccessPath, parseAccessPath } from "#shared/access-path.ts";
import { CommandError, exitCode } from "../exit-codes.ts";

/** What `SERVICE` or `SERVICE.PATH` names. */
export interface Target {
  readonly service: ServiceSnapshot;
  /** The access path within the service, as the deck writes it; empty for the service itself. */
  readonly path: string;
}

/**
 * Finds what a name means: the service with the longest id that it begins with, and the path behind it.
 *
 * @throws CommandError that suggests the nearest known name
 */
export function findTarget(deck: DeckSnapshot, name: string): Target {
  const matching = deck.services.filter(({ id }) => name === id || name.startsWith(`${id}.`));
  const service = matching.toSorted((a, b) => b.id.length - a.id.length)[0];
  if (service === undefined) throw unknownName("service", serviceIn(name), namesOnDeck(deck), name);
  if (name === service.id) return { service, path: "" };
  const path = name.slice(service.id.length + 1);
  const steps = parseAccessPath(path);
  if (steps === null || steps.length === 0) {
    throw new CommandError(
      `${JSON.stringify(path)} is no access path; write it as channels[0].gain or limits["upper"]`,
      exitCode.wrongUsage,
    );
  }
  return { service, path: formatAccessPath(steps) };
}

/**
 * The task that a path leads to.
 *
 * @throws CommandError that suggests the nearest task of the service
 */
export function findTask({ service, path }: Target): DeckTask {
  const task = Object.hasOwn(service.tasks, path) ? service.tasks[path] : undefined;
  if (task !== undefined) return task;
  const tasks = Object.keys(service.tasks);
  const known = tasks.map((known) => ({ name: `${service.id}.${known}`, alike: [known] }));
  throw unknownName(`task of ${service.id}`, path, known);
}

/** @throws CommandError for a path that leads to something within the service */
export function findService(deck: DeckSnapshot, name: string): ServiceSnapshot {
  const { service, path } = findTarget(deck, name);
  if (path !== "") throw new CommandError(`${name} is within a service; give the service alone: ${service.id}`, exitCode.wrongUsage);
  return service;
}

interface KnownName {
  readonly name: string;
  /** What may have been written in its place. */
  readonly alike: readonly string[];
}

/** How many names a message lists. */
const namesListed = 8;

/**
 * The error for a name that is not there, with the nearest one that is, else with all that there are.
 *
 * @param whole - what was given, where `name` is a part of it
 */
export function unknownName(kind: string, name: string, known: readonly KnownName[], whole = name): CommandError {
  const what = `there is no ${kind} named ${JSON.stringify(name)}`;
  const distanceOf = ({ alike }: KnownName): number =>
    Math.min(...alike.flatMap((text) => [editDistance(text, name), editDistance(text, whole)]));
  const [nearest] = known
    .map((candidate) => ({ ...candidate, distance: distanceOf(candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  if (nearest === undefined) return new CommandError(`${what}; there is none at all`);
  if (nearest.distance <= Math.max(2, name.length / 3)) return new CommandError(`${what}; did you mean ${nearest.name}?`);
  const names = known.map((candidate) => candidate.name);
  const more = names.length > namesListed ? ` and ${names.length - namesListed} more` : "";
  return new CommandError(`${what}; known: ${names.slice(0, namesListed).join(", ")}${more}`);
}

/** What stands for the service in a name: no id holds a dot. */
function serviceIn(name: string): string {
  return name.split(".", 1)[0] ?? name;
}

/** A person may also give a title, or a task without its service. */
function namesOnDeck({ services }: DeckSnapshot): KnownName[] {
  const ids = services.map(({ id, title }) => ({ name: id, alike: [id, title] }));
  const tasks = services.flatMap(({ id, tasks }) =>
    Object.keys(tasks).map((path) => ({ name: `${id}.${path}`, alike: [path, `${id}.${path}`] })),
  );
  return [...ids, ...tasks];
}
