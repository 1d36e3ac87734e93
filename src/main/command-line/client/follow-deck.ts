import { applyDeckEvent } from "#shared/apply-deck-event.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import { ConnectionRefused } from "#shared/deck-socket.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import type { DeckClient } from "./connect.ts";

/** Who hears what becomes of the deck. */
export interface DeckFollower {
  /** The whole deck: at the beginning, after each reconnection, and wherever events were missed. */
  deck(deck: DeckSnapshot): void;
  /** What happened since, and the deck after it. */
  changed(events: readonly DeckEvent[], deck: DeckSnapshot): void;
  /** The line is lost. `isFinal`: the deck does not let us in again; otherwise it is tried on and on. */
  lost(reason: string, isFinal: boolean): void;
}

/** Before a snapshot is asked for again after a failure, in milliseconds. */
const retryDelayMs = 500;

/** Follows the deck from now on: subscribes, fetches a snapshot, then applies the events that are newer. */
export function followDeck(client: DeckClient, follower: DeckFollower): Disposable {
  const owned = new DisposableStore();
  /** `null` while a snapshot is on its way; then `waiting` holds what happens meanwhile. */
  let deck: DeckSnapshot | null = null;
  let waiting: DeckEvent[] = [];
  /** Only the latest fetch may speak: an earlier one belongs to a connection that is gone. */
  let latestFetch = 0;
  let retry: NodeJS.Timeout | undefined;

  const apply = (events: readonly DeckEvent[]): void => {
    if (deck === null) {
      waiting.push(...events);
      return;
    }
    const newer = events.filter(({ sequence }) => sequence > (deck?.sequence ?? 0));
    try {
      for (const event of newer) applyDeckEvent(deck, event);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      void fetchAfresh([...events]);
      return;
    }
    if (newer.length > 0) follower.changed(newer, deck);
  };

  const fetchAfresh = async (already: DeckEvent[]): Promise<void> => {
    clearTimeout(retry);
    deck = null;
    waiting = already;
    const fetch = ++latestFetch;
    try {
      const fetched = await client.snapshot();
      if (fetch !== latestFetch) return;
      deck = fetched;
      follower.deck(deck);
      apply(waiting);
    } catch {
      // The line says itself why; a deck that was only slow is asked again.
      if (fetch === latestFetch) retry = setTimeout(() => void fetchAfresh(waiting), retryDelayMs);
    }
  };

  owned.add(toDisposable(client.transport.onEvents(apply)));
  owned.add(
    toDisposable(
      client.transport.onConnection((connection) => {
        latestFetch++;
        clearTimeout(retry);
        deck = null;
        waiting = [];
        if (connection.state === "connected") void fetchAfresh([]);
        else if (connection.state === "lost") follower.lost(connection.reason, connection.cause instanceof ConnectionRefused);
      }),
    ),
  );
  owned.add(
    toDisposable(() => {
      latestFetch++;
      clearTimeout(retry);
    }),
  );
  return owned;
}
