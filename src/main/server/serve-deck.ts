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

export interface ServeDeckOptions {
  readonly deck: Deck;
  readonly handlers: DeckHandlers;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Folder of the built window. */
  readonly rendererDir: string;
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
 * Serves the deck to browsers on this computer: the window's files over HTTP, its API over the Socket.IO namespace `/deck`.
 *
 * @throws Error where the port can't be listened on, with Node's `code`
 */
export async function serveDeck({ deck, handlers, host, port, rendererDir }: ServeDeckOptions): Promise<DeckServer> {
  const app = fastify({ bodyLimit: 1 << 20, forceCloseConnections: true });
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
    allowRequest: ({ headers }, decide) => {
      const refusal = refusalOf(headers, { host, port: listeningPort() });
      decide(refusal, refusal === null);
    },
  });
  const decks = sockets.of(deckSocket.namespace);
  decks.on("connection", (socket) => {
    const actor = { kind: "client", name: clientName(socket.handshake.headers["x-client-id"]) } as const;
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

function clientName(header: string | string[] | undefined): string {
  return typeof header === "string" && header !== "" ? header.slice(0, 200) : "browser";
}
