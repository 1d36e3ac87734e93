import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { deckSocket } from "#shared/deck-transport.ts";
import { socketPlaceOf } from "../pydase/service-prefix.ts";
import { checkRequest, pathOf } from "./check-request.ts";
import { engineError, type GuardOptions } from "./guard-requests.ts";
import { ignoreUpgrade } from "./ignore-upgrade.ts";
import { answerOn } from "./plain-answer.ts";

export interface SocketUpgradesOptions extends GuardOptions {
  readonly engine: Engine;
  /** The event by which the server takes up a connection. */
  readonly connectionEvent: "connection" | "secureConnection";
  /** Why a client should connect later, or `null`. */
  readonly postponementOf: (request: IncomingMessage) => string | null;
}

/** Why an upgrade is not made. */
interface Refusal {
  readonly status: 400 | 403 | 404 | 503;
  readonly code: number;
  readonly message: string;
}

/** One line for who asks for long polling, which is not served: its requests could come from any page, and its sessions outlive their connections. */
const webSocketOnly = `Only WebSocket is served here, no long polling: connect with transports: ["websocket"]`;

/** The one way to Socket.IO's engine: WebSocket upgrades that passed every check. Other upgrades are ignored, and the request is answered. */
export function handleUpgrades(server: HttpServer, options: SocketUpgradesOptions): void {
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() !== "websocket") {
      ignoreUpgrade(server, options.connectionEvent, request, socket, head);
      return;
    }
    const refusal = refusalOf(request, options);
    if (refusal === null) {
      request.url = pathOf(request.url ?? "");
      options.engine.handleUpgrade(request, socket, head);
    } else answerOn(socket, refusal.status, { code: refusal.code, message: refusal.message });
  });
  // Node ends a connection that asks for a tunnel without a word.
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => answerOn(socket, 405, { error: "This is not a proxy" }));
}

function refusalOf(request: IncomingMessage, { connections, address, postponementOf }: SocketUpgradesOptions): Refusal | null {
  const { method = "", url: target = "", headers, rawHeaders } = request;
  const tooMany = connections.refusalOf(request.socket);
  if (tooMany !== null) return { status: 503, code: engineError.forbidden, message: tooMany };
  const rejection = checkRequest({ method, target, headers, rawHeaders }, "data", address());
  if (rejection !== null) return { ...rejection, code: engineError.forbidden };
  const url = pathOf(target);
  if (socketPlaceOf(url) === null)
    return {
      status: 404,
      code: engineError.badRequest,
      message: `There is no WebSocket at this address; Socket.IO is at ${deckSocket.path}/`,
    };
  if (method !== "GET") return { status: 400, code: engineError.badRequest, message: "A WebSocket is opened by GET" };
  const query = new URLSearchParams(url.slice(url.indexOf("?") + 1));
  if (query.get("transport") !== "websocket") return { status: 400, code: engineError.transportUnknown, message: webSocketOnly };
  // A session begins and ends with its WebSocket: there is none that another could take over.
  if (query.has("sid"))
    return { status: 400, code: engineError.badRequest, message: "Sessions can't be upgraded here; connect without a sid" };
  if (query.get("EIO") !== "4")
    return { status: 400, code: engineError.badRequest, message: "Only version 4 of Engine.IO is spoken here (EIO=4)" };
  const postponement = postponementOf(request);
  return postponement === null ? null : { status: 503, code: engineError.forbidden, message: postponement };
}

/** Says why there is no connection to who asks the socket's address without an upgrade: for long polling, or for the reason of a refusal. */
export function socketRoutes({ postponementOf }: Pick<SocketUpgradesOptions, "postponementOf">) {
  return (app: FastifyInstance, _: object, done: () => void): void => {
    // Before any body is read.
    const onRequest = (request: FastifyRequest, reply: FastifyReply): void => {
      const postponement = postponementOf(request.raw);
      const [status, code, message] =
        postponement === null ? [400, engineError.transportUnknown, webSocketOnly] : [503, engineError.forbidden, postponement];
      void reply.code(status).send({ code, message });
    };
    for (const prefix of ["", "/:service"])
      for (const path of [deckSocket.path, `${deckSocket.path}/`])
        app.all(`${prefix}${path}`, { onRequest, config: { isSocket: true } }, () => undefined);
    done();
  };
}
