import type { AddressInfo } from "node:net";
import fastifyStatic from "@fastify/static";
import fastify from "fastify";
import { Server } from "socket.io";
import type { Deck } from "../deck/deck.ts";
import type { DeckHandlers } from "../deck/deck-handlers.ts";
import { answerCall, type CallAnswer } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { deckSocket } from "#shared/deck-transport.ts";
import { refusalOf } from "./allowed-origin.ts";
import { clientActor } from "./client-name.ts";
import { servePydase } from "./pydase/serve-pydase.ts";
import { routeServicePrefixes } from "./pydase/service-prefix.ts";
import { dropSlowReaders } from "./slow-readers.ts";
import { PacketDecoder, PacketEncoder } from "./socket-parser.ts";

export interface ServeDeckOptions {
  readonly deck: Deck;
  readonly handlers: DeckHandlers;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Folder of the built window. */
  readonly rendererDir: string;
  /** What pydase's clients find at the root: the deck with all services, or the one service that there is. */
  readonly root?: "deck" | "only service";
}

export interface DeckServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The longest message that is taken, in bytes: a text of the longest that is served, each of its characters escaped, and what is around it. */
const longestMessage = 8 << 20;

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves the deck to this computer: the window's files over HTTP and its API over the Socket.IO namespace `/deck` to browsers, and pydase's protocol to its
 * clients.
 *
 * @throws Error where the port can't be listened on, with Node's `code`
 */
export async function serveDeck({ deck, handlers, host, port, rendererDir, root = "deck" }: ServeDeckOptions): Promise<DeckServer> {
  const app = fastify({ bodyLimit: longestMessage, forceCloseConnections: true });
  app.addHook("onRequest", async (request, reply) => {
    const refusal = refusalOf(request.headers, { host, port: listeningPort() });
    if (refusal !== null) await reply.code(403).send({ error: refusal });
  });
  app.addHook("onSend", async (_, reply) => {
    void reply.headers({
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });
  app.get("/healthz", () => ({ status: "ok", services: deck.services.length }));
  await app.register(fastifyStatic, { root: rendererDir });

  const sockets = new Server(app.server, {
    path: deckSocket.path,
    serveClient: false,
    maxHttpBufferSize: longestMessage,
    parser: { Encoder: PacketEncoder, Decoder: PacketDecoder },
    allowRequest: (request, decide) => {
      const refusal = refusalOf(request.headers, { host, port: listeningPort() }) ?? pydase.postponementOf(request);
      decide(refusal, refusal === null);
    },
  });
  routeServicePrefixes(app.server);
  dropSlowReaders(sockets);
  const pydase = await servePydase({ deck, app, clients: sockets.of("/"), root });
  const decks = sockets.of(deckSocket.namespace);
  decks.on("connection", (socket) => {
    const actor = clientActor(socket.handshake.headers);
    socket.on(deckSocket.call, (request: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== "function") return;
      const answer = acknowledge as (answer: CallAnswer) => void;
      void answerCall(deckApi, handlers, request, { actor }, "control").then(answer);
    });
  });
  const publishing = deck.onDidChange((events) => decks.emit(deckSocket.events, events));

  function listeningPort(): number {
    return (app.server.address() as AddressInfo).port;
  }

  async function close(): Promise<void> {
    publishing.dispose();
    pydase.dispose();
    await sockets.close();
    await app.close();
  }

  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${listeningPort()}/`, close };
}
