import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { parsePythonJson } from "../../wire/python-json.ts";
import { admitRequests, requestAdmission } from "../access/admit-requests.ts";
import type { Gatekeeper } from "../access/gatekeeper.ts";
import { clientActor } from "../client-name.ts";
import { dialectOf } from "../../wire/dialect.ts";
import { encodeException, type Client, type Endpoints } from "./endpoints.ts";
import type { Feeds } from "./feeds.ts";
import { NotAllowed, PythonError } from "./python-error.ts";
import type { View } from "./served-view.ts";

const api = "/api/v1";

export interface RestOptions {
  readonly endpoints: Endpoints;
  readonly feeds: Feeds;
  readonly rootView: () => View;
  readonly gatekeeper: Gatekeeper;
}

/** Serves pydase's REST interface, at the root and below each service's address. Every failure is answered with its reason. */
export function pydaseRoutes({ endpoints, feeds, rootView, gatekeeper }: RestOptions) {
  return (app: FastifyInstance, _: object, done: () => void): void => {
    app.addHook(
      "onRequest",
      admitRequests(gatekeeper, (message) => encodeException(new NotAllowed(message))),
    );
    app.removeAllContentTypeParsers();
    // Scripts often say nothing of what they send.
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, parsed) => {
      try {
        parsed(null, parsePythonJson(body as string));
      } catch (error) {
        parsed(new PythonError("ValueError", `The request is no JSON: ${error instanceof Error ? error.message : String(error)}`));
      }
    });
    app.setErrorHandler((error, _request, reply) => {
      const isTooLarge = error instanceof Error && "code" in error && error.code === "FST_ERR_CTP_BODY_TOO_LARGE";
      void refuse(
        reply,
        isTooLarge ? new PythonError("ValueError", `A request may have at most ${app.initialConfig.bodyLimit ?? 0} bytes`) : error,
      );
    });

    for (const prefix of ["", "/:service"]) {
      app.get(`${prefix}/service-properties`, (request, reply) => answer(reply, () => Promise.resolve(endpoints.tree(clientOf(request)))));
      app.get(`${prefix}${api}/get_value`, (request, reply) =>
        answer(reply, () => {
          const { access_path: accessPath } = request.query as { access_path?: unknown };
          if (accessPath === undefined) throw new PythonError("KeyError", "access_path");
          return endpoints.getValue(clientOf(request), accessPath);
        }),
      );
      app.put(`${prefix}${api}/update_value`, (request, reply) =>
        answer(reply, async () => {
          const client = clientOf(request);
          await feeds.during(client.view, () => endpoints.updateValue(client, request.body));
          return "";
        }),
      );
      app.put(`${prefix}${api}/trigger_method`, (request, reply) =>
        answer(reply, async () => {
          const client = clientOf(request);
          return feeds.during(client.view, () => endpoints.triggerMethod(client, request.body));
        }),
      );
      app.all(`${prefix}/api/*`, (request, reply) =>
        refuse(
          reply,
          new PythonError("ValueError", `${request.method} ${request.url.slice(0, 200)} is nothing that can be asked for`),
          404,
        ),
      );
    }
    done();
  };

  function clientOf(request: FastifyRequest): Client {
    const { headers, params } = request;
    const { service } = params as { service?: string };
    const admission = requestAdmission(request);
    return {
      view: service === undefined ? rootView() : { kind: "service", id: service },
      dialect: dialectOf(headers),
      actor: clientActor(headers, admission),
      role: admission.role,
    };
  }
}

async function answer(reply: FastifyReply, answered: () => Promise<string>): Promise<FastifyReply> {
  try {
    return await reply.type("application/json; charset=utf-8").send(await answered());
  } catch (error) {
    return refuse(reply, error, error instanceof NotAllowed ? 403 : 400);
  }
}

function refuse(reply: FastifyReply, error: unknown, status = 400): FastifyReply {
  return reply.code(status).type("application/json; charset=utf-8").send(encodeException(error));
}
