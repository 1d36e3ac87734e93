import { createDraft, finishDraft, isDraft } from "immer";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";

/** Where the query client keeps what this window knows of the deck: a `DeckSnapshot`. */
export const deckViewKey = ["deck"] as const;

/**
 * Where it keeps the deck's clock minus this computer's, in milliseconds: a countdown is true also where the two differ. By itself, since it stays while
 * the deck changes many times a second.
 */
export const clockOffsetKey = ["clock offset"] as const;

/** @param receivedAt - this computer's clock, in milliseconds since the epoch */
export function clockOffsetMs({ takenAt }: Pick<DeckSnapshot, "takenAt">, receivedAt: number): number {
  return Date.parse(takenAt) - receivedAt;
}

/**
 * The deck after these events; what did not change keeps its identity, so that only the rows concerned are drawn again. Lists of services and tasks are
 * copied by hand, once for all events: a draft of thousands of tasks costs many times as much.
 *
 * @throws RangeError where events are missing in between
 */
export function applyDeckEvents(deck: DeckSnapshot, events: readonly DeckEvent[]): DeckSnapshot {
  const next = { ...deck, services: [...deck.services] };
  const own = new Map<string, ServiceSnapshot>();
  for (const event of events) {
    if (event.sequence > next.sequence) ownServiceOf(event, next, own);
    applyDeckEvent(next, event);
  }
  for (const service of own.values()) if (isDraft(service.attributes)) service.attributes = finishDraft(service.attributes);
  return next.sequence === deck.sequence ? deck : next;
}

/** Sees to it that the event changes nothing but copies. */
function ownServiceOf({ change }: DeckEvent, deck: DeckSnapshot, own: Map<string, ServiceSnapshot>): void {
  if (!("service" in change) || typeof change.service === "object") return;
  const index = deck.services.findIndex(({ id }) => id === change.service);
  const present = deck.services[index];
  if (present === undefined) return;
  let service = own.get(present.id);
  if (service !== present) {
    service = { ...present, tasks: { ...present.tasks } };
    own.set(present.id, service);
    deck.services[index] = service;
  }
  const editsTree = change.kind === "valueChanged" || change.kind === "valueRemoved";
  if (editsTree && service.attributes !== null && !isDraft(service.attributes)) service.attributes = createDraft(service.attributes);
}
