import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck, OpenDeckOptions } from "./open-deck.ts";
import { openRealDeck } from "./testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
let opened: OpenDeck | null;
let file: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "dasedeck-instances-")));
  opened = null;
  file = join(folder, "sensor.ts");
  await writeFile(
    file,
    `import { DataService, serviceParameters } from "dasedeck";
     export default class Sensor extends DataService {
       #settings = serviceParameters({ port: "none", gain: 1 });
       offset = 0;
       get port() { return this.#settings.port; }
       get gain() { return this.#settings.gain; }
     }`,
  );
});

afterEach(async () => {
  await close();
  await rm(folder, { recursive: true });
});

async function open(options: Partial<OpenDeckOptions> = {}): Promise<OpenDeck> {
  opened = await openRealDeck(folder, options);
  return opened;
}

async function close(): Promise<void> {
  await opened?.close();
  opened = null;
}

const valueOf = (service: ServiceSnapshot | undefined, path: string): unknown => service?.attributes?.value[path]?.value;

/** Resolves with the service once it runs with this port. */
function untilRunning(id: string, port: string): Promise<ServiceSnapshot> {
  return vi.waitFor(
    () => {
      const found = opened?.deck.services.find((service) => service.id === id);
      if (found?.status.state !== "running" || found.stale || valueOf(found, "port") !== port)
        throw new Error(`${id} does not run with ${port}: ${JSON.stringify(found?.status)}`);
      return structuredClone(found);
    },
    { timeout: 60_000, interval: 50 },
  );
}

async function loadBoth(): Promise<void> {
  opened?.loadFiles(
    [
      { file, name: "Left", parameters: { port: "/dev/left" } },
      { file, name: "Right", parameters: { port: "/dev/right", gain: "2" } },
    ],
    ana,
  );
  await untilRunning("left", "/dev/left");
}

it("one file runs several times, each service with its own id, title and parameters", async () => {
  await open();
  await loadBoth();
  const right = await untilRunning("right", "/dev/right");
  expect(right).toMatchObject({
    title: "Right",
    source: { kind: "file", file, name: "Right", parameters: { port: "/dev/right", gain: "2" } },
  });
  expect(valueOf(right, "gain")).toBe(2);
});

it("each has its own values, and both are as they were after a restart of the service and of the deck", async () => {
  const { deck } = await open({ remember: true });
  await loadBoth();
  await untilRunning("right", "/dev/right");
  await deck.writeAttribute("left", "offset", { type: "float", value: 7 }, ana);
  await deck.writeAttribute("right", "offset", { type: "float", value: 8 }, ana);
  deck.command("left", "restart", ana);
  await vi.waitFor(() => expect(deck.services[0]?.status.state).not.toBe("running"), { timeout: 60_000, interval: 5 });
  expect(valueOf(await untilRunning("left", "/dev/left"), "offset")).toBe(7);
  await close();

  await open({ remember: true });
  expect(valueOf(await untilRunning("left", "/dev/left"), "offset")).toBe(7);
  expect(valueOf(await untilRunning("right", "/dev/right"), "offset")).toBe(8);
  const states = (await readdir(join(folder, "data/state"))).filter((name) => name.endsWith(".json"));
  expect(states).toEqual([expect.stringMatching(/^sensor\.left-/), expect.stringMatching(/^sensor\.right-/)]);
});

it("one without a name stands beside them, and keeps its own values", async () => {
  const { deck } = await open();
  await loadBoth();
  expect(deck.load(file, ana)).toBe("sensor");
  const plain = await untilRunning("sensor", "none");
  expect(plain.source).toEqual({ kind: "file", file });
  expect(deck.load(file, ana)).toBe("sensor");
  expect(deck.services.map(({ id }) => id)).toEqual(["left", "right", "sensor"]);
});

it("a service that does not run takes other parameters; one that runs refuses them and goes on", async () => {
  const { deck } = await open();
  await loadBoth();
  const other = { name: "Left", parameters: { port: "/dev/other" } };
  expect(() => deck.load(file, ana, other)).toThrow("The service left runs with other parameters: stop it first, or give another name");
  expect(deck.load(file, ana, { name: "Left", parameters: { port: "/dev/left" } })).toBe("left");
  await untilRunning("left", "/dev/left");
  deck.command("left", "stop", ana);
  await vi.waitFor(() => expect(deck.services[0]?.status.state).toBe("stopped"), { timeout: 60_000, interval: 20 });
  deck.load(file, ana, other);
  const left = await untilRunning("left", "/dev/other");
  expect(left.source).toMatchObject({ parameters: { port: "/dev/other" } });
});

it("the parameters on a command line count more than the remembered ones", async () => {
  await open({ remember: true });
  await loadBoth();
  await close();
  const { deck, loadFiles, releaseStarts } = await open({ remember: true, holdsStarts: true });
  loadFiles([{ file, name: "Left", parameters: { port: "/dev/new" } }], ana);
  releaseStarts();
  await untilRunning("left", "/dev/new");
  await untilRunning("right", "/dev/right");
  expect(deck.services).toHaveLength(2);
});

it("a wrong parameter fails the service with the reason, and not another one", async () => {
  const { deck } = await open();
  deck.load(file, ana, { name: "Left", parameters: { prot: "/dev/left" } });
  deck.load(file, ana, { name: "Right", parameters: { port: "/dev/right" } });
  await untilRunning("right", "/dev/right");
  await vi.waitFor(
    () =>
      expect(deck.services[0]?.status).toMatchObject({
        state: "failed",
        lastError: { message: expect.stringContaining('no parameter "prot"; did you mean "port"?') as string },
      }),
    { timeout: 60_000, interval: 50 },
  );
});

it("a memory of an older version, without names, is read", async () => {
  await open({ remember: true });
  opened?.loadFiles([{ file }], ana);
  await untilRunning("sensor", "none");
  await close();
  const memory = JSON.parse(await readFile(join(folder, "data/deck.json"), "utf8")) as { services: object[] };
  expect(memory.services[0]).not.toHaveProperty("name");
  await open({ remember: true });
  await untilRunning("sensor", "none");
});

it("the values of a file that was moved go to the service of the same name", async () => {
  const { deck } = await open();
  await loadBoth();
  await untilRunning("right", "/dev/right");
  await deck.writeAttribute("left", "offset", { type: "float", value: 7 }, ana);
  await deck.writeAttribute("right", "offset", { type: "float", value: 8 }, ana);
  await close();
  const text = await readFile(file, "utf8");
  await rm(file);
  const elsewhere = join(folder, "data/sensor.ts");
  await writeFile(elsewhere, text);
  await open();
  opened?.loadFiles([{ file: elsewhere, name: "Right", parameters: { port: "/dev/right" } }], ana);
  expect(valueOf(await untilRunning("right", "/dev/right"), "offset")).toBe(8);
});
