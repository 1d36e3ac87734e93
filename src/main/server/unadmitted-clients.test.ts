import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GuardedDeck } from "./access/testing/guarded-deck.ts";
import { BareSocket, frameHead, upgradeWith } from "./testing/bare-socket.ts";
import { maxUnadmittedBytes } from "./unadmitted-clients.ts";

/** Closed for what it sent, and not for the time that passed. */
const noTimeout = { headersMs: 50_000 };

let deck: GuardedDeck;
const open: { close(): void }[] = [];

beforeEach(async () => {
  deck = await GuardedDeck.open({ limits: noTimeout });
});

afterEach(async () => {
  for (const socket of open.splice(0)) socket.close();
  await deck.close();
});

async function opened(): Promise<BareSocket> {
  const socket = await BareSocket.open(deck.url);
  open.push(socket);
  return socket;
}

/** A long text between these. */
const long = (before: string, after = ""): string => `${before}${"x".repeat(maxUnadmittedBytes)}${after}`;

describe("a client that is not admitted", () => {
  it.each<[string, (socket: BareSocket) => void]>([
    ["a long CONNECT", (socket) => socket.send(long('40{"token":"', '"}'))],
    ["a long event", (socket) => socket.send(long('42["get_value","', '"]'))],
    ["a short event", (socket) => socket.send('42["get_value","power"]')],
    ["an answer", (socket) => socket.send("431[]")],
    ["a packet with binary parts", (socket) => socket.send('451-["x",{"_placeholder":true,"num":0}]')],
    ["a binary part", (socket) => socket.socket.send(Buffer.alloc(100))],
    ["a binary part in Base64", (socket) => socket.send("bAAAA")],
    [
      "a long message in short fragments",
      (socket) => {
        socket.socket.send("40{", { fin: false });
        for (let sent = 0; sent < 9; sent++) socket.socket.send("x".repeat(1 << 10), { fin: false });
      },
    ],
    [
      "one CONNECT after the other",
      (socket) => {
        for (let sent = 0; sent < 17; sent++) socket.send("40/nowhere,");
      },
    ],
  ])("is closed at %s", async (_, act) => {
    const socket = await opened();
    act(socket);
    await socket.untilClosed();
    expect(deck.served.opened.deck.services).toHaveLength(1);
  });

  it.each([
    ["a long message that is announced with the request for the WebSocket", frameHead(0x81, maxUnadmittedBytes + 1)],
    ["a compressed message", Buffer.concat([frameHead(0xc1, 5), Buffer.alloc(5)])],
  ])("is closed at %s", async (_, bytes) => {
    const socket = upgradeWith(deck.url, bytes);
    open.push({ close: () => socket.destroy() });
    let answer = Buffer.alloc(0);
    socket.on("data", (part) => (answer = Buffer.concat([answer, part])));
    const closing = [closingFrame(1009), closingFrame(1002)];
    await vi.waitFor(() => expect(closing.some((frame) => answer.includes(frame))).toBe(true));
  });

  it("is closed where it never asks to be admitted, or is refused and stays", async () => {
    await deck.close();
    deck = await GuardedDeck.open({ limits: { headersMs: 300 } });
    const silent = await opened();
    const refused = await opened();
    expect(await refused.connect("/deck", { token: "wrong" })).toMatch(/^44/);
    await Promise.all([silent.untilClosed(), refused.untilClosed()]);
  });
});

it("reads long messages of a client while a namespace admits it", async () => {
  const socket = await opened();
  expect(await socket.connect("/", { token: deck.control })).toMatch(/^40/);
  socket.send(`421["get_value","${"x".repeat(50_000)}"]`);
  expect(await socket.until((packet) => packet.startsWith("431"))).toContain("has no attribute");
  expect(await socket.connect("/deck", { token: deck.control })).toMatch(/^40/);
  // It leaves one of two.
  socket.send("41");
  socket.send(`42/deck,2["call",{"name":"${"x".repeat(50_000)}"}]`);
  expect(await socket.until((packet) => packet.startsWith("43/deck,2"))).toContain("There is no call named");
  // It leaves the other one, too, which the server does not confirm.
  socket.send("41/deck,");
  await vi.waitFor(() => {
    socket.send(long('40{"token":"', '"}'));
    expect(socket.isClosed).toBe(true);
  });
});

it("closes a client some time after it has left the last namespace", async () => {
  await deck.close();
  deck = await GuardedDeck.open({ limits: { headersMs: 300 } });
  const socket = await opened();
  await socket.connect("/", { token: deck.control });
  socket.send("41");
  await socket.untilClosed();
});

it("refuses a message with too much structure and says so, and goes on reading", async () => {
  const socket = await opened();
  await socket.connect("/", { token: deck.control });
  socket.send(`421["update_value",{"access_path":"laser.power","value":{"type":"list","value":[${"[],".repeat(1_000_000)}1]}}]`);
  expect(await socket.until((packet) => packet.startsWith("431"))).toContain("at most 100000 values");
  socket.send('422["get_value","laser.power"]');
  expect(await socket.until((packet) => packet.startsWith("432"))).toContain("1.5");
});

/** The closing frame of WebSocket with a code: 1009 is "message too big", 1002 "protocol error". */
function closingFrame(code: number): Buffer {
  return Buffer.from([0x88, 2, code >> 8, code & 0xff]);
}
