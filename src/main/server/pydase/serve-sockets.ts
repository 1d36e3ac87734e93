import type { Namespace, Socket } from "socket.io";
import type { Deck } from "../../deck/deck.ts";
import { admissionOf } from "../access/admit-sockets.ts";
import { clientActor } from "../client-name.ts";
import { JsonText, malformedEvent } from "../../wire/socket-parser.ts";
import { dialectOf } from "../../wire/dialect.ts";
import { encodeException, type Client, type Endpoints } from "./endpoints.ts";
import type { Feeds } from "./feeds.ts";
import { PythonError } from "./python-error.ts";
import { logPacket } from "./service-feed.ts";
import { prefixOf } from "./service-prefix.ts";
import type { View } from "./served-view.ts";

export interface ServeSocketsOptions {
  readonly deck: Deck;
  readonly endpoints: Endpoints;
  readonly feeds: Feeds;
  /** What is served at the root. */
  readonly rootView: () => View;
}

/** Serves pydase's Socket.IO events. Every request that asks for an answer gets one, whatever it is. */
export function servePydaseSockets(clients: Namespace, { deck, endpoints, feeds, rootView }: ServeSocketsOptions): void {
  const viewOf = ({ request }: Socket): View => {
    const id = prefixOf(request);
    return id === null ? rootView() : { kind: "service", id };
  };

  clients.use((socket, next) => {
    const view = viewOf(socket);
    // A refusal here raises an error at once in Python's client; one before leaves it waiting for ever.
    if (view.kind === "service" && !deck.localServices.some(({ id }) => id === view.id))
      next(new Error(`There is no service named ${JSON.stringify(view.id)}`));
    else next();
  });

  clients.on("connection", (socket) => {
    const { headers } = socket.request;
    const admission = admissionOf(socket);
    const client: Client = {
      view: viewOf(socket),
      dialect: dialectOf(headers),
      actor: clientActor(headers, admission),
      role: admission.role,
    };
    const leave = feeds.subscribers.add(socket, client.view, client.dialect);
    socket.on("disconnect", leave);
    socket.onAny((event: string, ...given: unknown[]) => {
      const last = given.at(-1);
      const acknowledge = typeof last === "function" ? (last as (...answer: JsonText[]) => void) : null;
      const [request] = acknowledge === null ? given : given.slice(0, -1);
      void feeds.during(client.view, async () => {
        try {
          const text = await answer(client, event, request);
          if (text === null) acknowledge?.();
          else acknowledge?.(new JsonText(text));
        } catch (error) {
          acknowledge?.(new JsonText(encodeException(error)));
          if (error instanceof Error) socket.conn.write(logPacket(error.message));
        }
      });
    });
  });

  async function answer(client: Client, event: string, request: unknown): Promise<string | null> {
    switch (event) {
      case "service_serialization":
        return endpoints.tree(client);
      case "get_value":
        return endpoints.getValue(client, request);
      case "update_value":
        await endpoints.updateValue(client, request);
        return null;
      case "trigger_method":
        return endpoints.triggerMethod(client, request);
      case malformedEvent:
        throw new PythonError("ValueError", `This request can't be read: ${String(request)}`);
      default:
        throw new PythonError("ValueError", `There is no event ${JSON.stringify(event.slice(0, 100))}`);
    }
  }
}
