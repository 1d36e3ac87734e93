import { X509Certificate } from "node:crypto";
import { basename } from "node:path/posix";
import { defaultPort } from "#shared/port.ts";
import { readServerAddress } from "../../wire/server-address.ts";

/** Where a service is that runs elsewhere, and how to get in. */
export interface RemoteAddress {
  /** In one spelling and without credentials: `ws://lab-pc:8001/sensor-service`. */
  readonly url: string;
  /** What a person calls it; `null`: as it calls itself. */
  readonly name: string | null;
  /** Goes before the token where a proxy asks for a name and a password; mostly empty. */
  readonly user: string;
  readonly token: string | null;
  /** In PEM: what vouches for the service; `null`: whom this computer trusts. */
  readonly certificate: string | null;
}

export interface GivenAddress {
  readonly url: string;
  readonly name?: string | undefined;
  readonly token?: string | undefined;
  readonly certificate?: string | undefined;
}

/**
 * Reads an address as a person writes it: with `ws:`, `wss:`, `http:`, `https:` or no scheme, with the path of a service, with the token as its password.
 *
 * @throws Error that says how to write one, or what is wrong with the certificate
 */
export function parseRemoteAddress({ url: given, name, token, certificate }: GivenAddress): RemoteAddress {
  const address = readServerAddress(given, defaultPort);
  if (address === null)
    throw new Error(
      `${JSON.stringify(withoutCredentials(given.trim()))} is no address of a service: write it as ws://host:${defaultPort}, or with a path as ws://host:${defaultPort}/sensor-service`,
    );
  const { origin, prefix, user, password } = address;
  const shown = token ?? (password === "" ? null : password);
  return {
    url: `${origin.replace(/^http/, "ws")}${prefix}`,
    name: name ?? null,
    user,
    token: shown,
    certificate: readCertificate(certificate),
  };
}

function readCertificate(pem: string | undefined): string | null {
  if (pem === undefined || pem.trim() === "") return null;
  try {
    return new X509Certificate(pem).toString();
  } catch {
    throw new Error("That is no certificate in PEM: it begins with -----BEGIN CERTIFICATE-----");
  }
}

/** An error is read by others, too. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//…@");
}

/** Where a service's Socket.IO is. */
export function socketPlace({ url }: Pick<RemoteAddress, "url">): { readonly origin: string; readonly path: string } {
  const { protocol, host, pathname } = new URL(url);
  return { origin: `${protocol}//${host}`, path: `${pathname.replace(/\/+$/, "")}/ws/socket.io` };
}

/** The same address as a page's: `http://lab-pc:8001/sensor-service`. */
export function pageOf({ url }: Pick<RemoteAddress, "url">): string {
  return url.replace(/^ws/, "http");
}

/** From which the service's id is made: what a person calls it, else the end of its path, else its host. */
export function nameOf({ url, name }: Pick<RemoteAddress, "url" | "name">): string {
  if (name !== null) return name;
  const { host, pathname } = new URL(url);
  return basename(pathname) || host;
}
