import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#shared/primitives.ts";
import type { Admission } from "./access/gatekeeper.ts";

/** As journals and rows have room for. */
const longestName = 200;

/**
 * Who makes a request over the network: by the name of the token, which is known for sure, and by the one that the client gives itself; pydase's sends the name of its
 * computer.
 */
export function clientActor(headers: IncomingHttpHeaders, { token }: Pick<Admission, "token">): Actor {
  const given = headers["x-client-id"];
  const own = typeof given === "string" && given !== "" ? given : null;
  const name = token === null ? (own ?? nameless(headers)) : own === null ? token.name : `${token.name} via ${own}`;
  return { kind: "client", name: name.slice(0, longestName) };
}

function nameless({ "user-agent": userAgent = "" }: IncomingHttpHeaders): string {
  return userAgent.startsWith("Mozilla/") ? "browser" : "program";
}
