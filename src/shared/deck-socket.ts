import { io, type Socket } from "socket.io-client";
import { deckSocket, type AccessRefusal, type Connection, type DeckTransport } from "./deck-transport.ts";
import { ConnectionLost } from "./connection-lost.ts";
import type { DeckEvent } from "./deck-snapshot.ts";
import type { Disposable } from "./disposable.ts";

/** Longer than a service may take to load or to stop. */
const defaultAnswerTimeoutMs = 60_000;

/** Where the deck is and how to get in; a page needs none of it, since the deck that served it is meant. */
export interface DeckSocketOptions {
  /** e.g. `http://127.0.0.1:8001`, without a path. */
  readonly origin?: string;
  /** The path of Socket.IO's engine, where the deck is not at the root of its host. */
  readonly path?: string;
  /** Sent as Socket.IO's `auth`. */
  readonly token?: string | undefined;
  /** Only a program can send these; a browser does not let a page do so. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long one attempt to connect may take. */
  readonly connectTimeoutMs?: number;
  /** How long the deck may take to answer a call. */
  readonly answerTimeoutMs?: number;
}

export interface DeckSocket extends DeckTransport, Disposable {
  /** Connects anew with another token, or with none. */
  logIn(token: string | null): void;
}

/** The deck answered that it does not let this client in; asking again would not help. The message is the deck's own. */
export class ConnectionRefused extends Error {
  override readonly name = "ConnectionRefused";
}

/** The way over Socket.IO to a deck, by a connection of its own. Reconnects by itself until it is disposed of: in a page, for as long as that is open. */
export function openDeckSocket(options: DeckSocketOptions = {}): DeckSocket {
  let { token } = options;
  const { origin = "", path = deckSocket.path, headers, connectTimeoutMs, answerTimeoutMs = defaultAnswerTimeoutMs } = options;
  const socket = io(`${origin}${deckSocket.namespace}`, {
    path,
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    // One that was opened to another deck, or with another token, is another connection.
    forceNew: true,
    auth: (send) => send(token === undefined ? {} : { token }),
    ...(headers === undefined ? {} : { extraHeaders: { ...headers } }),
    ...(connectTimeoutMs === undefined ? {} : { timeout: connectTimeoutMs }),
  });
  return {
    async send(request) {
      // Socket.IO would keep a call made now and carry it out whenever the deck is back.
      if (!socket.connected) throw new Error("The connection to the deck is lost");
      return (await socket
        .timeout(answerTimeoutMs)
        .emitWithAck(deckSocket.call, request)
        .catch((error: unknown) => Promise.reject(noAnswer(error, answerTimeoutMs)))) as unknown;
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
      token = other ?? undefined;
      // Whoever is disconnected connects again.
      if (socket.connected) socket.disconnect();
      else socket.connect();
    },
    dispose: () => void socket.disconnect(),
  };
}

/** Socket.IO's own words tell nobody that the call may have been carried out. */
function noAnswer(error: unknown, timeoutMs: number): Error {
  if (!(error instanceof Error) || !error.message.includes("timed out")) return new ConnectionLost();
  return new Error(
    `The deck did not answer within ${timeoutMs / 1000} s. The command may have been carried out, or may still be: check before you try again.`,
  );
}

function onSocketConnection(socket: Socket, listener: (connection: Connection) => void): () => void {
  const connected = (): void => listener({ state: "connected" });
  const disconnected = (): void => {
    listener({ state: "lost", reason: "The deck does not answer" });
    // After a disconnection by the server Socket.IO leaves it to us to come back.
    if (!socket.active) socket.connect();
  };
  const refused = (error: Error & { data?: { reason?: AccessRefusal } }): void => {
    const refusal = error.data?.reason;
    if (refusal !== undefined) listener({ state: "refused", refusal, reason: error.message, cause: new ConnectionRefused(error.message) });
    else if (socket.active) listener({ state: "lost", reason: "The deck can't be reached", cause: error });
    else
      listener({ state: "lost", reason: `The deck refused the connection: ${error.message}`, cause: new ConnectionRefused(error.message) });
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
