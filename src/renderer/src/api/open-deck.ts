import type { QueryClient } from "@tanstack/react-query";
import { createClient } from "#shared/api-definition.ts";
import { deckApi, type CallerAccess } from "#shared/deck-api.ts";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import { openDeckSocket } from "#shared/deck-socket.ts";
import type { Connection, DeckTransport, DesktopBridge } from "#shared/deck-transport.ts";
import type { DeckAccess } from "./deck-context.tsx";
import { createDesktopTransport } from "./desktop-transport.ts";
import { openEventBridge } from "./event-bridge.ts";
import { keptToken } from "./kept-token.ts";
import { noteOwnChanges } from "./own-changes.ts";
import { noteOwnWrites } from "./own-writes.ts";
import { createValueStore } from "./value-store.ts";

/** Opens the way to the deck, for as long as the window lives: through preload in the desktop app, over the network in a browser. */
export function openDeck(desktop: DesktopBridge | null, queryClient: QueryClient): DeckAccess {
  const { transport, logIn } = desktop === null ? lineToServer() : { transport: createDesktopTransport(desktop), logIn: () => undefined };
  const { api: client, ownChanges } = noteOwnChanges(createClient(deckApi, (request) => transport.send(request)));
  const { api, ownWrites } = noteOwnWrites(client);
  const connection = createValueStore<Connection>({ state: "connecting" });
  const granted = createValueStore<CallerAccess>({ role: "view", token: null, remotes: "this computer" });
  const getSnapshot = async (): Promise<DeckSnapshot> => {
    // With each connection, as it may be another one's token.
    granted.set(await api.getAccess(undefined));
    return api.getSnapshot(undefined);
  };
  openEventBridge({ transport, getSnapshot, queryClient, onConnection: connection.set });
  return { api, ownChanges, ownWrites, desktop, connection, granted, logIn, locked: createValueStore(false) };
}

/** The way to the server that this page is from, with the token that this tab was let in with before. */
function lineToServer(): Pick<DeckAccess, "logIn"> & { transport: DeckTransport } {
  const transport = openDeckSocket({ token: keptToken.read() ?? undefined });
  return {
    transport,
    logIn(token) {
      keptToken.write(token);
      transport.logIn(token);
    },
  };
}
