import { hostname, networkInterfaces } from "node:os";
import type { OwnAddress } from "#shared/network-settings.ts";

/** How long what the system said of its addresses is believed; they change with networks. */
const believedForMs = 5000;

let addresses: readonly string[] = [];
let askedAt = -Infinity;

/** The addresses of this computer in all of its networks, without zones, which browsers don't send. */
export function ownAddresses(): readonly string[] {
  if (performance.now() - askedAt > believedForMs) {
    askedAt = performance.now();
    addresses = Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map(({ address }) => address.split("%")[0] ?? address));
  }
  return addresses;
}

/** What this computer is called, alone and as its neighbours find it. */
export function ownNames(): readonly string[] {
  const name = hostname();
  const [short = name] = name.split(".");
  return [...new Set([name, short, `${short}.local`])];
}

/** How other computers are likely to reach this one, for a person to read. */
export function addressForOthers(): string {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return all.find(({ internal, family }) => !internal && family === "IPv4")?.address ?? hostname();
}

/** Those addresses of this computer by which others may reach it, without those that mean something on one network alone. */
export function addressesForOthers(): OwnAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([network, found]) =>
    (found ?? []).filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address)).map(({ address }) => ({ address, network })),
  );
}

/** Whether listening there means all addresses of this computer. */
export function isEveryAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}
