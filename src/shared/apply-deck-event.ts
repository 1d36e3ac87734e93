import type { DeckEvent, DeckSnapshot } from "./deck-snapshot.ts";
import { removeValue, replaceValue } from "./mirror-tree.ts";
import { keptOutput } from "./kept-output.ts";
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
      return;
    case "treeStale":
      service.stale = true;
      return;
    case "taskChanged":
      service.tasks[change.task.path] = change.task;
      return;
    case "valueChanged":
      if (service.attributes !== null) replaceValue(service.attributes, change.value);
      return;
    case "taskRemoved":
      Reflect.deleteProperty(service.tasks, change.path);
      return;
    case "valueRemoved":
      if (service.attributes !== null) removeValue(service.attributes, change.path);
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
