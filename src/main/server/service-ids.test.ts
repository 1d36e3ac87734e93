import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deckSocket } from "#shared/deck-transport.ts";
import { routeNames } from "#shared/route-names.ts";
import type { OpenDeck } from "../deck/open-deck.ts";
import { openRealDeck } from "../deck/testing/open-real-deck.ts";
import { serveDeck, type DeckServer } from "./serve-deck.ts";

let folder: string;
let opened: OpenDeck;
let server: DeckServer;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "dasedeck-ids-")));
  await writeFile(join(folder, "index.html"), "the page");
  opened = await openRealDeck(folder);
  server = await serveDeck({ deck: opened.deck, handlers: opened.handlers, host: "127.0.0.1", port: 0, rendererDir: folder });
});

afterEach(async () => {
  await server.close();
  await opened.close();
  await rm(folder, { recursive: true });
});

/** Names that no route begins with, but that must be no ids either. */
const otherNames = [
  // Vite's folder in the window's files.
  "assets",
  // The namespaces of the deck's own Socket.IO, and their path.
  "deck",
  "socket",
];

it("no id hides a route, and no name is kept from ids without a reason", () => {
  const first = server.routes.map(({ path }) => path.split("/")[1] ?? "").filter((part) => part !== "" && !/^[:*]/.test(part));
  // `openapi.json` begins with a name that an id could have; what stands behind the dot makes it another.
  const names = new Set(first.map((part) => part.split(".")[0] ?? ""));
  expect(names.size).toBeGreaterThan(3);
  expect([...names, ...otherNames].sort()).toEqual([...new Set([...routeNames, ...otherNames])].sort());
});

const names = [
  ...routeNames,
  "Laser",
  "x",
  "a".repeat(300),
  "数".repeat(64),
  "é".repeat(100),
  "𝒳".repeat(80),
  "𐐨".repeat(64),
  "constructor",
  "__proto__",
  "100 % sure",
  "a/b?c#d",
  "..",
  "Größe №2",
];

interface Reached {
  /** What REST answers, without the id. */
  readonly rest: string;
  readonly socket: string;
}

async function reach(id: string): Promise<Reached> {
  const response = await fetch(`${server.url}${encodeURIComponent(id)}/service-properties`);
  const rest = `${response.status} ${(await response.text()).replaceAll(`service ${id} `, "service ID ")}`;
  const path = `/${encodeURIComponent(id)}${deckSocket.path}`;
  const socket = io(server.url, { path, transports: ["websocket"], reconnection: false });
  const outcome = await new Promise<string>((resolve) => {
    socket.on("connect", () => resolve("connected"));
    socket.on("connect_error", (error) => resolve(error.message.replaceAll(`service ${id} `, "service ID ")));
  });
  socket.close();
  return { rest, socket: outcome };
}

it("every id is reached over REST and Socket.IO at its own address", async () => {
  const unknown = await reach("nowhere");
  const plain = await reach(opened.deck.add(join(folder, "plain.ts")));
  expect(plain.rest).not.toBe(unknown.rest);
  expect(plain.socket).not.toBe(unknown.socket);
  for (const name of names) {
    const id = opened.deck.add(join(folder, "laser.ts"), { name });
    expect({ name, ...(await reach(id)) }).toEqual({ name, ...plain });
  }
  expect(new Set(opened.deck.services.map(({ id }) => id)).size).toBe(names.length + 1);
});
