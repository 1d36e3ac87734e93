import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Disposable } from "#shared/disposable.ts";
import type { Actor } from "#shared/primitives.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import type { OpenDeck } from "../deck/open-deck.ts";
import { openRealDeck } from "../deck/testing/open-real-deck.ts";
import { serveDeck, type DeckServer } from "../server/serve-deck.ts";
import { contentOf } from "./testing/expected-restore.ts";
import { restless } from "./testing/restless-service.ts";
import { SocketWindow } from "./testing/socket-window.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const rounds = 20;
const patience = { timeout: 20_000, interval: 5 };

let folder: string;
let opened: OpenDeck;
let server: DeckServer;
let window: SocketWindow;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-connections-"));
  await writeFile(join(folder, "restless.ts"), restless);
  opened = await openRealDeck(folder);
  server = await serveDeck({ deck: opened.deck, handlers: opened.handlers, host: "127.0.0.1", port: 0, rendererDir: folder });
  window = new SocketWindow(new URL(server.url).origin);
});

afterEach(async () => {
  window.dispose();
  await server.close();
  await opened.close();
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

const mirror = () => opened.deck.services[0];

/** Writes down with which count each process began, and which was the last one known. */
function watchRestores(): { began: unknown[]; known: unknown[] } & Disposable {
  const began: unknown[] = [];
  const known: unknown[] = [];
  let last: unknown = 0;
  const watching = opened.deck.onDidChange((events) => {
    for (const { change } of events) {
      if (change.kind === "valueChanged" && change.value.full_access_path === "count") last = change.value.value;
      if (change.kind !== "treeReplaced") continue;
      known.push(last);
      last = change.attributes.value["count"]?.value;
      began.push(last);
    }
  });
  return { began, known, dispose: () => watching.dispose() };
}

/** What the mirror has of that which the service says of itself. */
function inMirror(): unknown {
  const members: Record<string, SerializedObject> = mirror()?.attributes?.value ?? {};
  const content = (name: string): unknown => members[name] && contentOf(members[name]);
  const part = members["part"]?.type === "DataService" ? members["part"].value["x"] : undefined;
  const extras = Object.entries(members).filter(([name]) => name.startsWith("extra"));
  const x = part && contentOf(part);
  const dict = ["dict", Object.fromEntries(extras.map(([name, extra]) => [name, contentOf(extra)]))];
  return ["dict", { count: content("count"), list: content("list"), table: content("table"), x, length: content("length"), extras: dict }];
}

async function running(): Promise<void> {
  await vi.waitFor(() => expect(mirror()?.status.state).toBe("running"), patience);
}

/** Some of the things that go wrong while a service changes its values, at any moment. */
async function disturb(round: number): Promise<void> {
  await delay(Math.random() * 60);
  const status = mirror()?.status;
  if (Math.random() < 0.8) window.cut();
  // The slow part: a new process bundles the file again.
  if (round % 10 === 3) opened.deck.command("restless", "restart", ana);
  if (round % 10 === 8 && status?.state === "running" && status.pid !== null) process.kill(status.pid, "SIGKILL");
  await delay(Math.random() * 60);
}

it("shows in a browser exactly what the service is, through cut connections, reloads and kills", { timeout: 120_000 }, async () => {
  const restores = watchRestores();
  opened.deck.load(join(folder, "restless.ts"), ana);
  await running();
  for (let round = 0; round < rounds; round++) {
    await disturb(round);
    // It may just be on its way out: then the next one is asked.
    const said = await vi.waitFor(() => opened.deck.callMethod("restless", "hold", { args: [] }), patience);
    expect(inMirror()).toEqual(contentOf(said));
    const { sequence } = opened.deck.snapshot();
    await vi.waitFor(() => expect(window.view?.sequence).toBeGreaterThanOrEqual(sequence), patience);
    const seen = window.view?.services[0];
    expect(seen?.attributes).toEqual(mirror()?.attributes);
    expect(JSON.stringify(seen?.attributes)).toBe(JSON.stringify(mirror()?.attributes));
    if (mirror()?.status.state === "running") await opened.deck.callMethod("restless", "go", { args: [] });
  }
  restores.dispose();
  expect(restores.began).toEqual(restores.known);
  expect(restores.began.length).toBeGreaterThan(rounds / 10);
  expect(window.heard.filter((state) => state === "lost").length).toBeGreaterThan(rounds / 10);
});
