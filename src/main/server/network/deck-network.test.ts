import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deckSocket } from "#shared/deck-transport.ts";
import type { NetworkSettings } from "#shared/network-settings.ts";
import type { OpenDeck } from "../../deck/open-deck.ts";
import { openRealDeck } from "../../deck/testing/open-real-deck.ts";
import { bearer, ownAddress } from "../access/testing/guarded-deck.ts";
import { makeCertificate } from "../testing/make-certificate.ts";
import { DeckNetwork } from "./deck-network.ts";

let folder: string;
let warnings: string[];
let network: DeckNetwork;
let opened: OpenDeck;
const others: Server[] = [];
const warn = (message: string): void => void warnings.push(message);

const forThisComputer: NetworkSettings = {
  reach: "thisComputer",
  requireTokenHere: false,
  port: 0,
  network: { address: "0.0.0.0", allowedHosts: [], certificate: { kind: "none" } },
};
const forOthers: NetworkSettings = { ...forThisComputer, reach: "network" };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-published-"));
  await writeFile(join(folder, "index.html"), "the window");
  warnings = [];
});

afterEach(async () => {
  for (const other of others.splice(0)) other.close();
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the deck as the desktop app does. @param givenPort - as with `--port` */
async function open(givenPort: number | null = 0): Promise<void> {
  network = await DeckNetwork.open({ dataDir: join(folder, "data"), givenPort, warn });
  opened = await openRealDeck(folder, { network });
  await network.publish({ ...opened, rendererDir: folder });
}

async function close(): Promise<void> {
  await opened.close();
  await network.close();
}

/** Where the deck says that it can be reached. */
function url(): URL {
  const { server } = opened.deck.snapshot();
  return new URL(server.state === "listening" ? server.url : `the server is ${server.state}`);
}

/** The status that a request is answered with. */
async function statusOf(path: string, headers: Record<string, string> = {}, at: URL = url()): Promise<number | undefined> {
  const options = { headers, agent: false, rejectUnauthorized: false };
  const asked = (at.protocol === "https:" ? httpsRequest : httpRequest)(new URL(path, at), options);
  asked.end();
  const [response] = (await once(asked, "response")) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

/** Another program that listens. */
async function taken(host: string, port = 0): Promise<number> {
  const other = createServer().listen(port, host);
  others.push(other);
  await once(other, "listening");
  const address = other.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

it("serves this computer alone at first, without a token", async () => {
  await open();
  expect(url().hostname).toBe("127.0.0.1");
  expect(await statusOf("/service-properties")).toBe(200);
  expect(network.look()).toMatchObject({ settings: { reach: "thisComputer" }, givenPort: 0, urls: [url().href], warning: null });
});

it("is not opened to others while nobody has a token, and goes on as before", async () => {
  await open();
  const before = url();
  expect(await network.change(forOthers)).toEqual({ kind: "refused", part: "tokens", reason: "nobody has a token" });
  expect(url()).toEqual(before);
  expect(network.look().settings.reach).toBe("thisComputer");
  expect(await statusOf("/service-properties")).toBe(200);
});

it("makes tokens one after the other, tells of them without themselves, and refuses a name twice", async () => {
  await open();
  const [ana, ben] = await Promise.all([network.makeToken("ana", "control"), network.makeToken("ben", "view")]);
  expect(ana).not.toBe(ben);
  const told = await network.listTokens();
  expect(told).toEqual([
    { name: "ana", role: "control", createdAt: expect.any(String) as string },
    { name: "ben", role: "view", createdAt: expect.any(String) as string },
  ]);
  await expect(network.makeToken("ana", "view")).rejects.toThrow("there is a token named ana already");
  await expect(network.revokeToken("eve")).rejects.toThrow("there is no token named eve");
  expect(JSON.stringify([told, network.look(), opened.deck.snapshot(), warnings])).not.toContain(ana);
});

describe.skipIf(ownAddress === undefined)("at an address of its own", () => {
  const beyond = (): URL => new URL(`${url().protocol}//${ownAddress}:${url().port}/`);

  it("asks everyone for a token, does not let one of role view write, and cuts off who is revoked", async () => {
    await open();
    const [view, control] = [await network.makeToken("onlooker", "view"), await network.makeToken("ana", "control")];
    expect(await network.change(forOthers)).toEqual({ kind: "applied" });
    expect(network.look().urls).toContain(beyond().href);
    const ask = (headers: Record<string, string>): Promise<number | undefined> => statusOf("/service-properties", headers, beyond());
    expect([await ask({}), await ask(bearer("dd_wrong")), await ask(bearer(view)), await ask(bearer(control))]).toEqual([
      401, 401, 200, 200,
    ]);
    const socket = io(new URL(deckSocket.namespace, beyond()).href, {
      path: deckSocket.path,
      transports: ["websocket"],
      reconnection: false,
      auth: { token: view },
    });
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    expect(await socket.emitWithAck(deckSocket.call, { name: "getTokens" })).toMatchObject({ kind: "error", name: "CallRefused" });
    const cutOff = new Promise<string>((resolve) => socket.once("disconnect", resolve));
    await network.revokeToken("onlooker");
    // At once: not when the file is looked at next.
    expect(await ask(bearer(view))).toBe(401);
    expect(await cutOff).toBe("io server disconnect");
    expect(await ask(bearer(control))).toBe(200);
  });

  it("goes from this computer to all and back on the same port", async () => {
    const port = await freePort();
    await open(port);
    await network.makeToken("ana", "view");
    expect(await network.change(forOthers)).toEqual({ kind: "applied" });
    expect(url().port).toBe(String(port));
    expect(await statusOf("/service-properties", {}, beyond())).toBe(401);
    const reachable = beyond();
    expect(await network.change(forThisComputer)).toEqual({ kind: "applied" });
    expect(url().href).toBe(`http://127.0.0.1:${port}/`);
    expect(await statusOf("/service-properties")).toBe(200);
    await expect(statusOf("/healthz", {}, reachable)).rejects.toThrow("ECONNREFUSED");
  });

  it("comes back where it was when the new place, for which it had to end, can't be had", async () => {
    const port = await freePort();
    await open(port);
    await network.makeToken("ana", "view");
    await taken(ownAddress ?? "", port);
    expect(await network.change(forOthers)).toEqual({
      kind: "refused",
      part: "port",
      reason: `port ${port} on 0.0.0.0 is in use by another program`,
    });
    expect(url().href).toBe(`http://127.0.0.1:${port}/`);
    expect(await statusOf("/service-properties")).toBe(200);
  });
});

it.each<[string, Partial<NetworkSettings["network"]>, object]>([
  ["an address that is another's", { address: "203.0.113.9" }, { part: "address", reason: "203.0.113.9 is no address of this computer" }],
  [
    "a certificate that is not there",
    { certificate: { kind: "files", certFile: "/none/cert.pem", keyFile: "/none/key.pem" } },
    { part: "certificate", reason: expect.stringMatching(/^the certificate can't be read: .*\/none\/cert\.pem/) as string },
  ],
  [
    "a path from nowhere",
    { certificate: { kind: "files", certFile: "cert.pem", keyFile: "key.pem" } },
    { part: "certificate", reason: "cert.pem is no whole path; it has to begin at the root" },
  ],
])("refuses %s at the field, and goes on as before", async (_, changed, refusal) => {
  await open();
  await network.makeToken("ana", "view");
  const before = url();
  const answer = await network.change({ ...forOthers, network: { ...forOthers.network, ...changed } });
  expect(answer).toEqual({ kind: "refused", ...refusal });
  expect(url()).toEqual(before);
  expect(await statusOf("/service-properties")).toBe(200);
  expect(network.look().settings.reach).toBe("thisComputer");
});

it("says that a port is taken, and the server before goes on", async () => {
  await open(null);
  const port = await taken("127.0.0.1");
  const answer = await network.change({ ...forThisComputer, port });
  expect(answer).toEqual({ kind: "refused", part: "port", reason: `port ${port} on 127.0.0.1 is in use by another program` });
  const free = await freePort();
  expect(await network.change({ ...forThisComputer, port: free })).toEqual({ kind: "applied" });
  expect(url().port).toBe(String(free));
  expect(await network.change({ ...forThisComputer, port })).toMatchObject({ kind: "refused" });
  expect(url().port).toBe(String(free));
  expect(await statusOf("/service-properties")).toBe(200);
});

it("speaks TLS with a certificate, refuses another's key, and remembers it all for the next start", async () => {
  for (const name of ["lab", "other"])
    await makeCertificate({ name, certFile: join(folder, `${name}.cert.pem`), keyFile: join(folder, `${name}.key.pem`) });
  const certificate = { kind: "files", certFile: join(folder, "lab.cert.pem"), keyFile: join(folder, "lab.key.pem") } as const;
  await open();
  const token = await network.makeToken("ana", "control");
  const wrong = { ...certificate, keyFile: join(folder, "other.key.pem") };
  expect(await network.change({ ...forOthers, network: { ...forOthers.network, certificate: wrong } })).toMatchObject({
    kind: "refused",
    part: "key",
    reason: expect.stringMatching(/other\.key\.pem is no key.* of the certificate/) as string,
  });
  expect(url().protocol).toBe("http:");
  expect(await network.change({ ...forOthers, network: { ...forOthers.network, certificate } })).toEqual({ kind: "applied" });
  expect(url().protocol).toBe("https:");
  expect([await statusOf("/service-properties"), await statusOf("/service-properties", bearer(token))]).toEqual([401, 200]);

  await close();
  await open();
  expect(url().protocol).toBe("https:");
  expect(await statusOf("/service-properties", bearer(token))).toBe(200);
});

it("begins without a server where the port is taken, and serves as soon as it is free", async () => {
  const port = await taken("127.0.0.1");
  await open(port);
  const reason = `port ${port} on 127.0.0.1 is in use by another program`;
  expect(opened.deck.snapshot().server).toEqual({ state: "failed", reason });
  expect(network.look().urls).toEqual([]);
  for (const other of others.splice(0)) other.close();
  await vi.waitFor(() => expect(opened.deck.snapshot().server.state).toBe("listening"), { timeout: 20_000 });
  expect(warnings).toEqual([reason]);
});

it("begins without a server where it is open to others and the last token is gone, and serves when there is one again", async () => {
  await open();
  await network.makeToken("ana", "view");
  expect(await network.change(forOthers)).toEqual({ kind: "applied" });
  await network.revokeToken("ana");
  expect(await statusOf("/service-properties")).toBe(401);
  await close();
  await open();
  expect(opened.deck.snapshot().server).toEqual({ state: "failed", reason: "nobody has a token" });
  await network.makeToken("ben", "view");
  await vi.waitFor(() => expect(opened.deck.snapshot().server.state).toBe("listening"));
});

it("lets nobody in by a file of tokens that can't be read, and makes new ones all the same", async () => {
  await open();
  await network.makeToken("ana", "view");
  await close();
  await writeFile(join(folder, "data/tokens.json"), "{");
  await open();
  expect(warnings).toEqual([expect.stringMatching(/tokens\.json can't be read .*set aside as .*make new ones with dasedeck token add/)]);
  expect(await network.change(forOthers)).toMatchObject({ kind: "refused", part: "tokens" });
  await network.makeToken("ben", "view");
  expect(warnings).toHaveLength(1);
  expect(await network.change(forOthers)).toEqual({ kind: "applied" });
});

it("cuts nobody off where nothing has changed", async () => {
  await open();
  const before = url();
  expect(await network.change(forThisComputer)).toEqual({ kind: "applied" });
  // Any free port would be another one.
  expect(url()).toEqual(before);
});

async function freePort(): Promise<number> {
  const port = await taken("0.0.0.0");
  const ended = others.pop();
  ended?.close();
  return port;
}
