import * as z from "zod";

/** What engine.io's client tells of a connection that did not come about. */
const transportError = z.object({
  description: z.object({ message: z.string().optional(), error: z.object({ code: z.string().optional() }).optional() }).optional(),
});
/** What Socket.IO's engine answers to who is not let in. */
const refusal = z.object({ code: z.literal(4), message: z.string() });

/** How long a server may take to say why it refuses, in milliseconds. */
const reasonTimeoutMs = 2000;
/** How much of a refusal's body is read, and the longest reason in it. */
const maxBodyBytes = 4096;
const maxReasonLength = 500;

/** Why there is no connection. */
export type TransportProblem =
  | { readonly kind: "nothing there" | "unknown host" | "hung up" }
  /** What answers can't show that it is who it should be. */
  | { readonly kind: "certificate"; readonly message: string }
  /** Answered by what does not want to talk, or is no WebSocket; `reason`: why, where Dasedeck says so. */
  | { readonly kind: "http"; readonly status: number; readonly reason: string | null }
  | { readonly kind: "other"; readonly message: string };

/** @param page - origin and prefix, whose Socket.IO is asked for the reason of a refusal */
export async function transportProblem(cause: unknown, page: string): Promise<TransportProblem> {
  const { description } = transportError.safeParse(cause).data ?? {};
  const code = description?.error?.code;
  if (code === "ECONNREFUSED") return { kind: "nothing there" };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { kind: "unknown host" };
  if (code !== undefined && isCertificates(code)) return { kind: "certificate", message: description?.message ?? code };
  const status = Number(/Unexpected server response: (\d+)/.exec(description?.message ?? "")?.[1]);
  if (!Number.isNaN(status)) return { kind: "http", status, reason: [400, 403, 503].includes(status) ? await reasonOfRefusal(page) : null };
  // So ends what no WebSocket is served for.
  if (code === "ECONNRESET") return { kind: "hung up" };
  return { kind: "other", message: description?.message ?? (cause instanceof Error ? cause.message : String(cause)) };
}

/** The codes of OpenSSL and of Node for a certificate that is not trusted. */
function isCertificates(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_/.test(code);
}

/** Of a refused WebSocket nothing is told but a number; the same request without one says why. Whoever answers is not trusted: nothing leads elsewhere. */
async function reasonOfRefusal(page: string): Promise<string | null> {
  try {
    const response = await fetch(`${page}/ws/socket.io/?EIO=4&transport=polling`, {
      redirect: "error",
      signal: AbortSignal.timeout(reasonTimeoutMs),
    });
    return refusal.parse(JSON.parse(await beginningOf(response))).message.slice(0, maxReasonLength);
  } catch {
    return null;
  }
}

/** As much of an answer's body as a reason may take; the rest is not read. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the body.
  for await (const part of body as AsyncIterable<Uint8Array>) {
    parts.push(part);
    length += part.length;
    if (length > maxBodyBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBodyBytes).toString();
}
