import { isIPv4 } from "node:net";
import { ownAddresses, ownNames } from "./own-addresses.ts";

const loopbackNames = ["localhost", "127.0.0.1", "::1"];

/** Whether this address can be reached from this computer only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
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

/** What leads here, as it stands in the `Host` header. */
interface OwnNames {
  /** This computer's own names and addresses, with the port. */
  readonly own: readonly string[];
  /** Names given with `--allow-host`, where a proxy may stand. */
  readonly given: readonly string[];
}

/** Whether this `Host` leads here. A foreign one is a name that someone else lets point to this computer (DNS rebinding). */
export function isOwnHost(host: string, address: ListeningAddress): boolean {
  const { own, given } = namesOf(address);
  const name = host.toLowerCase();
  return own.includes(name) || given.includes(name);
}

/**
 * Whether a page of this `Origin` is the deck's own. It must come from the very host that it sends the request to: another user's program may listen on the same port
 * of another address of this computer. Only behind a proxy, whose name was given, the two may differ.
 *
 * @param host - of the request; one that leads here
 */
export function isOwnOrigin(origin: string, host: string, address: ListeningAddress): boolean {
  const [, scheme = "", from = ""] = /^(https?):\/\/(.+)$/.exec(origin.toLowerCase()) ?? [];
  const { given } = namesOf(address);
  // A proxy in front of the deck may speak TLS in its stead.
  if (given.includes(from)) return true;
  const ownScheme = address.scheme ?? "http";
  return scheme === ownScheme && withoutUsualPort(from, scheme) === withoutUsualPort(host.toLowerCase(), scheme);
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
  return {
    own: [...loopbackNames, host, ...others].flatMap((name) => withPort(bracketed(name.toLowerCase()), port, scheme)),
    given: allowedHosts.flatMap((name) => givenHosts(name.toLowerCase(), port)),
  };
}

/** Browsers leave the scheme's own port out. */
function withPort(name: string, port: number, scheme: "http" | "https"): string[] {
  return port === usualPort(scheme) ? [name, `${name}:${port}`] : [`${name}:${port}`];
}

function withoutUsualPort(host: string, scheme: string): string {
  const port = `:${usualPort(scheme)}`;
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}

function usualPort(scheme: string): number {
  return scheme === "https" ? 443 : 80;
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
