import type { SerializedDataService } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { Dialect } from "../../wire/dialect.ts";
import { encodeObject, type Writing } from "./encode-object.ts";
import { encodeTask, pydaseTaskMembers, taskAsServed, type TaskMember } from "./encode-task.ts";
import { memberOf, notThere, tasksByOwner } from "./locate.ts";
import { PythonError } from "./python-error.ts";

/** What a client sees: one service, or the deck with all of its services as members. */
export type View = { readonly kind: "service"; readonly id: string } | { readonly kind: "deck" };

/** The name of a service as a member of the deck: Python has no hyphens in names. */
export function deckMember(id: string): string {
  return id.replaceAll("-", "_");
}

/** The largest tree that Python's client takes is 4 MiB, with what is around it; beyond, it never connects. */
const largestTree = (4 << 20) - 1024;

/**
 * How an object of a service is written: with the tasks in the services that are in it.
 *
 * @param named - what of each task.
 */
export function writingOf(service: ServiceSnapshot, prefix: string, dialect: Dialect, named?: readonly TaskMember[]): Writing {
  let tasks: ReturnType<typeof tasksByOwner> | null = null;
  return {
    dialect,
    prefix,
    membersOf(path) {
      // Most of what is written holds no service at all.
      tasks ??= tasksByOwner(service);
      return (tasks.get(path) ?? []).map(
        (task) => `${JSON.stringify(memberOf(task.path))}:${encodeTask(taskAsServed(task, service.stale), prefix, named)}`,
      );
    },
  };
}

/**
 * The tree of one service as JSON text.
 *
 * @throws PythonError while nothing is known of the service.
 */
export function encodeService(service: ServiceSnapshot, dialect: Dialect): string {
  if (service.attributes === null) throw new PythonError("RuntimeError", notThere(service));
  const { attributes } = service;
  return withinLimit(dialect, (named) => encodeObject(attributes, writingOf(service, "", dialect, named)));
}

/** The tree of the deck as JSON text. */
export function encodeDeck(services: readonly ServiceSnapshot[], dialect: Dialect): string {
  return withinLimit(dialect, (named) => deckText(services, dialect, named));
}

/**
 * A tree as it fits: where there are too many tasks for Python's client, only what pydase has of them. A task's other members are there all the same when the
 * client asks for that task, as it does whenever one of its members is read.
 */
function withinLimit(dialect: Dialect, encode: (named?: readonly TaskMember[]) => string): string {
  const whole = encode();
  return dialect === "python" && Buffer.byteLength(whole) > largestTree ? encode(pydaseTaskMembers) : whole;
}

function deckText(services: readonly ServiceSnapshot[], dialect: Dialect, named?: readonly TaskMember[]): string {
  const members = services.map((service) => {
    const name = deckMember(service.id);
    const object = service.attributes ?? emptyService(service);
    return `${JSON.stringify(name)}:${encodeObject(object, writingOf(service, name, dialect, named))}`;
  });
  return `{"full_access_path":"","type":"DataService","name":"Deck","readonly":false,"doc":"The services of this Dasedeck.","value":{${members.join(",")}}}`;
}

/** What is to be said of a service that was not loaded yet, or can't be. */
function emptyService(service: ServiceSnapshot): SerializedDataService {
  return { full_access_path: "", type: "DataService", name: "DataService", value: {}, readonly: false, doc: notThere(service) };
}
