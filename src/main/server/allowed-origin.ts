import { isIPv4 } from "node:net";
import { ownAddresses, ownNames } from "./own-addresses.ts";

const loopbackNames = ["localhost", "127.0.0.1", "::1"];

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
  /** Default: `http`. */
  readonly scheme?: "http" | "https";
  /** Further names that lead here, each with the port that browsers see if that is another one: `lab.example`, `lab.example:8443`. */
  readonly allowedHosts?: readonly string[];
}

/** What leads here: hosts as they stand in the `Host` header, and origins of pages. */
interface OwnNames {
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
}

/**
 * Why a request is refused, or `null`. A foreign `Host` is a name that someone else let point to this computer (DNS rebinding); a foreign `Origin` is
 * another site's page in a browser on this computer. Programs send no `Origin`.
 */
export function refusalOf({ host, origin }: RequestHeaders, address: ListeningAddress): string | null {
  const { hosts, origins } = namesOf(address);
  if (host === undefined || !hosts.includes(host.toLowerCase())) {
    const remedy = isLoopback(address.host) ? "" : "; names that lead here are given with --allow-host, or in the Settings of the app";
    return `The host ${JSON.stringify(host ?? "")} is not this computer's${remedy}`;
  }
  if (origin !== undefined && !origins.includes(origin.toLowerCase())) return `The origin ${JSON.stringify(origin)} is not this deck's`;
  return null;
}

const noAddresses: readonly string[] = [];

/** What leads to an address, and the list of this computer's addresses that it was worked out from: for a request in between it would be a tenth of the work. */
const known = new WeakMap<ListeningAddress, { readonly from: readonly string[]; readonly names: OwnNames }>();

function namesOf(address: ListeningAddress): OwnNames {
  // Who listens on this computer alone is reached by its name from no other.
  const from = isLoopback(address.host) ? noAddresses : ownAddresses();
  const present = known.get(address);
  if (present?.from === from) return present.names;
  const names = workedOut(address, from === noAddresses ? [] : [...ownNames(), ...from]);
  known.set(address, { from, names });
  return names;
}

function workedOut({ host, port, scheme = "http", allowedHosts = [] }: ListeningAddress, others: readonly string[]): OwnNames {
  const own = [...loopbackNames, host, ...others].flatMap((name) => withPort(bracketed(name.toLowerCase()), port, scheme));
  const given = allowedHosts.flatMap((name) => givenHosts(name.toLowerCase(), port));
  return {
    hosts: [...own, ...given],
    // A proxy in front of the deck may speak TLS in its stead.
    origins: [...own.map((name) => `${scheme}://${name}`), ...given.flatMap((name) => [`http://${name}`, `https://${name}`])],
  };
}

/** Browsers leave the scheme's own port out. */
function withPort(name: string, port: number, scheme: "http" | "https"): string[] {
  return port === (scheme === "http" ? 80 : 443) ? [name, `${name}:${port}`] : [`${name}:${port}`];
}

/** A name that is given without a port is right with the deck's own, and with none, as behind a proxy on a usual port. */
function givenHosts(given: string, port: number): string[] {
  const hasPort = /:\d+$/.test(given) && (given.startsWith("[") || given.indexOf(":") === given.lastIndexOf(":"));
  if (hasPort) return [given];
  const name = bracketed(given);
  return [name, `${name}:${port}`];
}

/** As addresses of IPv6 stand before a port. */
export function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
