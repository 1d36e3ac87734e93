import type { AddressInfo } from "node:net";
import fastifyStatic from "@fastify/static";
import fastify from "fastify";
import { Server } from "socket.io";
import type { Deck } from "../deck/deck.ts";
import type { DeckHandlers } from "../deck/deck-handlers.ts";
import { answerCall, type CallAnswer } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { deckSocket } from "#shared/deck-transport.ts";
import { admissionOf, admitSockets } from "./access/admit-sockets.ts";
import { Gatekeeper } from "./access/gatekeeper.ts";
import { bracketed, isLoopback, refusalOf, type ListeningAddress } from "./allowed-origin.ts";
import { clientActor } from "./client-name.ts";
import { ConnectionLimits } from "./connection-limits.ts";
import { HttpServers } from "./http-servers.ts";
import { DeckMetrics } from "./metrics/deck-metrics.ts";
import { ownRoutes } from "./own-routes.ts";
import { addressForOthers, isEveryAddress } from "./own-addresses.ts";
import { servePydase } from "./pydase/serve-pydase.ts";
import { prefixOf, routeServicePrefixes } from "./pydase/service-prefix.ts";
import type { ServedCertificate } from "./served-certificate.ts";
import { defaultLimits, type ServerLimits } from "./server-limits.ts";
import { dropSlowReaders } from "./slow-readers.ts";
import { PacketDecoder, PacketEncoder } from "../wire/socket-parser.ts";

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
  /** Who gets in; default: everyone on this computer. */
  readonly gatekeeper?: Gatekeeper;
  /** Names beside this computer's own that lead here. */
  readonly allowedHosts?: readonly string[];
  /** With one, TLS alone is spoken. */
  readonly certificate?: ServedCertificate | null;
  readonly limits?: Partial<ServerLimits>;
}

export interface DeckServer {
  readonly url: string;
  /** The one that it listens on, also where any free one was asked for. */
  readonly port: number;
  close(): Promise<void>;
}

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headersOfAll = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * Serves the deck: the window's files over HTTP and its API over the Socket.IO namespace `/deck` to browsers, and pydase's protocol to its
 * clients.
 *
 * @throws Error where others could get in without a token, or the port can't be listened on, with Node's `code`
 */
export async function serveDeck(options: ServeDeckOptions): Promise<DeckServer> {
  const { deck, handlers, host, port, rendererDir, root = "deck", certificate = null, allowedHosts = [] } = options;
  const gatekeeper = options.gatekeeper ?? new Gatekeeper({ tokens: null, isTokenNeeded: false });
  if (!isLoopback(host) && !gatekeeper.isTokenNeeded)
    throw new Error(`Beyond this computer, as at ${host}, nothing is served without tokens`);
  const limits: ServerLimits = { ...defaultLimits, ...options.limits };
  const connections = new ConnectionLimits(limits);
  const servers = new HttpServers({ certificate, connections, limits });
  const app = fastify({
    bodyLimit: limits.longestMessage,
    forceCloseConnections: true,
    serverFactory: (handler) => servers.create(handler),
  });
  // With a callback: a promise for each request would be a noticeable part of a read.
  app.addHook("onRequest", (request, reply, next) => {
    void reply.headers(headersOfAll);
    const tooMany = connections.refusalOf(request.socket);
    const refusal = tooMany ?? refusalOf(request.headers, listening());
    if (tooMany !== null) void reply.code(503).header("connection", "close").send({ error: tooMany });
    else if (refusal !== null) void reply.code(403).send({ error: refusal });
    else next();
  });
  app.get("/healthz", () => ({ status: "ok", services: deck.services.length }));
  await app.register(fastifyStatic, { root: rendererDir });

  const sockets = new Server(app.server, {
    path: deckSocket.path,
    serveClient: false,
    maxHttpBufferSize: limits.longestMessage,
    connectTimeout: limits.headersMs,
    parser: { Encoder: PacketEncoder, Decoder: PacketDecoder },
    allowRequest: (request, decide) => {
      const refusal = connections.refusalOf(request.socket) ?? refusalOf(request.headers, listening()) ?? pydase.postponementOf(request);
      decide(refusal, refusal === null);
    },
  });
  routeServicePrefixes(app.server);
  const slowReaders = dropSlowReaders(sockets);
  const clients = sockets.of("/");
  const decks = sockets.of(deckSocket.namespace);
  const admitting = admitSockets([clients, decks], gatekeeper);
  const pydase = await servePydase({ deck, app, clients, root, gatekeeper });
  const metrics = new DeckMetrics({
    deck,
    gatekeeper,
    slowReaders,
    clients: () => ({ pydase: clients.sockets.size, window: decks.sockets.size }),
  });
  await app.register(ownRoutes({ deck, gatekeeper, metrics }));
  // A service's own address is for pydase's clients and has no such namespace: said in Socket.IO's own words for that.
  decks.use((socket, next) => next(prefixOf(socket.request) === null ? undefined : new Error("Invalid namespace")));
  decks.on("connection", (socket) => {
    const { role, token } = admissionOf(socket);
    const caller = { actor: clientActor(socket.handshake.headers, { token }), access: { role, token: token?.name ?? null } };
    socket.on(deckSocket.call, (request: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== "function") return;
      const answer = acknowledge as (answer: CallAnswer) => void;
      void answerCall(deckApi, handlers, request, caller, role).then(answer);
    });
  });
  const publishing = deck.onDidChange((events) => {
    // Socket.IO would make text of them for nobody.
    if (decks.sockets.size > 0) decks.emit(deckSocket.events, events);
  });

  let address: Required<ListeningAddress> | null = null;
  function listening(): Required<ListeningAddress> {
    address ??= { host, port: (app.server.address() as AddressInfo).port, scheme: certificate === null ? "http" : "https", allowedHosts };
    return address;
  }

  async function close(): Promise<void> {
    publishing.dispose();
    admitting.dispose();
    metrics.dispose();
    servers.dispose();
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
  const { scheme, port: ownPort } = listening();
  return { url: `${scheme}://${bracketed(isEveryAddress(host) ? addressForOthers() : host)}:${ownPort}/`, port: ownPort, close };
}
