import type { Server as HttpServer } from "node:http";
import { isIPv6, type Socket } from "node:net";
import { isLoopback } from "./allowed-origin.ts";
import type { ServerLimits } from "./server-limits.ts";

/** How many more connections than are served are kept open: long enough to be told why they are not. */
const toBeRefused = 64;

type Limits = Pick<ServerLimits, "connections" | "reservedConnections" | "connectionsPerAddress">;

/** Counts the connections of a server; those beyond the limit are open until they are told so, and far beyond not at all. */
export class ConnectionLimits {
  readonly #limits: Limits;
  readonly #byAddress = new Map<string, number>();
  readonly #refusals = new WeakMap<Socket, string>();
  /** A server takes up a connection again whose request to upgrade was ignored. */
  readonly #counted = new WeakSet<Socket>();
  readonly #servers: HttpServer[] = [];
  #all = 0;
  /** Those that are not refused. */
  #served = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @param event - with which the server tells of the sockets that its requests come from */
  watch(server: HttpServer, event: "connection" | "secureConnection"): void {
    server.maxConnections = this.#limits.connections + 2 * toBeRefused;
    this.#servers.push(server);
    server.on(event, (socket: Socket) => this.take(socket));
  }

  /** Why nothing is served over this connection, or `null`. */
  refusalOf(socket: Socket): string | null {
    return this.#refusals.get(socket) ?? null;
  }

  take(socket: Socket): void {
    if (this.#counted.has(socket)) return;
    this.#counted.add(socket);
    const address = networkOf(socket.remoteAddress ?? "");
    const ofAddress = (this.#byAddress.get(address) ?? 0) + 1;
    this.#all++;
    this.#byAddress.set(address, ofAddress);
    socket.once("close", () => this.#release(address));
    const refusal = this.#refuse(address, ofAddress);
    if (refusal === null) {
      this.#served++;
      socket.once("close", () => this.#served--);
      return;
    }
    this.#refusals.set(socket, refusal);
    const refused = this.#all - this.#served;
    if (!isLoopback(address) && (refused > toBeRefused || ofAddress > this.#limits.connectionsPerAddress + toBeRefused)) socket.destroy();
  }

  #refuse(address: string, ofAddress: number): string | null {
    const { connections, reservedConnections, connectionsPerAddress } = this.#limits;
    const isOwn = isLoopback(address);
    if (!isOwn && ofAddress > connectionsPerAddress)
      return `There are ${connectionsPerAddress} connections from ${address}, which is as many as one address may have`;
    const most = connections - (isOwn ? 0 : reservedConnections);
    if (this.#served < most) return null;
    // Those that only wait for a further request make room for the next one.
    for (const server of this.#servers) server.closeIdleConnections();
    return `There are ${most} connections, which is as many as are served`;
  }

  #release(address: string): void {
    this.#all--;
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}

/**
 * By what a connection is counted: an address of IPv4, or the first 64 bits of one of IPv6, since whoever has one has all the others that begin so. An address of IPv4 looks
 * like one of IPv6 to a server that listens to both.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain) || isLoopback(plain)) return plain;
  const [before = "", after] = plain.split("::");
  const groups = before.split(":").filter((group) => group !== "");
  const rest = (after ?? "").split(":").filter((group) => group !== "");
  const zeros = after === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill("0"), ...rest];
  return `${all.slice(0, 4).join(":")}::/64`;
}
