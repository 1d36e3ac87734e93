import { expect, it } from "vitest";
import type { NetworkSettings } from "#shared/network-settings.ts";
import { isInTheWay, planOf, urlsOf } from "./server-plan.ts";

const files = { kind: "files", certFile: "/lab/cert.pem", keyFile: "/lab/key.pem" } as const;
const settings: NetworkSettings = {
  reach: "network",
  requireTokenHere: false,
  port: 8002,
  network: { address: "192.0.2.7", allowedHosts: ["lab.example"], certificate: files },
};

it("needs a token on this computer only where that is chosen", () => {
  for (const requireTokenHere of [true, false])
    expect(planOf({ ...settings, reach: "thisComputer", requireTokenHere }, null)).toMatchObject({
      host: "127.0.0.1",
      isTokenNeeded: requireTokenHere,
    });
  expect(planOf({ ...settings, requireTokenHere: false }, null)).toMatchObject({ isTokenNeeded: true });
});

it("asks everyone for a token beyond this computer, and takes nothing of the network's on this one", () => {
  expect(planOf(settings, null)).toEqual({
    host: "192.0.2.7",
    port: 8002,
    isTokenNeeded: true,
    certificate: files,
    allowedHosts: ["lab.example"],
  });
  expect(planOf({ ...settings, reach: "thisComputer" }, null)).toEqual({
    host: "127.0.0.1",
    port: 8002,
    isTokenNeeded: false,
    certificate: { kind: "none" },
    allowedHosts: [],
  });
});

it.each([
  [null, 8002],
  [8100, 8100],
  [0, 0],
])("with the port %s given at the start, listens on %i", (given, port) => {
  expect(planOf(settings, given).port).toBe(port);
});

it("asks for a token also where the address is one of this computer alone, since that is not what was chosen", () => {
  expect(planOf({ ...settings, network: { ...settings.network, address: "127.0.0.1" } }, null).isTokenNeeded).toBe(true);
});

it.each([
  ["127.0.0.1", 8001, "127.0.0.1", 8001, true],
  ["127.0.0.1", 8001, "0.0.0.0", 8001, true],
  ["0.0.0.0", 8001, "192.0.2.7", 8001, true],
  ["127.0.0.1", 8001, "::", 8001, true],
  ["127.0.0.1", 8001, "192.0.2.7", 8001, false],
  ["127.0.0.1", 8001, "127.0.0.1", 8002, false],
  ["0.0.0.0", 8001, "0.0.0.0", 0, false],
])("%s:%i and then %s:%i: the first is in the way: %s", (host, port, nextHost, nextPort, expected) => {
  expect(isInTheWay({ host, port }, { host: nextHost, port: nextPort })).toBe(expected);
});

const own = [
  { address: "192.0.2.7", network: "eth0" },
  { address: "198.51.100.4", network: "wlan0" },
  { address: "fd00::7", network: "eth0" },
];

it.each([
  ["127.0.0.1", ["https://127.0.0.1:8001/"]],
  ["198.51.100.4", ["https://198.51.100.4:8001/"]],
  ["fd00::7", ["https://[fd00::7]:8001/"]],
  ["0.0.0.0", ["https://192.0.2.7:8001/", "https://198.51.100.4:8001/"]],
  ["::", ["https://192.0.2.7:8001/", "https://198.51.100.4:8001/", "https://[fd00::7]:8001/"]],
])("a deck that listens on %s is at %j", (host, urls) => {
  expect(urlsOf({ ...planOf(settings, null), host }, 8001, own)).toEqual(urls);
});

it("without a certificate its addresses are those of http", () => {
  expect(urlsOf({ ...planOf(settings, null), certificate: { kind: "none" } }, 8001, own)).toEqual(["http://192.0.2.7:8001/"]);
});
