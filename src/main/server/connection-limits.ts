import type { Server as HttpServer } from "node:http";
import type { Socket } from "node:net";
import { isLoopback } from "./allowed-origin.ts";
import type { ServerLimits } from "./server-limits.ts";

/** How many more connections than are served are kept open: long enough to be told why they are not. */
const toBeRefused = 64;

type Limits = Pick<ServerLimits, "connections" | "connectionsPerAddress">;

/** Counts the connections of a server; those beyond the limit are open until they are told so, and far beyond not at all. */
export class ConnectionLimits {
  readonly #limits: Limits;
  readonly #byAddress = new Map<string, number>();
  readonly #refusals = new WeakMap<Socket, string>();
  /** A server takes up a connection again whose request to upgrade was ignored. */
  readonly #counted = new WeakSet<Socket>();
  #all = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @param event - with which the server tells of the sockets that its requests come from */
  watch(server: HttpServer, event: "connection" | "secureConnection"): void {
    server.maxConnections = this.#limits.connections + toBeRefused;
    server.on(event, (socket: Socket) => this.take(socket));
  }

  /** How many connections are open. */
  get count(): number {
    return this.#all;
  }

  /** Why nothing is served over this connection, or `null`. */
  refusalOf(socket: Socket): string | null {
    return this.#refusals.get(socket) ?? null;
  }

  take(socket: Socket): void {
    if (this.#counted.has(socket)) return;
    this.#counted.add(socket);
    const address = plainAddress(socket.remoteAddress ?? "");
    const ofAddress = (this.#byAddress.get(address) ?? 0) + 1;
    this.#all++;
    this.#byAddress.set(address, ofAddress);
    socket.once("close", () => this.#release(address));
    const { connections, connectionsPerAddress } = this.#limits;
    const isTooMany = !isLoopback(address) && ofAddress > connectionsPerAddress;
    if (isTooMany)
      this.#refusals.set(
        socket,
        `There are ${connectionsPerAddress} connections from ${address}, which is as many as one address may have`,
      );
    else if (this.#all > connections) this.#refusals.set(socket, `There are ${connections} connections, which is as many as are served`);
    if (isTooMany && ofAddress > connectionsPerAddress + toBeRefused) socket.destroy();
  }

  #release(address: string): void {
    this.#all--;
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}

/** Addresses of IPv4 look like some of IPv6 to a server that listens to both. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, "");
}
