import { ConnectionRefused } from "#shared/deck-socket.ts";
import type { ServerAddress } from "../../wire/server-address.ts";
import { transportProblem } from "../../wire/transport-problem.ts";

/** One line for a person: why there is no connection to the deck, and what to do. */
export async function connectionProblem(
  address: Pick<ServerAddress, "origin" | "prefix">,
  cause: unknown,
  hasToken: boolean,
): Promise<string> {
  const url = `${address.origin}${address.prefix}`;
  const elsewhere = "give the deck's address with --url or $DASEDECK_URL";
  if (cause instanceof ConnectionRefused) {
    if (cause.message === "Invalid namespace") return `what answers at ${url} is no Dasedeck (perhaps a pydase service); ${elsewhere}`;
    const remedy = hasToken ? "check the token" : "give a token with --token-file or $DASEDECK_TOKEN";
    return `the deck at ${url} refused the connection: ${cause.message}; ${remedy}`;
  }
  const problem = await transportProblem(cause, url);
  switch (problem.kind) {
    case "nothing there":
      return `no deck runs at ${url}: start one with dasedeck serve, or ${elsewhere}`;
    case "unknown host":
      return `the host of ${url} is not known; ${elsewhere}`;
    case "certificate":
      return `the certificate of the deck at ${url} is not trusted (${problem.message}); name a file with it, or with its authority's, in $NODE_EXTRA_CA_CERTS`;
    case "http":
      if (problem.reason !== null) return `the deck at ${url} refused the connection: ${problem.reason}; ${elsewhere}`;
      return `what answers at ${url} is no Dasedeck (HTTP ${problem.status}); ${elsewhere}`;
    case "hung up":
      return `what answers at ${url} is no Dasedeck (it hung up); ${elsewhere}`;
    case "other":
      return `there is no connection to ${url}: ${problem.message}; ${elsewhere}`;
  }
}
