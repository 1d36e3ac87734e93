import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ListeningAddress } from "../allowed-origin.ts";
import type { ConnectionLimits } from "../connection-limits.ts";
import { checkRequest } from "./check-request.ts";
import { responseHeaders } from "./response-headers.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Serves files of the window; without it a route is taken to serve data. */
    readonly isPage?: boolean;
    /** A refusal is written as Socket.IO's engine writes one. */
    readonly isSocket?: boolean;
  }
}

export interface GuardOptions {
  readonly connections: ConnectionLimits;
  /** Asked at each request: the port is known only once it is listened on. */
  readonly address: () => ListeningAddress;
}

/** How Socket.IO's engine numbers the reasons for which it refuses a request; its clients show the message beside it. */
export const engineError = { transportUnknown: 0, badRequest: 3, forbidden: 4 } as const;

/** Checks every request, also those to addresses where there is nothing. To be called before any route is registered. */
export function guardRequests(app: FastifyInstance, options: GuardOptions): void {
  // With a callback: a promise for each request would be a noticeable part of a read.
  app.addHook("onRequest", (request, reply, next) => {
    if (!isRefused(request, reply, options)) next();
  });
}

/** Answers a request whose address can't be decoded: it reaches no route, and so no hook. */
export function answerBadUrl(error: Error, request: FastifyRequest, reply: FastifyReply, options: GuardOptions): void {
  if (!isRefused(request, reply, options)) void reply.code(400).send({ error: error.message });
}

/** Sets the headers of every answer, and refuses the request where it must be. */
function isRefused(request: FastifyRequest, reply: FastifyReply, { connections, address }: GuardOptions): boolean {
  void reply.headers(responseHeaders);
  const { isPage = false, isSocket = false } = request.routeOptions.config;
  const refuse = (status: number, message: string): true => {
    void reply.code(status).send(isSocket ? { code: engineError.forbidden, message } : { error: message });
    return true;
  };
  const tooMany = connections.refusalOf(request.socket);
  if (tooMany !== null) {
    void reply.header("connection", "close");
    return refuse(503, tooMany);
  }
  const { method, originalUrl: target, headers, raw } = request;
  const rejection = checkRequest({ method, target, headers, rawHeaders: raw.rawHeaders }, isPage ? "page" : "data", address());
  return rejection !== null && refuse(rejection.status, rejection.message);
}
