import type { FastifyReply, FastifyRequest } from "fastify";
import { credentialIn } from "./credential.ts";
import type { Admission, Gatekeeper } from "./gatekeeper.ts";

const admissions = new WeakMap<FastifyRequest, Admission>();

/** @throws Error for a request that nobody let in */
export function requestAdmission(request: FastifyRequest): Admission {
  const admission = admissions.get(request);
  if (admission === undefined) throw new Error("This request was not let in");
  return admission;
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
    if (status === 401) void reply.header("www-authenticate", 'Bearer realm="dasedeck", Basic realm="dasedeck", charset="UTF-8"');
    void reply.code(status).type("application/json; charset=utf-8").send(toBody(verdict.message));
  };
}
