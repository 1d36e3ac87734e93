import type { CertificateSource, NetworkSettings, OwnAddress } from "#shared/network-settings.ts";
import { bracketed } from "../allowed-origin.ts";
import { isEveryAddress } from "../own-addresses.ts";

/** What a server is to be like. */
export interface ServerPlan {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly isTokenNeeded: boolean;
  readonly certificate: CertificateSource;
  readonly allowedHosts: readonly string[];
}

const thisComputer = "127.0.0.1";

/** @param givenPort - of this start of the app, which wins; `null`: none */
export function planOf({ reach, requireTokenHere, port: chosenPort, network }: NetworkSettings, givenPort: number | null): ServerPlan {
  const port = givenPort ?? chosenPort;
  if (reach === "thisComputer")
    return { host: thisComputer, port, isTokenNeeded: requireTokenHere, certificate: { kind: "none" }, allowedHosts: [] };
  const { address, certificate, allowedHosts } = network;
  return { host: address, port, isTokenNeeded: true, certificate, allowedHosts };
}

/** Whether a server that listens there has to end before one can begin that is planned so. */
export function isInTheWay(open: Pick<ServerPlan, "host" | "port">, planned: Pick<ServerPlan, "host" | "port">): boolean {
  if (planned.port === 0 || planned.port !== open.port) return false;
  return open.host === planned.host || isEveryAddress(open.host) || isEveryAddress(planned.host);
}

/**
 * The addresses of a deck that is served so, for whom it is meant.
 *
 * @param port - the one that is listened on
 * @param own - addresses of this computer that others may reach
 */
export function urlsOf({ host, certificate }: ServerPlan, port: number, own: readonly OwnAddress[]): string[] {
  const scheme = certificate.kind === "none" ? "http" : "https";
  const hosts = isEveryAddress(host)
    ? own.map(({ address }) => address).filter((address) => host === "::" || !address.includes(":"))
    : [host];
  return hosts.map((one) => `${scheme}://${bracketed(one)}:${port}/`);
}
