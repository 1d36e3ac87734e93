import { produce } from "immer";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";

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
 * The deck after these events; what did not change keeps its identity, so that only the rows concerned are drawn again.
 *
 * @throws RangeError where events are missing in between
 */
export function applyDeckEvents(deck: DeckSnapshot, events: readonly DeckEvent[]): DeckSnapshot {
  return produce(deck, (draft) => {
    for (const event of events) applyDeckEvent(draft, event);
  });
}
