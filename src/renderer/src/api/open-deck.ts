import type { QueryClient } from "@tanstack/react-query";
import { createClient } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { openDeckSocket } from "#shared/deck-socket.ts";
import type { Connection, DesktopBridge } from "#shared/deck-transport.ts";
import type { DeckAccess } from "./deck-context.tsx";
import { createDesktopTransport } from "./desktop-transport.ts";
import { openEventBridge } from "./event-bridge.ts";
import { createValueStore } from "./value-store.ts";

/** Opens the way to the deck, for as long as the window lives: through preload in the desktop app, over the network in a browser. */
export function openDeck(desktop: DesktopBridge | null, queryClient: QueryClient): DeckAccess {
  const transport = desktop === null ? openDeckSocket() : createDesktopTransport(desktop);
  const api = createClient(deckApi, (request) => transport.send(request));
  const connection = createValueStore<Connection>({ state: "connecting" });
  openEventBridge({ transport, getSnapshot: () => api.getSnapshot(undefined), queryClient, onConnection: connection.set });
  return { api, desktop, connection, locked: createValueStore(false) };
}
