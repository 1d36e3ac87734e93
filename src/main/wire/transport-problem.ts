import * as z from "zod";

/** What engine.io's client tells of a connection that did not come about. */
const transportError = z.object({
  description: z.object({ message: z.string().optional(), error: z.object({ code: z.string().optional() }).optional() }).optional(),
});
const refusal = z.object({ error: z.string() });

/** How long a server may take to say why it refuses, in milliseconds. */
const reasonTimeoutMs = 2000;

/** Why there is no connection. */
export type TransportProblem =
  | { readonly kind: "nothing there" | "unknown host" | "hung up" }
  /** Answered by something that is no WebSocket; `reason`: what Dasedeck says of it. */
  | { readonly kind: "http"; readonly status: number; readonly reason: string | null }
  | { readonly kind: "other"; readonly message: string };

/** @param origin - with the prefix, where there is one: whom to ask for the reason of a refusal */
export async function transportProblem(cause: unknown, origin: string): Promise<TransportProblem> {
  const { description } = transportError.safeParse(cause).data ?? {};
  const code = description?.error?.code;
  if (code === "ECONNREFUSED") return { kind: "nothing there" };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { kind: "unknown host" };
  const status = Number(/Unexpected server response: (\d+)/.exec(description?.message ?? "")?.[1]);
  if (!Number.isNaN(status)) return { kind: "http", status, reason: status === 403 ? await reasonOfRefusal(origin) : null };
  // So ends what no WebSocket is served for.
  if (code === "ECONNRESET") return { kind: "hung up" };
  return { kind: "other", message: description?.message ?? (cause instanceof Error ? cause.message : String(cause)) };
}

/** A refused WebSocket says nothing but a number; the same request for a page says why. */
async function reasonOfRefusal(origin: string): Promise<string | null> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(reasonTimeoutMs) });
    return refusal.parse(await response.json()).error;
  } catch {
    return null;
  }
}
