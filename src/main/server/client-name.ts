import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#shared/primitives.ts";

/** Who makes a request over the network, by the name that the client gives itself: pydase's sends the name of its computer. */
export function clientActor(headers: IncomingHttpHeaders): Actor {
  const given = headers["x-client-id"];
  return { kind: "client", name: typeof given === "string" && given !== "" ? given.slice(0, 200) : nameless(headers) };
}

function nameless({ "user-agent": userAgent = "" }: IncomingHttpHeaders): string {
  return userAgent.startsWith("Mozilla/") ? "browser" : "program";
}
