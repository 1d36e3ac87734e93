import type { FastifyInstance } from "fastify";
import type { Deck } from "../deck/deck.ts";
import { admitRequests } from "./access/admit-requests.ts";
import type { Gatekeeper } from "./access/gatekeeper.ts";
import type { DeckMetrics } from "./metrics/deck-metrics.ts";
import { openApiDocument } from "./openapi/openapi-document.ts";

export interface OwnRoutesOptions {
  readonly deck: Deck;
  readonly gatekeeper: Gatekeeper;
  readonly metrics: DeckMetrics;
}

/** Serves what Dasedeck has over HTTP beside the page and pydase's interface, to those who are let in. */
export function ownRoutes({ deck, gatekeeper, metrics }: OwnRoutesOptions) {
  return (app: FastifyInstance, _: object, done: () => void): void => {
    app.addHook(
      "onRequest",
      admitRequests(gatekeeper, (error) => JSON.stringify({ error })),
    );
    app.get("/metrics", async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
    app.get("/openapi.json", () => openApiDocument(deck.snapshot().version));
    done();
  };
}
