import { io } from "socket.io-client";
import { deckSocket, type AccessRefusal } from "#shared/deck-transport.ts";
import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import type { Connection, DeckTransport } from "./transport.ts";

export interface SocketTransport extends DeckTransport, Disposable {
  /** Connects anew with another token, or with none. */
  logIn(token: string | null): void;
}

/** Longer than a service may take to load or to stop. */
const answerTimeoutMs = 60_000;

/**
 * The way over Socket.IO to a deck. Reconnects by itself until it is disposed of: in a page, for as long as that is open.
 *
 * @param origin - of the deck's server; default: of the server that this page is from
 * @param firstToken - to be let in with, where the deck asks for one
 */
export function createSocketTransport(origin = "", firstToken: string | null = null): SocketTransport {
  let token = firstToken;
  const socket = io(`${origin}${deckSocket.namespace}`, {
    path: deckSocket.path,
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    auth: (send) => send(token === null ? {} : { token }),
  });
  return {
    async send(request) {
      // Socket.IO would keep a call made now and carry it out whenever the deck is back.
      if (!socket.connected) throw new Error("The connection to the deck is lost");
      return (await socket.timeout(answerTimeoutMs).emitWithAck(deckSocket.call, request)) as unknown;
    },
    onEvents(listener) {
      const hear = (events: DeckEvent[]): void => listener(events);
      socket.on(deckSocket.events, hear);
      return () => socket.off(deckSocket.events, hear);
    },
    onConnection(listener) {
      return onSocketConnection(socket, listener);
    },
    logIn(other) {
      token = other;
      // Whoever is disconnected connects again.
      if (socket.connected) socket.disconnect();
      else socket.connect();
    },
    dispose: () => void socket.disconnect(),
  };
}

function onSocketConnection(socket: ReturnType<typeof io>, listener: (connection: Connection) => void): () => void {
  const connected = (): void => listener({ state: "connected" });
  const disconnected = (): void => {
    listener({ state: "lost", reason: "The deck does not answer" });
    // After a disconnection by the server Socket.IO leaves it to us to come back.
    if (!socket.active) socket.connect();
  };
  const refused = (error: Error & { data?: { reason?: AccessRefusal } }): void => {
    if (error.data?.reason !== undefined) {
      listener({ state: "refused", refusal: error.data.reason, reason: error.message });
      return;
    }
    listener({ state: "lost", reason: socket.active ? "The deck can't be reached" : `The deck refused the connection: ${error.message}` });
  };
  socket.on("connect", connected);
  socket.on("disconnect", disconnected);
  socket.on("connect_error", refused);
  listener(socket.connected ? { state: "connected" } : { state: "connecting" });
  return () => {
    socket.off("connect", connected);
    socket.off("disconnect", disconnected);
    socket.off("connect_error", refused);
  };
}
