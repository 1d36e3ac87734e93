import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { NetworkSettings } from "#shared/network-settings.ts";
import { RememberedNetwork } from "./remembered-network.ts";

const chosen: NetworkSettings = {
  reach: "network",
  requireTokenHere: false,
  port: 8123,
  network: {
    address: "0.0.0.0",
    allowedHosts: ["lab.example:8443"],
    certificate: { kind: "files", certFile: "/lab/cert.pem", keyFile: "/lab/key.pem" },
  },
};
let folder: string;
let warnings: string[];
const warn = (message: string): void => void warnings.push(message);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-network-"));
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true }));

it("begins with this computer alone, and remembers what was chosen", async () => {
  const remembered = await RememberedNetwork.open(folder, warn);
  expect(remembered.settings).toMatchObject({ reach: "thisComputer", port: 8001 });
  await remembered.remember(chosen);
  const again = await RememberedNetwork.open(folder, warn);
  expect(again.settings).toEqual(chosen);
  expect(again.warning).toBeNull();
  expect(warnings).toEqual([]);
});

it("keeps no backup, which would open the deck again after it was closed", async () => {
  const remembered = await RememberedNetwork.open(folder, warn);
  await remembered.remember(chosen);
  await remembered.remember({ ...chosen, reach: "thisComputer" });
  expect(await readdir(folder)).toEqual(["network.json"]);
  await writeFile(join(folder, "network.json"), '{ "reach": ');
  expect((await RememberedNetwork.open(folder, warn)).settings.reach).toBe("thisComputer");
});

const { network } = chosen;
it.each([
  ["cut short", '{ "version": 1,'],
  ["a port that is none", JSON.stringify({ version: 1, ...chosen, port: 70_000 })],
  ["an address that is none", JSON.stringify({ version: 1, ...chosen, network: { ...network, address: "lab" } })],
  ["an unknown reach", JSON.stringify({ version: 1, ...chosen, reach: "everyone" })],
  ["a host with a path", JSON.stringify({ version: 1, ...chosen, network: { ...network, allowedHosts: ["lab.example/x"] } })],
  [
    "a certificate without its key",
    JSON.stringify({ version: 1, ...chosen, network: { ...network, certificate: { kind: "files", certFile: "/c" } } }),
  ],
])("a file that is wrong (%s) is set aside, said, and closes the deck to others", async (_, text) => {
  await writeFile(join(folder, "network.json"), text);
  const remembered = await RememberedNetwork.open(folder, warn);
  expect(remembered.settings.reach).toBe("thisComputer");
  expect(warnings).toEqual([expect.stringMatching(/network\.json can't be read .*it was set aside as .*network\.json\.broken-/)]);
  expect(remembered.warning).toBe(warnings[0]);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^network\.json\.broken-/)]);
  await remembered.remember(chosen);
  expect(remembered.warning).toBeNull();
});

it("a file of a newer version is kept for that version, said, and closes the deck to others", async () => {
  await writeFile(join(folder, "network.json"), JSON.stringify({ ...chosen, version: 2 }));
  const remembered = await RememberedNetwork.open(folder, warn);
  expect(remembered.settings.reach).toBe("thisComputer");
  expect(warnings).toEqual([
    expect.stringMatching(/network\.json was written by a newer version .*network\.json\.version-2-.*this computer only/),
  ]);
  expect(remembered.warning).toBe(warnings[0]);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^network\.json\.version-2-/)]);
});
