import { skipToken, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "./deck-context.tsx";
import { deckViewKey, type DeckView } from "./deck-view.ts";
import { everySecond } from "./ticker.ts";
import type { Connection } from "./transport.ts";
import type { ReadableStore } from "./value-store.ts";

function useDeckView<T>(select: (view: DeckView) => T): T | undefined {
  // The event bridge alone fills this query; immer keeps the identity of what did not change.
  return useQuery({ queryKey: deckViewKey, queryFn: skipToken, select, structuralSharing: false }).data;
}

/** A part of the deck's snapshot, drawn anew when it changes; `undefined` until the first snapshot is here. */
export function useDeck<T>(select: (deck: DeckSnapshot) => T): T | undefined {
  return useDeckView((view) => select(view.deck));
}

/** One service, `undefined` once it was removed. */
export function useService(id: string | null): ServiceSnapshot | undefined {
  return useDeck((deck) => deck.services.find((service) => service.id === id));
}

/** The present time of the deck's clock in milliseconds since the epoch, as often as `ticker` tells it. */
export function useDeckTime(ticker: ReadableStore<number> = everySecond): number {
  const now = useSyncExternalStore(ticker.subscribe, ticker.get);
  return now + (useDeckView((view) => view.clockOffsetMs) ?? 0);
}

/** Whether the deck can be reached. */
export function useConnection(): Connection {
  const { connection } = useDeckAccess();
  return useSyncExternalStore(connection.subscribe, connection.get);
}
