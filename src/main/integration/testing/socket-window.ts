import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { QueryClient } from "@tanstack/react-query";
import { createClient } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import { openDeckSocket } from "#shared/deck-socket.ts";
import type { Connection } from "#shared/deck-transport.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import { deckViewKey } from "../../../renderer/src/api/deck-view.ts";
import { openEventBridge } from "../../../renderer/src/api/event-bridge.ts";

/** A browser's view of a deck over a real connection, which can be cut. */
export class SocketWindow implements Disposable {
  readonly #queryClient = new QueryClient();
  readonly #owned = new DisposableStore();
  readonly #connections = new Set<Socket>();
  /** What the window was told of its line. */
  readonly heard: Connection["state"][] = [];

  /** @param origin - of the deck's server. */
  constructor(origin: string) {
    // The library keeps its connections to itself; Node tells of every one that this process opens.
    const opened = (message: unknown): void => {
      const { socket } = message as { socket: Socket };
      this.#connections.add(socket);
      socket.on("close", () => this.#connections.delete(socket));
    };
    subscribe("net.client.socket", opened);
    this.#owned.add(toDisposable(() => unsubscribe("net.client.socket", opened)));
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
    const connections = [...this.#connections];
    for (const connection of connections) connection.destroy();
    return connections.length;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
