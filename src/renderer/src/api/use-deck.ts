import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "./deck-context.tsx";
import { clockOffsetKey, deckViewKey } from "./deck-view.ts";
import { everySecond } from "./ticker.ts";
import type { Connection } from "#shared/deck-transport.ts";
import type { ReadableStore } from "./value-store.ts";

/** A part of the deck's snapshot, drawn anew when it changes; `undefined` until the first snapshot is here. */
export function useDeck<T>(select: (deck: DeckSnapshot) => T): T | undefined {
  // The event bridge alone fills these queries; immer keeps the identity of what did not change.
  return useQuery<DeckSnapshot, Error, T>({ queryKey: deckViewKey, queryFn: skipToken, select, structuralSharing: false }).data;
}

/** The deck as it is at the moment of asking, for what is not drawn. */
export function useReadDeck(): () => DeckSnapshot | undefined {
  const queryClient = useQueryClient();
  return useCallback(() => queryClient.getQueryData<DeckSnapshot>(deckViewKey), [queryClient]);
}

/** One service, `undefined` once it was removed. */
export function useService(id: string): ServiceSnapshot | undefined {
  return useDeck((deck) => deck.services.find((service) => service.id === id));
}

/** The present time of the deck's clock in milliseconds since the epoch, as often as `ticker` tells it. */
export function useDeckTime(ticker: ReadableStore<number> = everySecond): number {
  const now = useSyncExternalStore(ticker.subscribe, ticker.get);
  return now + useClockOffset();
}

/** The deck's clock, to be looked at when it is needed. */
export function useDeckClock(): () => number {
  const offset = useClockOffset();
  return () => Date.now() + offset;
}

/** The deck's clock minus this computer's, in milliseconds. */
export function useClockOffset(): number {
  return useQuery<number>({ queryKey: clockOffsetKey, queryFn: skipToken }).data ?? 0;
}

/** Whether the deck can be reached. */
export function useConnection(): Connection {
  const { connection } = useDeckAccess();
  return useSyncExternalStore(connection.subscribe, connection.get);
}
