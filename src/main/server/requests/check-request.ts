import type { IncomingHttpHeaders } from "node:http";
import { isLoopback, isOwnHost, isOwnOrigin, type ListeningAddress } from "../allowed-origin.ts";

/**
 * What a request asks for.
 * - `page`: a file of the deck's window. It holds nothing of the lab, and nothing runs when it is read.
 * - `data`: everything else, also what does not exist. A mere read can run an author's getter, and getters talk to hardware.
 */
export type RequestKind = "page" | "data";

/** The parts of a request that say who sends it. */
export interface CheckedRequest {
  readonly method: string;
  /** As the client sent it: a path, or a whole address. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values by turns: Node drops a second `Host` from `headers`. */
  readonly rawHeaders: readonly string[];
}

/** Why a request is not served, and the HTTP status that says so. */
export interface Rejection {
  readonly status: 400 | 403;
  readonly message: string;
}

/**
 * Decides whether a request may come from where it comes from; `null`: it may. Every HTTP request and every WebSocket upgrade is checked by this one function,
 * before anything looks at tokens.
 *
 * It keeps out the pages of other sites in a browser on this computer or in its network. Programs are not its concern: they can send any header.
 */
export function checkRequest(request: CheckedRequest, kind: RequestKind, address: ListeningAddress): Rejection | null {
  const host = hostOf(request);
  if (typeof host !== "string") return host;
  if (!isOwnHost(host, address)) {
    const remedy = isLoopback(address.host) ? "" : "; give additional host names with --allow-host, or in the Settings of the app";
    return refused(`The host ${JSON.stringify(host)} is not this computer's${remedy}`);
  }
  const authority = authorityOf(request.target);
  if (authority !== null && !isOwnHost(authority, address))
    return malformed(`The request is for another host: ${shortened(request.target)}`);
  const { origin } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, host, address)) return refused(`The origin ${shortened(origin)} is not this deck's`);
  return checkSite(request, kind, host, address);
}

/** The header that must name one host. */
function hostOf({ headers, rawHeaders }: CheckedRequest): string | Rejection {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) if (rawHeaders[index]?.toLowerCase() === "host") count++;
  return count > 1 ? malformed(`The request has ${count} Host headers; it must have one`) : (headers.host ?? "");
}

/** Browsers say where a request comes from; so do all of the last years, to servers that they trust: by `https`, and on this computer. */
function checkSite({ method, headers }: CheckedRequest, kind: RequestKind, host: string, address: ListeningAddress): Rejection | null {
  const site = headers["sec-fetch-site"];
  if (site === "same-origin" || site === "none") return null;
  if (site !== undefined) {
    if (kind === "page" && isNavigation(method, headers)) return null;
    return refused(`A page of another site sent this request (Sec-Fetch-Site: ${shortened(site)}); only the deck's own page may`);
  }
  // Its origin was checked above.
  if (kind === "page" || headers.origin !== undefined || headers.authorization !== undefined || !isBrowser(headers)) return null;
  // A script or an image of another site sends neither header by plain http in a network, and in old browsers.
  const { referer } = headers;
  if (referer !== undefined && isOwnOrigin(originIn(referer), host, address)) return null;
  return refused("This browser does not say which page sent the request: use https, or the address http://localhost, or send a token");
}

/** A person follows a link or types an address; frames and embedded objects don't count. */
function isNavigation(method: string, headers: IncomingHttpHeaders): boolean {
  return (method === "GET" || method === "HEAD") && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}

/** Whether a browser sent a request. A page can't keep it from sending these two; programs that call themselves Mozilla, such as PowerShell, send no language. */
export function isBrowser(headers: IncomingHttpHeaders): boolean {
  return headers["user-agent"]?.startsWith("Mozilla/") === true && headers["accept-language"] !== undefined;
}

function originIn(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : "";
}

/** The host in a target that is a whole address, as a proxy is sent; `null`: the target is a path. */
function authorityOf(target: string): string | null {
  if (target.startsWith("/") || target === "*") return null;
  return /^https?:\/\/([^/?#]*)/i.exec(target)?.[1] ?? target;
}

/** The path and query of a target, which may be a whole address. */
export function pathOf(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "");
  return path.startsWith("/") || path === "*" ? path : `/${path}`;
}

const maxShown = 100;

function shortened(text: string): string {
  return JSON.stringify(text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);
}

function malformed(message: string): Rejection {
  return { status: 400, message };
}

function refused(message: string): Rejection {
  return { status: 403, message };
}
