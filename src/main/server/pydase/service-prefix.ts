import type { IncomingMessage, Server as HttpServer } from "node:http";

const services = new WeakMap<IncomingMessage, string>();

/**
 * Lets requests for `/<service-id>/ws/socket.io` through to the one engine that listens at `/ws/socket.io`, and remembers which service they are for. To be called
 * when the engine is attached: it decides by the address, and has to see the one that it knows.
 */
export function routeServicePrefixes(server: HttpServer): void {
  const route = (request: IncomingMessage): void => {
    const [, service, rest] = /^\/([^/?]{1,200})(\/ws\/socket\.io(?:[/?].*)?)$/.exec(request.url ?? "") ?? [];
    if (service === undefined || rest === undefined) return;
    services.set(request, decoded(service));
    request.url = rest;
  };
  server.prependListener("request", route);
  server.prependListener("upgrade", route);
}

/** The service whose own address a request was made to; `null` for one at the root. */
export function prefixOf(request: IncomingMessage): string | null {
  return services.get(request) ?? null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
