import { produce } from "immer";
import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";

/** What this window knows of the deck. */
export interface DeckView {
  readonly deck: DeckSnapshot;
  /** The deck's clock minus this computer's: a countdown is true also where the two differ. */
  readonly clockOffsetMs: number;
}

export const deckViewKey = ["deck"] as const;

/** @param receivedAt - this computer's clock, in milliseconds since the epoch */
export function toDeckView(deck: DeckSnapshot, receivedAt: number): DeckView {
  return { deck, clockOffsetMs: Date.parse(deck.takenAt) - receivedAt };
}

/**
 * The view after these events; what did not change keeps its identity, so that only the rows concerned are drawn again.
 *
 * @throws RangeError where events are missing in between
 */
export function applyDeckEvents(view: DeckView, events: readonly DeckEvent[]): DeckView {
  const deck = produce(view.deck, (draft) => {
    for (const event of events) applyDeckEvent(draft, event);
  });
  return deck === view.deck ? view : { ...view, deck };
}
