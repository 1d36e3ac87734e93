import type { DeckEvent, DeckSnapshot } from "./deck-snapshot.ts";
import { isWithin } from "./access-path.ts";
import { removeValue, replaceValue } from "./mirror-tree.ts";
import { keptOutput } from "./kept-output.ts";
import type { Actor } from "./primitives.ts";
import type { ServiceSnapshot } from "./service-snapshot.ts";

/**
 * Brings a snapshot up to date *in place*: the deck keeps its own snapshot so, and a window does the same on an immer draft. An event that the
 * snapshot already contains is passed over, so a snapshot fetched after subscribing meets its events exactly once.
 *
 * @throws RangeError for an event that does not follow: events are missing, and only a fresh snapshot helps.
 */
export function applyDeckEvent(deck: DeckSnapshot, event: DeckEvent): void {
  if (event.sequence <= deck.sequence) return;
  if (event.sequence !== deck.sequence + 1) {
    throw new RangeError(`Deck event ${event.sequence} does not follow ${deck.sequence}`);
  }
  deck.sequence = event.sequence;
  const { change } = event;
  switch (change.kind) {
    case "serviceAdded":
      deck.services.push(change.service);
      return;
    case "serviceRemoved":
      deck.services = deck.services.filter((service) => service.id !== change.service);
      return;
    case "recentFilesChanged":
      deck.recentFiles = change.files;
      return;
    case "serverChanged":
      deck.server = change.server;
      return;
    default: {
      const service = deck.services.find((candidate) => candidate.id === change.service);
      if (service !== undefined) applyServiceChange(service, change);
    }
  }
}

type ServiceChange = Extract<
  DeckEvent["change"],
  {
    kind:
      | "statusChanged"
      | "usageChanged"
      | "treeReplaced"
      | "treeStale"
      | "taskChanged"
      | "taskRemoved"
      | "valueChanged"
      | "valueRemoved"
      | "output"
      | "sourceChanged"
      | "reloadOnSaveChanged";
  }
>;

function applyServiceChange(service: ServiceSnapshot, change: ServiceChange): void {
  switch (change.kind) {
    case "statusChanged":
      service.status = change.status;
      return;
    case "usageChanged":
      service.usage = change.usage;
      return;
    case "treeReplaced":
      service.title = change.title;
      service.doc = change.doc;
      service.tasks = change.tasks;
      service.attributes = change.attributes;
      service.stale = false;
      delete service.changedBy;
      return;
    case "treeStale":
      service.stale = true;
      return;
    case "taskChanged":
      service.tasks[change.task.path] = change.task;
      return;
    case "valueChanged":
      if (service.attributes !== null) replaceValue(service.attributes, change.value);
      noteWriter(service, change.value.full_access_path, change.changedBy);
      return;
    case "taskRemoved":
      Reflect.deleteProperty(service.tasks, change.path);
      return;
    case "valueRemoved":
      if (service.attributes !== null) removeValue(service.attributes, change.path);
      noteWriter(service, change.path, undefined);
      return;
    case "output":
      service.output = keptOutput([...service.output, ...change.lines]);
      return;
    case "sourceChanged":
      service.source = change.source;
      return;
    case "reloadOnSaveChanged":
      service.reloadOnSave = change.reloadOnSave;
      service.reloadProblem = change.reloadProblem;
  }
}

/** Keeps who wrote the value at `path`. The record is replaced and never changed: copies of a snapshot share it. */
function noteWriter(service: ServiceSnapshot, path: string, writer: Actor | undefined): void {
  const known = Object.entries(service.changedBy ?? {});
  const others = known.filter(([other]) => other !== path && !isWithin(other, path));
  if (writer === undefined && others.length === known.length) return;
  service.changedBy = Object.fromEntries(writer === undefined ? others : [...others, [path, writer]]);
}
