import * as z from "zod";
import { ConnectionRefused } from "#shared/deck-socket.ts";
import type { DeckAddress } from "./deck-address.ts";

/** What engine.io's client tells of a connection that did not come about. */
const transportError = z.object({
  description: z.object({ message: z.string().optional(), error: z.object({ code: z.string().optional() }).optional() }).optional(),
});
const refusal = z.object({ error: z.string() });

/** How long the deck may take to say why it refuses, in milliseconds. */
const reasonTimeoutMs = 2000;

/** One line for a person: why there is no connection to the deck, and what to do. */
export async function connectionProblem(address: DeckAddress, cause: unknown, hasToken: boolean): Promise<string> {
  const url = `${address.origin}${address.prefix}`;
  const elsewhere = "give the deck's address with --url or $DASEDECK_URL";
  if (cause instanceof ConnectionRefused) {
    if (cause.message === "Invalid namespace") return `what answers at ${url} is no Dasedeck (perhaps a pydase service); ${elsewhere}`;
    const remedy = hasToken ? "check the token" : "give a token with --token-file or $DASEDECK_TOKEN";
    return `the deck at ${url} refused the connection: ${cause.message}; ${remedy}`;
  }
  const { description } = transportError.safeParse(cause).data ?? {};
  const code = description?.error?.code;
  if (code === "ECONNREFUSED") return `no deck runs at ${url}: start one with dasedeck serve, or ${elsewhere}`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `the host of ${url} is not known; ${elsewhere}`;
  const status = /Unexpected server response: (\d+)/.exec(description?.message ?? "")?.[1];
  if (status === "403") {
    const reason = await reasonOfRefusal(url);
    if (reason !== null) return `the deck at ${url} refused the connection: ${reason}; ${elsewhere}`;
  }
  if (status !== undefined) return `what answers at ${url} is no Dasedeck (HTTP ${status}); ${elsewhere}`;
  // So ends what no WebSocket is served for.
  if (code === "ECONNRESET") return `what answers at ${url} is no Dasedeck (it hung up); ${elsewhere}`;
  const message = description?.message ?? (cause instanceof Error ? cause.message : String(cause));
  return `there is no connection to ${url}: ${message}; ${elsewhere}`;
}

/** A refused WebSocket says nothing but a number; the same request for a page says why. */
async function reasonOfRefusal(url: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(reasonTimeoutMs) });
    return refusal.parse(await response.json()).error;
  } catch {
    return null;
  }
}
