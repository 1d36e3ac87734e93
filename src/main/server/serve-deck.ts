import type { AddressInfo } from "node:net";
import fastifyStatic from "@fastify/static";
import { Server as Engine } from "engine.io";
import fastify from "fastify";
import { Server } from "socket.io";
import type { Deck } from "../deck/deck.ts";
import { maxIdLength } from "../deck/service-id.ts";
import type { DeckHandlers } from "../deck/deck-handlers.ts";
import { answerCall, type CallAnswer } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { deckSocket } from "#shared/deck-transport.ts";
import { admissionOf, admitSockets } from "./access/admit-sockets.ts";
import { Gatekeeper } from "./access/gatekeeper.ts";
import { bracketed, isLoopback, type ListeningAddress } from "./allowed-origin.ts";
import { clientActor } from "./client-name.ts";
import { ConnectionLimits } from "./connection-limits.ts";
import { HttpServers } from "./http-servers.ts";
import { DeckMetrics } from "./metrics/deck-metrics.ts";
import { ownRoutes } from "./own-routes.ts";
import { addressForOthers, isEveryAddress } from "./own-addresses.ts";
import { servePydase } from "./pydase/serve-pydase.ts";
import { prefixOf } from "./pydase/service-prefix.ts";
import { pathOf } from "./requests/check-request.ts";
import { answerBadUrl, guardRequests } from "./requests/guard-requests.ts";
import { handleUpgrades, socketRoutes } from "./requests/socket-upgrades.ts";
import type { ServedCertificate } from "./served-certificate.ts";
import { defaultLimits, type ServerLimits } from "./server-limits.ts";
import { watchSockets } from "./slow-readers.ts";
import { UnsentData } from "./unsent-data.ts";
import { ClientPacketDecoder, limitUnadmittedClients, maxUnadmittedBytes } from "./unadmitted-clients.ts";
import { PacketEncoder } from "../wire/socket-parser.ts";

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

export interface ServedRoute {
  /** Upper-case. */
  readonly method: string;
  /** With `:name` for a part of it and `*` for the rest. */
  readonly path: string;
}

export interface DeckServer {
  readonly url: string;
  /** The one that it listens on, also where any free one was asked for. */
  readonly port: number;
  /** Everything that it answers. */
  readonly routes: readonly ServedRoute[];
  close(): Promise<void>;
}

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
  const guard = { connections, address: listening };
  const servers = new HttpServers({ certificate, connections, limits });
  const app = fastify({
    bodyLimit: limits.longestMessage,
    // An id in an address, in units of UTF-16.
    routerOptions: { maxParamLength: 2 * maxIdLength },
    forceCloseConnections: true,
    serverFactory: (handler) => servers.create(handler),
    // A target may be a whole address, as a proxy is sent.
    rewriteUrl: ({ url = "/" }) => pathOf(url),
    // An address that can't be decoded reaches no route, and so no hook.
    frameworkErrors: (error, request, reply) => answerBadUrl(error, request, reply, guard),
  });
  const routes: ServedRoute[] = [];
  app.addHook("onRoute", ({ method, url: path }) => void routes.push(...[method].flat().map((one) => ({ method: one, path }))));
  const unsent = new UnsentData(limits.unsent);
  guardRequests(app, guard);
  app.get("/healthz", () => ({ status: "ok", services: deck.services.length }));
  await app.register(async (files) => {
    files.addHook("onRoute", (route) => {
      route.config = { ...route.config, isPage: true };
    });
    await files.register(fastifyStatic, { root: rendererDir });
  });

  const engine = new Engine({ transports: ["websocket"], maxHttpBufferSize: maxUnadmittedBytes });
  const sockets = new Server({
    serveClient: false,
    connectTimeout: limits.headersMs,
    parser: { Encoder: PacketEncoder, Decoder: ClientPacketDecoder },
  });
  sockets.bind(engine);
  watchSockets(sockets, unsent);
  const clients = sockets.of("/");
  const decks = sockets.of(deckSocket.namespace);
  limitUnadmittedClients([clients, decks], { maxMessageBytes: limits.longestMessage, timeoutMs: limits.headersMs });
  const admitting = admitSockets([clients, decks], gatekeeper);
  const pydase = await servePydase({ deck, app, clients, root, gatekeeper });
  const { postponementOf } = pydase;
  handleUpgrades(app.server, {
    ...guard,
    engine,
    postponementOf,
    connectionEvent: certificate === null ? "connection" : "secureConnection",
  });
  await app.register(socketRoutes({ postponementOf }));
  const metrics = new DeckMetrics({
    deck,
    gatekeeper,
    unsent,
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
    unsent.dispose();
  }

  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  const { scheme, port: ownPort } = listening();
  return { url: `${scheme}://${bracketed(isEveryAddress(host) ? addressForOthers() : host)}:${ownPort}/`, port: ownPort, routes, close };
}
