import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deckSocket } from "#shared/deck-transport.ts";
import { serveDeck } from "../serve-deck.ts";
import { basic, bearer, GuardedDeck, ownAddress } from "./testing/guarded-deck.ts";

let deck: GuardedDeck;

beforeEach(async () => {
  deck = await GuardedDeck.open();
});

afterEach(() => deck.close());

const readPower = "/laser/api/v1/get_value?access_path=power";
const writePower = (value: number): string => JSON.stringify({ access_path: "power", value: { type: "float", value } });
const power = (): unknown => deck.served.service("laser").attributes?.value["power"]?.value;
const needed = { message: "This deck needs a token, and none was sent", data: { reason: "token needed" } };
const refused = { message: "This deck does not know the token", data: { reason: "token refused" } };
const namespaces = [
  { namespace: "/", prefix: "" },
  { namespace: "/", prefix: "/laser" },
  { namespace: deckSocket.namespace, prefix: "" },
];

async function ask(socket: Socket, event: string, request: unknown): Promise<unknown> {
  return (await socket.timeout(10_000).emitWithAck(event, request)) as unknown;
}

describe("without a token", () => {
  it("serves the page, and whether the deck is there", async () => {
    expect((await deck.request("/")).status).toBe(200);
    expect(await deck.request("/healthz")).toMatchObject({ status: 200 });
  });

  it("answers 401 and an exception of Python's", async () => {
    for (const path of [
      "/service-properties",
      readPower,
      "/api/v1/get_value?access_path=laser.power",
      "/laser/service-properties",
      "/api/v1/nothing",
    ]) {
      const { status, headers, text } = await deck.request(path);
      expect([status, headers["www-authenticate"]]).toEqual([401, expect.stringMatching(/^Bearer .*Basic /)]);
      expect(JSON.parse(text)).toMatchObject({ type: "Exception", name: "PermissionError", value: needed.message });
    }
  });

  it("writes nothing", async () => {
    const answer = await deck.request("/laser/api/v1/update_value", { method: "PUT", body: writePower(9) });
    expect(answer.status).toBe(401);
    expect(power()).toBe(1.5);
  });

  it("refuses a socket on its connection, with the reason", async () => {
    for (const { namespace, prefix } of namespaces) expect((await deck.connect(namespace, { prefix })).refusal).toEqual(needed);
  });

  it("tells nobody which services there are", async () => {
    expect((await deck.connect("/", { prefix: "/nowhere", extraHeaders: { "x-client-id": "x" } })).refusal).toEqual(needed);
  });
});

describe("with a token", () => {
  it("takes it as Bearer, and as the password of Basic with any name", async () => {
    for (const headers of [bearer(deck.control), basic("ana", deck.control), basic("", deck.view), bearer(deck.view)])
      expect(JSON.parse((await deck.request(readPower, { headers })).text)).toMatchObject({ value: 1.5 });
  });

  it("lets sockets in by auth and by header", async () => {
    for (const { namespace, prefix } of namespaces)
      for (const options of [
        { auth: { token: deck.view } },
        { extraHeaders: bearer(deck.view) },
        { extraHeaders: basic("ana", deck.control) },
      ])
        expect((await deck.connect(namespace, { prefix, ...options })).refusal).toBeNull();
  });

  it("never takes one out of an address", async () => {
    expect((await deck.request(`${readPower}&token=${deck.control}`)).status).toBe(401);
    expect((await deck.connect("/", { query: { token: deck.control } })).refusal).toEqual(needed);
    expect((await deck.connect(deckSocket.namespace, { query: { token: deck.control } })).refusal).toEqual(needed);
  });

  it("refuses what is none", async () => {
    const wrong = [bearer(`${deck.control}x`), bearer(deck.control.slice(0, -1)), basic(deck.control, ""), { authorization: "Digest x" }];
    for (const headers of wrong) {
      const { status, text } = await deck.request(readPower, { headers });
      expect([status, (JSON.parse(text) as { value: string }).value]).toEqual([401, refused.message]);
    }
    for (const token of [7, {}, "", [deck.control]])
      expect((await deck.connect(deckSocket.namespace, { auth: { token } })).refusal).toEqual(refused);
  });

  it("names token and client where somebody stops something", async () => {
    const { socket } = await deck.connect(deckSocket.namespace, {
      auth: { token: deck.control },
      extraHeaders: { "x-client-id": "lab-pc" },
    });
    await ask(socket, deckSocket.call, { name: "stopService", input: { service: "laser" } });
    expect(deck.served.service("laser").status.wanted?.by).toEqual({ kind: "client", name: "ana via lab-pc" });
  });
});

describe("with the role view", () => {
  it("reads by REST, and gets 403 with the reason for anything else", async () => {
    const headers = bearer(deck.view);
    expect((await deck.request("/service-properties", { headers })).status).toBe(200);
    for (const [path, body] of [
      ["/laser/api/v1/update_value", writePower(9)],
      ["/api/v1/update_value", writePower(9).replace("power", "laser.power")],
      ["/laser/api/v1/trigger_method", JSON.stringify({ access_path: "double" })],
      ["/laser/api/v1/trigger_method", JSON.stringify({ access_path: "pulse.start" })],
    ] as const) {
      const { status, text } = await deck.request(path, { method: "PUT", headers, body });
      expect([status, JSON.parse(text)]).toEqual([
        403,
        expect.objectContaining({ type: "Exception", name: "PermissionError", value: expect.stringContaining('"control"') as unknown }),
      ]);
    }
    expect([power(), deck.served.service("laser").tasks["pulse"]?.runs]).toEqual([1.5, 0]);
  });

  it.each(["", "/laser"])("reads and is told of changes over pydase's sockets at %s/, and changes nothing", async (prefix) => {
    const path = (of: string): string => (prefix === "" ? `laser.${of}` : of);
    const { socket } = await deck.connect("/", { prefix, auth: { token: deck.view } });
    expect(await ask(socket, "get_value", path("power"))).toMatchObject({ value: 1.5 });
    const refusal = { type: "Exception", name: "PermissionError" };
    expect(await ask(socket, "update_value", { access_path: path("power"), value: { type: "float", value: 9 } })).toMatchObject(refusal);
    expect(await ask(socket, "trigger_method", { access_path: path("double"), args: null })).toMatchObject(refusal);
    expect(await ask(socket, "trigger_method", { access_path: path("pulse.start") })).toMatchObject(refusal);
    const told = once(socket as never, "notify") as Promise<[{ data: { value: { value: number } } }]>;
    await deck.request("/laser/api/v1/update_value", { method: "PUT", headers: bearer(deck.control), body: writePower(3) });
    expect((await told)[0].data.value.value).toBe(3);
  });

  it("reads over the window's socket, and is refused every command with the reason", async () => {
    const { socket } = await deck.connect(deckSocket.namespace, { auth: { token: deck.view } });
    expect(await ask(socket, deckSocket.call, { name: "getAccess" })).toEqual({
      kind: "value",
      value: { role: "view", token: "onlooker", remotes: "this computer" },
    });
    expect(await ask(socket, deckSocket.call, { name: "getSnapshot" })).toMatchObject({ kind: "value" });
    const commands = {
      setAttribute: { service: "laser", path: "power", value: { type: "float", value: 9 } },
      callMethod: { service: "laser", path: "double", args: [] },
      startTask: { service: "laser", task: "pulse" },
      stopService: { service: "laser" },
      loadExamples: undefined,
    };
    for (const [name, input] of Object.entries(commands))
      expect(await ask(socket, deckSocket.call, { name, input })).toEqual({
        kind: "error",
        name: "CallRefused",
        message: expect.stringContaining('this caller has "view"') as unknown,
      });
    expect(power()).toBe(1.5);
  });
});

it("cuts off who is connected when the token is revoked, at once, and nobody else", async () => {
  const cut = await Promise.all(
    namespaces.map((place) => deck.connect(place.namespace, { prefix: place.prefix, auth: { token: deck.view } })),
  );
  const { socket: other } = await deck.connect(deckSocket.namespace, { auth: { token: deck.control } });
  const ends = cut.map(({ socket }) => once(socket as never, "disconnect"));
  const begin = performance.now();
  await deck.stored.revoke("onlooker", () => undefined);
  await Promise.all(ends);
  expect(performance.now() - begin).toBeLessThan(3000);
  expect(other.connected).toBe(true);
  expect((await deck.request(readPower, { headers: bearer(deck.view) })).status).toBe(401);
  expect((await deck.connect(deckSocket.namespace, { auth: { token: deck.view } })).refusal).toEqual(refused);
});

it("answers ten thousand wrong tokens alike and not at length, and the right one from elsewhere all the while", async () => {
  const answers = new Map<string, number>();
  for (let round = 0; round < 100; round++) {
    const asked = Array.from({ length: 100 }, (_, index) =>
      deck.request(readPower, { headers: bearer(`wrong-${round}-${index}`), from: "127.0.0.3" }),
    );
    for (const { status, text } of await Promise.all(asked)) {
      const key = `${status} ${text.replace(/\d+ s"/, 'N s"')}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
    }
    if (round % 25 === 0) expect((await deck.request(readPower, { headers: bearer(deck.control), from: "127.0.0.4" })).status).toBe(200);
  }
  expect(answers.size).toBe(2);
  const [refusals = 0, waits = 0] = ["401", "429"].map((status) => [...answers].find(([key]) => key.startsWith(status))?.[1]);
  expect(refusals + waits).toBe(10_000);
  // Some more are looked at while the test goes on.
  expect(refusals).toBeLessThan(100);
  expect(deck.failedLogins.size).toBe(1);
  // Behind a proxy others have the same address: a right token is let in all the while.
  expect((await deck.request(readPower, { headers: bearer(deck.view), from: "127.0.0.3" })).status).toBe(200);
  const { status, text } = await deck.request(readPower, { headers: bearer("wrong"), from: "127.0.0.3" });
  expect([status, text]).toEqual([429, expect.stringMatching(/Too many wrong tokens from 127\.0\.0\.3; try again in \d+ s/)]);
  expect(deck.gatekeeper.refusals["too many wrong tokens"]).toBe(waits + 1);
}, 120_000);

it("has wrong tokens wait over sockets as over REST, and right ones never", async () => {
  for (let count = 0; count < 10; count++) await deck.connect("/", { auth: { token: "wrong" } });
  expect((await deck.connect("/", { auth: { token: "wrong" } })).refusal).toEqual({
    message: expect.stringMatching(/^Too many wrong tokens from 127\.0\.0\.\d+; try again in \d+ s$/) as unknown,
    data: { reason: "too many wrong tokens" },
  });
  expect((await deck.connect("/", { auth: { token: deck.control } })).refusal).toBeNull();
});

it("counts wrong tokens that are shown at a service that is still starting, each once", async () => {
  const { deck: served } = deck.served.opened;
  served.command("laser", "restart", { kind: "operator", name: "tester" });
  const statuses = new Set<number>();
  for (let count = 0; count < 30; count++) {
    served.command("laser", "restart", { kind: "operator", name: "tester" });
    statuses.add(await upgradeStatus({ ...bearer(`wrong-${count}`), "user-agent": "Python/3.11 aiohttp/3" }));
  }
  // Only a right token learns that it has to wait for the service; that a wrong one does not is no secret once it counts.
  expect([...statuses]).toEqual([101]);
  const { refusals } = deck.gatekeeper;
  expect(refusals["token refused"]).toBeLessThan(20);
  expect(refusals["token refused"] + refusals["too many wrong tokens"]).toBe(30);
});

/** How the server answers who would open a WebSocket at the service's own address, and hangs up at once. */
function upgradeStatus(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(deck.url);
    const upgrade = {
      host,
      connection: "upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    };
    const path = `/laser${deckSocket.path}/?EIO=4&transport=websocket`;
    const asked = request({ hostname, port, path, agent: false, headers: { ...upgrade, ...headers } });
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

it("serves nothing beyond this computer without tokens", async () => {
  const { deck: served, handlers } = deck.served.opened;
  const beyond = serveDeck({ deck: served, handlers, host: ownAddress ?? "192.0.2.1", port: 0, rendererDir: deck.served.folder });
  await expect(beyond).rejects.toThrow("nothing is served without tokens");
});
