import { once } from "node:events";
import { request } from "node:http";
import { io, type Socket } from "socket.io-client";
import { deckSocket } from "../../src/shared/deck-transport.ts";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";

/** Serves one service and connects as a program on this computer does. */
const withSocket = test.extend<{ address: string; connect: (headers?: Record<string, string>) => Socket }>({
  address: async ({ dasedeck, dataDir }, use) => {
    await use(await dasedeck("serve", serviceFile("counter-service.ts"), "--port", "0", "--data-dir", dataDir).address());
  },
  connect: async ({ address }, use) => {
    const sockets: Socket[] = [];
    await use((extraHeaders = {}) => {
      const url = new URL(deckSocket.namespace, address).href;
      const socket = io(url, { path: deckSocket.path, transports: ["websocket"], reconnection: false, extraHeaders });
      sockets.push(socket);
      return socket;
    });
    for (const socket of sockets) socket.disconnect();
  },
});

async function call(socket: Socket, name: string, input?: unknown): Promise<unknown> {
  return (await socket.timeout(5000).emitWithAck(deckSocket.call, { name, input })) as unknown;
}

function heard(socket: Socket, event: "connect" | "connect_error"): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}

/** Waits until there is a service to command. */
async function connected(socket: Socket): Promise<Socket> {
  await heard(socket, "connect");
  await expect.poll(() => call(socket, "getSnapshot")).toMatchObject({ value: { services: [{ status: { state: "running" } }] } });
  return socket;
}

withSocket("a program on this computer reads and commands", async ({ connect }) => {
  const socket = await connected(connect({ "X-Client-Id": "ana-notebook" }));
  expect(await call(socket, "stopTask", { service: "counter-service", task: "countTicks" })).toEqual({ kind: "value" });
  expect(await call(socket, "getSnapshot")).toMatchObject({
    value: { services: [{ tasks: { countTicks: { state: "inactive", wanted: { wanted: "stopped", by: { name: "ana-notebook" } } } } }] },
  });
});

withSocket("what runs on this computer is not for the network to choose", async ({ connect }) => {
  const socket = await connected(connect());
  const refusal = { kind: "error", name: "CallRefused", message: expect.stringContaining('needs the role "desktop"') as unknown };
  const file = serviceFile("scalar-service.ts");
  expect(await call(socket, "loadService", { file, trust: "file" })).toEqual(refusal);
  expect(await call(socket, "chooseServiceFiles")).toEqual(refusal);
  expect(await call(socket, "reloadService", { service: "counter-service" })).toEqual(refusal);
  expect(await call(socket, "removeService", { service: "counter-service" })).toEqual(refusal);
  expect(await call(socket, "getSnapshot")).toMatchObject({
    value: { services: [{ id: "counter-service", status: { state: "running" } }] },
  });
});

withSocket("what is no call of the API is refused with a reason", async ({ connect }) => {
  const socket = await connected(connect());
  for (const [name, input] of [
    ["__proto__", undefined],
    ["startTask", { service: "counter-service" }],
    ["setAttribute", { service: "counter-service", path: "ticks", value: { type: "float", value: {} } }],
  ] as const) {
    expect(await call(socket, name, input)).toMatchObject({ kind: "error", name: "CallRefused" });
  }
});

withSocket("a foreign origin is refused, for pages and for sockets", async ({ address, connect }) => {
  expect(await statusFor(address, { origin: "http://evil.example" })).toBe(403);
  expect(await statusFor(address, { origin: new URL(address).origin })).toBe(200);
  const socket = connect({ origin: "http://evil.example" });
  await heard(socket, "connect_error");
  expect(socket.connected).toBe(false);
});

withSocket("a foreign host is refused, for pages and for sockets", async ({ address, connect }) => {
  const { port } = new URL(address);
  expect(await statusFor(address, { host: `evil.example:${port}` })).toBe(403);
  expect(await statusFor(address, { host: `localhost:${port}` })).toBe(200);
  const socket = connect({ host: `evil.example:${port}` });
  await heard(socket, "connect_error");
  expect(socket.connected).toBe(false);
});

async function statusFor(address: string, headers: Record<string, string>): Promise<number | undefined> {
  const asked = request(address, { headers });
  asked.end();
  const [response] = (await once(asked, "response")) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}
