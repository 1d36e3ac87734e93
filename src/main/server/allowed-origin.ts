import { isIPv4 } from "node:net";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/** Whether this address can be reached from this computer only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

/** The headers of a request that tell where a browser thinks it is, and where the page comes from. */
export interface RequestHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/** Where the server listens. */
export interface ListeningAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Why a request is refused, or `null`. A foreign `Host` is a name that someone else let point to this computer (DNS rebinding); a foreign `Origin` is
 * another site's page in a browser on this computer. Programs send no `Origin`.
 */
export function refusalOf({ host, origin }: RequestHeaders, address: ListeningAddress): string | null {
  const own = ownHosts(address);
  if (host === undefined || !own.includes(host)) return `The host ${JSON.stringify(host ?? "")} is not this computer's`;
  if (origin !== undefined && !own.some((name) => origin === `http://${name}`)) {
    return `The origin ${JSON.stringify(origin)} is not this deck's`;
  }
  return null;
}

function ownHosts({ host, port }: ListeningAddress): string[] {
  const names = [...loopbackNames, host.includes(":") ? `[${host}]` : host];
  // Browsers leave HTTP's own port out.
  return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}
