import type { QueryClient } from "@tanstack/react-query";
import { toDisposable, type Disposable } from "#shared/disposable.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import { applyDeckEvents, clockOffsetKey, clockOffsetMs, deckViewKey } from "./deck-view.ts";
import { createPacedQueue } from "./paced-queue.ts";
import type { Connection, DeckTransport } from "#shared/deck-transport.ts";

/** What an {@link openEventBridge} needs. */
export interface EventBridgeDeps {
  readonly transport: Pick<DeckTransport, "onEvents" | "onConnection">;
  readonly getSnapshot: () => Promise<DeckSnapshot>;
  readonly queryClient: QueryClient;
  /** Hears whether what the window shows is true at present. */
  readonly onConnection: (connection: Connection) => void;
  /** Before the snapshot is asked for again after a failure. */
  readonly retryDelayMs?: number;
}

/**
 * Keeps the deck's view in the query client true: subscribes, fetches a snapshot, then applies the events that are newer. After a reconnection, and
 * wherever events are missing, it fetches afresh.
 */
export function openEventBridge({ transport, getSnapshot, queryClient, onConnection, retryDelayMs = 1000 }: EventBridgeDeps): Disposable {
  /** Events that arrive while a snapshot is on its way; `null` while there is none. */
  let waiting: DeckEvent[] | null = [];
  /** Only the latest fetch may speak: an earlier one belongs to a connection that is gone. */
  let latestFetch = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const receive = (events: readonly DeckEvent[]): void => {
    if (waiting === null) paced.push(events);
    else waiting.push(...events);
  };

  const paced = createPacedQueue<DeckEvent>((events) => {
    try {
      queryClient.setQueryData<DeckSnapshot>(deckViewKey, (deck) => deck && applyDeckEvents(deck, events));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      void fetchAfresh(events);
    }
  });

  const fetchAfresh = async (already: DeckEvent[]): Promise<void> => {
    clearTimeout(retry);
    paced.clear();
    waiting = already;
    const fetch = ++latestFetch;
    try {
      const deck = await getSnapshot();
      if (fetch !== latestFetch) return;
      queryClient.setQueryData<number>(clockOffsetKey, clockOffsetMs(deck, Date.now()));
      queryClient.setQueryData<DeckSnapshot>(deckViewKey, deck);
      const missed = waiting;
      waiting = null;
      receive(missed);
      // Not before: only now is what the window shows true again.
      onConnection({ state: "connected" });
    } catch (error) {
      if (fetch !== latestFetch) return;
      onConnection({ state: "lost", reason: error instanceof Error ? error.message : String(error) });
      retry = setTimeout(() => void fetchAfresh(waiting ?? []), retryDelayMs);
    }
  };

  const stopEvents = transport.onEvents(receive);
  const stopConnection = transport.onConnection((connection) => {
    if (connection.state === "connected") {
      void fetchAfresh([]);
      return;
    }
    latestFetch++;
    clearTimeout(retry);
    paced.clear();
    waiting = [];
    onConnection(connection);
  });

  return toDisposable(() => {
    latestFetch++;
    clearTimeout(retry);
    paced.dispose();
    stopEvents();
    stopConnection();
  });
}
