import { QueryClient } from "@tanstack/react-query";
import { createClient } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import { openDeckSocket } from "#shared/deck-socket.ts";
import type { Connection } from "#shared/deck-transport.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import { deckViewKey } from "../../../renderer/src/api/deck-view.ts";
import { openEventBridge } from "../../../renderer/src/api/event-bridge.ts";
import { OwnConnections } from "./own-connections.ts";

/** A browser's view of a deck over a real connection, which can be cut. */
export class SocketWindow implements Disposable {
  readonly #queryClient = new QueryClient();
  readonly #owned = new DisposableStore();
  readonly #connections: OwnConnections;
  /** What the window was told of its line. */
  readonly heard: Connection["state"][] = [];

  /** @param origin - of the deck's server. */
  constructor(origin: string) {
    this.#connections = this.#owned.add(new OwnConnections());
    const transport = this.#owned.add(openDeckSocket({ origin }));
    const api = createClient(deckApi, (request) => transport.send(request));
    this.#owned.add(
      openEventBridge({
        transport,
        getSnapshot: () => api.getSnapshot(undefined),
        queryClient: this.#queryClient,
        onConnection: ({ state }) => this.heard.push(state),
      }),
    );
    this.#owned.add(toDisposable(() => this.#queryClient.clear()));
  }

  /** What the window knows; `undefined` until its first snapshot is there. */
  get view(): DeckSnapshot | undefined {
    return this.#queryClient.getQueryData<DeckSnapshot>(deckViewKey);
  }

  /** Cuts every connection, whatever is under way; how many there were. */
  cut(): number {
    return this.#connections.cut();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
