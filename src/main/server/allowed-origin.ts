const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/** Whether this address can be reached from this computer only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The headers of a request that tell where a browser thinks it is, and where the page comes from. */
export interface RequestHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Why a request is refused, or `null`. A foreign `Host` is a name that someone else let point to this computer (DNS rebinding); a foreign `Origin` is
 * another site's page in a browser on this computer. Programs send no `Origin`.
 */
export function refusalOf({ host, origin }: RequestHeaders, port: number): string | null {
  if (host === undefined || !loopbackNames.some((name) => host === `${name}:${port}`)) {
    return `The host ${JSON.stringify(host ?? "")} is not this computer's`;
  }
  if (origin !== undefined && !loopbackNames.some((name) => origin === `http://${name}:${port}`)) {
    return `The origin ${JSON.stringify(origin)} is not this deck's`;
  }
  return null;
}
