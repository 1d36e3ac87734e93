import { createServer, type RequestListener, type Server as HttpServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { DisposableStore } from "#shared/disposable.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import type { ServedCertificate } from "./served-certificate.ts";
import type { ServerLimits } from "./server-limits.ts";

export interface HttpServersOptions {
  readonly certificate: ServedCertificate | null;
  readonly connections: ConnectionLimits;
  readonly limits: ServerLimits;
}

/** How often Node looks for clients that are too slow, in milliseconds. */
const lookForSlowMs = 1000;

/** Makes Node's servers, one for each address that a name stands for, with the limits that they keep; with a certificate they speak TLS alone. */
export class HttpServers extends DisposableStore {
  readonly #options: HttpServersOptions;

  constructor(options: HttpServersOptions) {
    super();
    this.#options = options;
  }

  create(handler: RequestListener): HttpServer {
    const { certificate, connections, limits } = this.#options;
    const { headersMs, requestMs } = limits;
    const options = {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(lookForSlowMs, headersMs),
    };
    let server: HttpServer;
    if (certificate === null) server = createServer(options, handler);
    else {
      const secure = createTlsServer({ ...options, ...certificate.current, handshakeTimeout: headersMs, minVersion: "TLSv1.2" }, handler);
      this.add(certificate.onDidChange((renewed) => secure.setSecureContext({ ...renewed, minVersion: "TLSv1.2" })));
      server = secure;
    }
    connections.watch(server, certificate === null ? "connection" : "secureConnection");
    return server;
  }
}
