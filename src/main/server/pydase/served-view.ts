import type { SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { Dialect } from "./dialect.ts";
import { encodeObject, type Writing } from "./encode-object.ts";
import { encodeTask, taskAsServed } from "./encode-task.ts";
import { memberOf, notThere, tasksByOwner } from "./locate.ts";
import { PythonError } from "./python-error.ts";

/** What a client sees: one service, or the deck with all of its services as members. */
export type View = { readonly kind: "service"; readonly id: string } | { readonly kind: "deck" };

/** The name of a service as a member of the deck: Python has no hyphens in names. */
export function deckMember(id: string): string {
  return id.replaceAll("-", "_");
}

/** How an object of a service is written: with the tasks in the services that are in it. */
export function writingOf(service: ServiceSnapshot, prefix: string, dialect: Dialect): Writing {
  let tasks: ReturnType<typeof tasksByOwner> | null = null;
  return {
    dialect,
    prefix,
    membersOf(path) {
      // Most of what is written holds no service at all.
      tasks ??= tasksByOwner(service);
      return (tasks.get(path) ?? []).map(
        (task) => `${JSON.stringify(memberOf(task.path))}:${encodeTask(taskAsServed(task, service.stale), prefix)}`,
      );
    },
  };
}

/**
 * The tree of one service as JSON text.
 *
 * @throws PythonError while nothing is known of the service.
 */
export function encodeService(service: ServiceSnapshot, prefix: string, dialect: Dialect): string {
  if (service.attributes === null) throw new PythonError("RuntimeError", notThere(service));
  return encodeObject(service.attributes, writingOf(service, prefix, dialect));
}

/** The tree of the deck as JSON text. */
export function encodeDeck(services: readonly ServiceSnapshot[], dialect: Dialect): string {
  const members = services.map((service) => {
    const name = deckMember(service.id);
    const text = service.attributes === null ? emptyService(service, name, dialect) : encodeService(service, name, dialect);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{"full_access_path":"","type":"DataService","name":"Deck","readonly":false,"doc":"The services of this Dasedeck.","value":{${members.join(",")}}}`;
}

/** What is to be said of a service that was not loaded yet, or can't be. */
function emptyService(service: ServiceSnapshot, name: string, dialect: Dialect): string {
  const empty: SerializedObject = {
    full_access_path: "",
    type: "DataService",
    name: "DataService",
    value: {},
    readonly: false,
    doc: notThere(service),
  };
  return encodeObject(empty, writingOf(service, name, dialect));
}
