import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Namespace } from "socket.io";
import type { Disposable } from "#shared/disposable.ts";
import type { ServiceStateName } from "#shared/service-snapshot.ts";
import type { Deck } from "../../deck/deck.ts";
import { credentialIn } from "../access/credential.ts";
import type { Gatekeeper } from "../access/gatekeeper.ts";
import { Endpoints } from "./endpoints.ts";
import { Feeds } from "./feeds.ts";
import { pydaseRoutes } from "./rest-routes.ts";
import { servePydaseSockets } from "./serve-sockets.ts";
import { prefixOf } from "./service-prefix.ts";
import type { View } from "./served-view.ts";

export interface ServePydaseOptions {
  readonly deck: Deck;
  readonly app: FastifyInstance;
  /** The root namespace: pydase's clients know no other. */
  readonly clients: Namespace;
  /** What is served at the root: the deck with all services, or the one service that there is. */
  readonly root: "deck" | "only service";
  readonly gatekeeper: Gatekeeper;
}

export interface PydaseServer extends Disposable {
  /**
   * Why a client of pydase is not to connect yet, or `null`. Told before there is a connection, it has Python's client try again by itself until the service is
   * loaded, as it does with pydase while that is not up; on a connection it would see a service without attributes.
   */
  readonly postponementOf: (request: IncomingMessage) => string | null;
}

/** Serves pydase's protocol: its Python clients, its web page and scripts against its REST interface. */
export async function servePydase({ deck, app, clients, root, gatekeeper }: ServePydaseOptions): Promise<PydaseServer> {
  const endpoints = new Endpoints(deck);
  const feeds = new Feeds(deck);
  const rootView = (): View => {
    const [service] = deck.localServices;
    return root === "only service" && service !== undefined ? { kind: "service", id: service.id } : { kind: "deck" };
  };
  servePydaseSockets(clients, { deck, endpoints, feeds, rootView });
  await app.register(pydaseRoutes({ endpoints, feeds, rootView, gatekeeper }));
  return {
    postponementOf(request) {
      const prefix = prefixOf(request);
      // At the root windows and the command line connect, too, and are not to wait: they see how the service comes. pydase's client alone is written in Python.
      if (prefix === null && request.headers["user-agent"]?.startsWith("Python/") !== true) return null;
      // Whoever is refused is told so on the connection, and nothing of services before. A wrong token counts here, too: else this would tell right ones from wrong ones.
      if (gatekeeper.admitConnection(request, credentialIn(request.headers.authorization)).kind === "refused") return null;
      const view: View = prefix === null ? rootView() : { kind: "service", id: prefix };
      const service = view.kind === "service" ? deck.localServices.find(({ id }) => id === view.id) : undefined;
      if (view.kind === "deck") return root === "only service" ? "The service is not there yet" : null;
      const isComing = service?.attributes === null && comingStates.includes(service.status.state);
      return isComing ? `The service ${view.id} is ${service.status.state}: try again in a moment` : null;
    },
    dispose: () => feeds.dispose(),
  };
}

/** States of a service that lead to a running one by themselves. */
const comingStates: readonly ServiceStateName[] = ["starting", "restarting"];
