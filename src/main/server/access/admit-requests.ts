import type { IncomingHttpHeaders } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isBrowser } from "../requests/check-request.ts";
import { credentialIn } from "./credential.ts";
import type { Admission, Gatekeeper } from "./gatekeeper.ts";

const admissions = new WeakMap<FastifyRequest, Admission>();

/** @throws Error for a request that nobody let in */
export function requestAdmission(request: FastifyRequest): Admission {
  const admission = admissions.get(request);
  if (admission === undefined) throw new Error("This request was not let in");
  return admission;
}

/**
 * A browser is not asked for a name and a password: it would keep the token and send it along by itself, also with requests that a page of another site makes. What it
 * sends must come from the deck's page or from a program.
 */
function challengeFor(headers: IncomingHttpHeaders): string {
  const bearer = 'Bearer realm="dasedeck"';
  return isBrowser(headers) ? bearer : `${bearer}, Basic realm="dasedeck", charset="UTF-8"`;
}

/** Lets in who may: a hook for all requests of a scope. @param toBody - what a refusal is answered with */
export function admitRequests(gatekeeper: Gatekeeper, toBody: (message: string) => string) {
  return (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    const verdict = gatekeeper.admit(credentialIn(request.headers.authorization), request.socket.remoteAddress ?? "");
    if (verdict.kind === "admitted") {
      admissions.set(request, verdict.admission);
      next();
      return;
    }
    const status = verdict.reason === "too many wrong tokens" ? 429 : 401;
    if (status === 401) void reply.header("www-authenticate", challengeFor(request.headers));
    void reply.code(status).type("application/json; charset=utf-8").send(toBody(verdict.message));
  };
}
