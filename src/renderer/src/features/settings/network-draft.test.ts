import { expect, it } from "vitest";
import type { NetworkSettings } from "#shared/network-settings.ts";
import { addressChoices, draftOf, readDraft, refusalAt, type NetworkDraft } from "./network-draft.ts";

const settings: NetworkSettings = {
  reach: "network",
  requireTokenHere: false,
  port: 8001,
  network: {
    address: "192.0.2.7",
    allowedHosts: ["lab.example", "proxy.example:8443"],
    certificate: { kind: "files", certFile: "/lab/cert.pem", keyFile: "/lab/key.pem" },
  },
};

it.each([
  settings,
  { ...settings, reach: "thisComputer" as const },
  { ...settings, network: { ...settings.network, allowedHosts: [], certificate: { kind: "none" as const } } },
])("what is not touched means what it meant: %j", (before) => {
  expect(readDraft(draftOf(before), before)).toEqual({ settings: before });
});

it.each<[Partial<NetworkDraft>, RegExp | null]>([
  [{ port: " 8002 " }, null],
  [{ port: "0" }, null],
  [{ port: "" }, /port: A port is a whole number/],
  [{ port: "70000" }, /port: A port is/],
  [{ port: "http" }, /port: A port is/],
  [{ hosts: "" }, null],
  [{ hosts: "a.example b.example;c.example,\nd.example:1" }, null],
  [{ hosts: "lab.example, https://lab.example" }, /hosts: https:\/\/lab\.example is no host’s name/],
  [{ hosts: "-x" }, /hosts: -x is no/],
  [{ hosts: Array.from({ length: 21 }, (_, index) => `h${index}`).join(" ") }, /hosts: At most 20 names/],
  [{ certFile: " " }, /certFile: Choose/],
  [{ keyFile: "" }, /keyFile: Choose/],
  [{ encryption: "none", certFile: "", keyFile: "" }, null],
  // What is wrong with what others need is not in the way of shutting them out.
  [{ reach: "thisComputer", certFile: "", hosts: "-x" }, null],
  [{ reach: "thisComputer", port: "x" }, /port: A port is/],
])("of %j says: %s", (typed, problem) => {
  const read = readDraft({ ...draftOf(settings), ...typed }, settings);
  if (problem === null) expect(read).toHaveProperty("settings");
  else
    expect("problems" in read ? Object.entries(read.problems).map(([field, text]) => `${field}: ${text}`) : []).toEqual([
      expect.stringMatching(problem),
    ]);
});

it("tells of all that is wrong at once", () => {
  const read = readDraft({ ...draftOf(settings), port: "", hosts: "-x", keyFile: "" }, settings);
  expect("problems" in read && Object.keys(read.problems).sort()).toEqual(["hosts", "keyFile", "port"]);
});

it("reads names as a person separates them", () => {
  expect(readDraft({ ...draftOf(settings), hosts: " a.example,  b.example:81 " }, settings)).toMatchObject({
    settings: { network: { allowedHosts: ["a.example", "b.example:81"] } },
  });
});

it.each([
  ["tokens", "nobody has a token", { reach: "Nobody has a token yet: make one first, in Tokens" }],
  ["address", "192.0.2.9 is no address of this computer", { address: "192.0.2.9 is no address of this computer" }],
  ["port", "port 80 may not be used", { port: "Port 80 may not be used" }],
  ["certificate", "/lab/cert.pem holds no certificate", { certFile: "/lab/cert.pem holds no certificate" }],
  ["key", "the key can't be read", { keyFile: "The key can't be read" }],
] as const)("a refusal about %s stands at its field", (part, reason, problems) => {
  expect(refusalAt(part, reason)).toEqual(problems);
});

it("offers all addresses and each, and what was chosen before", () => {
  const own = [{ address: "192.0.2.7", network: "eth0" }];
  expect(addressChoices(own, "0.0.0.0").map(({ value }) => value)).toEqual(["0.0.0.0", "192.0.2.7"]);
  expect(addressChoices([...own, { address: "fd00::7", network: "eth0" }], "::").map(({ value }) => value)).toEqual([
    "0.0.0.0",
    "::",
    "192.0.2.7",
    "fd00::7",
  ]);
  expect(addressChoices(own, "198.51.100.4").at(-1)).toEqual({ value: "198.51.100.4", label: "198.51.100.4 (not there now)" });
});
