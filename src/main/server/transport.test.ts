import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deckSocket } from "#shared/deck-transport.ts";
import { bearer, GuardedDeck, ownAddress } from "./access/testing/guarded-deck.ts";
import { makeCertificate } from "./testing/make-certificate.ts";
import { ServedCertificate } from "./served-certificate.ts";

let folder: string;
let deck: GuardedDeck | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-tls-"));
  deck = undefined;
});

afterEach(async () => {
  await deck?.close();
  await rm(folder, { recursive: true });
});

const certFile = (): string => join(folder, "cert.pem");
const keyFile = (): string => join(folder, "key.pem");

/** Where the server looks for it. */
async function makeServed(name: string): Promise<void> {
  await makeCertificate({ name, certFile: certFile(), keyFile: keyFile() });
}

describe("with a certificate", () => {
  it("serves requests and sockets by TLS alone, and knows pages of its own by https", async () => {
    await makeServed("lab.example");
    const certificate = await ServedCertificate.open({ certFile: certFile(), keyFile: keyFile() }, unexpected);
    deck = await GuardedDeck.open({ certificate });
    expect(deck.url).toMatch(/^https:\/\/127\.0\.0\.2:/);
    const origin = new URL(deck.url).origin;
    expect((await deck.request("/service-properties", { headers: { ...bearer(deck.view), origin } })).status).toBe(200);
    expect((await deck.request("/healthz", { headers: { origin: origin.replace("https", "http") } })).status).toBe(403);
    const { refusal } = await deck.connect(deckSocket.namespace, { auth: { token: deck.view }, extraHeaders: { origin } });
    expect(refusal).toBeNull();
    await expect(fetch(origin.replace("https", "http"))).rejects.toThrow();
    certificate.dispose();
  });

  it("takes up a renewed one without a restart, and keeps the one before while the files are wrong", async () => {
    await makeServed("first");
    const warnings: string[] = [];
    const certificate = await ServedCertificate.open(
      { certFile: certFile(), keyFile: keyFile() },
      (message) => void warnings.push(message),
      100,
    );
    deck = await GuardedDeck.open({ certificate });
    const { hostname, port } = new URL(deck.url);
    const nameOf = async (): Promise<unknown> => {
      const socket: TLSSocket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false });
      await once(socket, "secureConnect");
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      return subject.CN;
    };
    expect(await nameOf()).toBe("first");
    await writeFile(certFile(), "nonsense");
    await vi.waitFor(() => expect(warnings).toEqual([expect.stringContaining("the certificate from before stays in use")]), {
      timeout: 5000,
    });
    expect(await nameOf()).toBe("first");
    await makeServed("second");
    await vi.waitFor(async () => expect(await nameOf()).toBe("second"), { timeout: 5000 });
    certificate.dispose();
  });

  it("says in one line what is wrong with its files", async () => {
    const open = () => ServedCertificate.open({ certFile: certFile(), keyFile: keyFile() }, unexpected);
    await expect(open()).rejects.toThrow(/^the certificate can't be read: ENOENT.*cert\.pem'$/);
    await makeServed("lab.example");
    await writeFile(certFile(), "nonsense");
    await expect(open()).rejects.toThrow(/cert\.pem holds no certificate.*PEM[^\n]*$/);
    const otherKey = await (async () => {
      await makeServed("other");
      return ServedCertificate.open({ certFile: certFile(), keyFile: keyFile() }, unexpected);
    })();
    otherKey.dispose();
    const { key } = otherKey.current;
    await makeServed("lab.example");
    await writeFile(keyFile(), key);
    await expect(open()).rejects.toThrow(/key\.pem is no key, without a passphrase, of the certificate .*cert\.pem: [^\n]*$/);
  });
});

describe.skipIf(ownAddress === undefined)("at an address that others reach", () => {
  it("knows the computer's own names and addresses and those that are given, and no others", async () => {
    deck = await GuardedDeck.open({ host: "0.0.0.0", allowedHosts: ["lab.example", "proxy.example:8443"] });
    const { port } = new URL(deck.url);
    expect(new URL(deck.url).hostname).toBe(ownAddress);
    const asked = async (headers: Record<string, string>): Promise<number | undefined> =>
      (await deck?.request("/healthz", { headers }))?.status;
    for (const host of [`${ownAddress}:${port}`, `localhost:${port}`, `lab.example:${port}`, "lab.example", "proxy.example:8443"])
      expect([host, await asked({ host })]).toEqual([host, 200]);
    for (const host of [
      `evil.example:${port}`,
      "evil.example",
      `${ownAddress}:1`,
      `proxy.example:${port}`,
      "lab.example:1",
      "lab.example.evil.example",
    ])
      expect([host, await asked({ host })]).toEqual([host, 403]);
    expect(await asked({ host: "lab.example", origin: "https://lab.example" })).toBe(200);
    expect(await asked({ host: "lab.example", origin: "https://evil.example" })).toBe(403);
    const { text } = await deck.request("/healthz", { headers: { host: "evil.example" } });
    expect(text).toContain("--allow-host");
  });

  it("serves one address so many connections and no more, says so, and serves it again afterwards", async () => {
    deck = await GuardedDeck.open({ host: ownAddress ?? "", limits: { connectionsPerAddress: 3 } });
    const token = deck.view;
    const guarded = deck;
    const open = await Promise.all([1, 2, 3].map(() => guarded.connect(deckSocket.namespace, { auth: { token } })));
    expect(open.map(({ refusal }) => refusal)).toEqual([null, null, null]);
    const refused = await deck.request("/healthz");
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      503,
      { error: `There are 3 connections from ${ownAddress}, which is as many as one address may have` },
    ]);
    expect((await deck.connect(deckSocket.namespace, { auth: { token } })).refusal).not.toBeNull();
    open[0]?.socket.disconnect();
    await vi.waitFor(async () => expect((await deck?.request("/healthz"))?.status).toBe(200), { timeout: 5000 });
  });
});

it("serves so many connections in all, and says so to one more", async () => {
  deck = await GuardedDeck.open({ limits: { connections: 2 } });
  const token = deck.view;
  await deck.connect(deckSocket.namespace, { auth: { token } });
  await deck.connect(deckSocket.namespace, { auth: { token } });
  expect(await deck.request("/healthz")).toMatchObject({
    status: 503,
    text: '{"error":"There are 2 connections, which is as many as are served"}',
  });
});

it("hangs up on who does not come to the end of the headers, with the reason", async () => {
  deck = await GuardedDeck.open({ limits: { headersMs: 300 } });
  const { hostname, port } = new URL(deck.url);
  const socket = connectTcp({ host: hostname, port: Number(port) });
  let answer = "";
  socket.setEncoding("latin1").on("data", (text: string) => (answer += text));
  await once(socket, "connect");
  socket.write("GET / HTTP/1.1\r\nHost: ");
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
});

it("hangs up on a socket that never says what it connects to", async () => {
  deck = await GuardedDeck.open({ limits: { headersMs: 300 } });
  const socket = new WebSocket(`${deck.url.replace("http", "ws")}ws/socket.io/?EIO=4&transport=websocket`);
  const packets: string[] = [];
  socket.on("message", (data: Buffer) => packets.push(data.toString()));
  await once(socket, "close");
  // Engine.io's packet for the beginning, and nothing more.
  expect(packets).toEqual([expect.stringMatching(/^0\{/)]);
});

function unexpected(message: string): void {
  throw new Error(message);
}
