import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { OpenDeck } from "../open-deck.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";
import { stateFileName } from "./state-file.ts";

const ana: Actor = { kind: "operator", name: "ana" };
vi.setConfig({ testTimeout: 120_000 });

const source = `
  import { DataService, loadState } from "dasedeck";
  export default class Laser extends DataService {
    power = 1;
    #limit = 1;
    get limit(): number { return this.#limit; }
    @loadState set limit(value: number) { if (value === 13) process.exit(3); this.#limit = value; }
  }`;

let folder: string;
let opened: OpenDeck | null;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "dasedeck-moved-")));
  opened = null;
});

afterEach(async () => {
  await close();
  await rm(folder, { recursive: true });
});

async function close(): Promise<void> {
  await opened?.close();
  opened = null;
}

async function deckNow(): Promise<OpenDeck["deck"]> {
  opened ??= await openRealDeck(folder);
  return opened.deck;
}

const fileIn = (place: string): string => join(folder, place, "laser.ts");

async function putSource(place: string): Promise<void> {
  await mkdir(join(folder, place));
  await writeFile(fileIn(place), source);
}

/** Loads the file in that folder; the value that it begins with, and what the deck has said of its values. */
async function load(place: string): Promise<{ id: string; power: unknown; said: string[] }> {
  const deck = await deckNow();
  const id = deck.load(fileIn(place), ana);
  const service = await vi.waitUntil(
    () => {
      const found = deck.services.find((candidate) => candidate.id === id);
      if (found?.status.state === "failed") throw new Error(found.status.lastError?.message);
      return found?.status.state === "running" && found;
    },
    { timeout: 60_000 },
  );
  const said = service.output.filter(({ stream, text }) => stream === "deck" && text.includes("former place")).map(({ text }) => text);
  return { id, power: service.attributes?.value["power"]?.value, said };
}

async function set(id: string, power: number): Promise<void> {
  await (await deckNow()).writeAttribute(id, "power", { type: "float", value: power }, ana);
}

/** A service in folder `a`, whose power has been set to 7 and saved. */
async function original(): Promise<void> {
  await putSource("a");
  const { id } = await load("a");
  await set(id, 7);
  await close();
}

const takenFrom = (place: string): string => `The values were taken from the former place of this file, ${fileIn(place)}`;

async function stateOf(place: string): Promise<string> {
  return readFile(join(folder, "data/state", stateFileName(fileIn(place))), "utf8");
}

it("goes on with its values when its folder was moved, and leaves those of the former place as they are", async () => {
  await original();
  const before = await stateOf("a");
  await rename(join(folder, "a"), join(folder, "b"));
  const { id, power, said } = await load("b");
  expect([power, said]).toEqual([7, [takenFrom("a")]]);
  await set(id, 8);
  await close();
  expect(await stateOf("a")).toBe(before);
  // From then on they are its own.
  expect(await load("b")).toMatchObject({ power: 8, said: [] });
  await close();
  await rename(join(folder, "b"), join(folder, "c"));
  expect(await load("c")).toMatchObject({ power: 8, said: [takenFrom("b")] });
});

it("takes up what a service on the same deck has that still runs from the former place", async () => {
  await putSource("a");
  const { id } = await load("a");
  await set(id, 9);
  await rename(join(folder, "a"), join(folder, "b"));
  expect(await load("b")).toMatchObject({ id: "laser-2", power: 9, said: [takenFrom("a")] });
});

it("goes on where a link leads from the former place to the new one, and where the link leads elsewhere later", async () => {
  await original();
  await rename(join(folder, "a"), join(folder, "b"));
  await symlink(join(folder, "b"), join(folder, "a"));
  // The path that was given is the same, and so are its values.
  expect(await load("a")).toMatchObject({ power: 7, said: [] });
  await close();
  await rename(join(folder, "b"), join(folder, "c"));
  await rm(join(folder, "a"));
  await symlink(join(folder, "c"), join(folder, "a"));
  expect(await load("a")).toMatchObject({ power: 7, said: [] });
});

it("gives nothing to a copy beside the original, nor to one of a file that was moved", async () => {
  await original();
  await putSource("copy");
  expect(await load("copy")).toMatchObject({ power: 1, said: [] });
  await close();
  await rename(join(folder, "a"), join(folder, "b"));
  await putSource("c");
  // Both at once, on one deck: nothing tells them apart, but only one is the file that was moved.
  await deckNow();
  const both = await Promise.all([load("b"), load("c")]);
  expect(both.map(({ power }) => power).sort()).toEqual([1, 7]);
  expect(both.flatMap(({ said }) => said)).toEqual([takenFrom("a")]);
});

it("takes none where there are several, and says which there are and what to do", async () => {
  await original();
  await putSource("other");
  await set((await load("other")).id, 5);
  await close();
  await rm(join(folder, "other"), { recursive: true });
  await rename(join(folder, "a"), join(folder, "b"));
  const { power, said } = await load("b");
  expect(power).toBe(1);
  expect(said).toHaveLength(1);
  for (const part of [fileIn("a"), fileIn("other"), stateFileName(fileIn("a")), `to ${stateFileName(fileIn("b"))}`])
    expect(said[0]).toContain(part);
  // What it says helps.
  await (await deckNow()).remove("laser", ana);
  const states = join(folder, "data/state");
  await copyFile(join(states, stateFileName(fileIn("a"))), join(states, stateFileName(fileIn("b"))));
  expect(await load("b")).toMatchObject({ power: 7, said: [] });
});

it("finds a state file that an older version wrote, by the files that the deck knows", async () => {
  await original();
  await rm(join(folder, "data/state/about"), { recursive: true });
  await rename(join(folder, "a"), join(folder, "b"));
  (await deckNow()).add(fileIn("a"));
  expect(await load("b")).toMatchObject({ power: 7, said: [takenFrom("a")] });
});

it.each([
  ["newer", 60_000, { power: 4, said: 0 }],
  ["older", -600_000, { power: 7, said: 1 }],
])("starts with a file that was put there for it, if that is newer: %s", async (_, agoMs, expected) => {
  await original();
  await rename(join(folder, "a"), join(folder, "b"));
  const given = join(folder, "data/state/laser.json");
  await writeFile(given, JSON.stringify({ power: { type: "float", value: 4 } }));
  const putAt = new Date(Date.now() + agoMs);
  await utimes(given, putAt, putAt);
  const { power, said } = await load("b");
  expect({ power, said: said.length }).toEqual(expected);
});

it("still leaves out what ended its process in the former place", async () => {
  await original();
  const state = JSON.parse(await stateOf("a")) as { limit: { value: number } };
  state.limit.value = 13;
  await writeFile(join(folder, "data/state", stateFileName(fileIn("a"))), JSON.stringify(state));
  await expect(load("a")).rejects.toThrow("Restoring limit to 13 ended the process");
  await close();
  await rename(join(folder, "a"), join(folder, "b"));
  expect(await load("b")).toMatchObject({ power: 7, said: [takenFrom("a")] });
});

it("keeps its records out of the folder of the state files, for this person's eyes only", async () => {
  await original();
  const states = join(folder, "data/state");
  expect((await readdir(states)).filter((name) => name.endsWith(".json"))).toEqual([stateFileName(fileIn("a"))]);
  const record = join(states, "about", stateFileName(fileIn("a")));
  expect(JSON.parse(await readFile(record, "utf8"))).toMatchObject({ version: 1, serviceFile: fileIn("a"), takenFrom: null });
  expect(dirname(record)).toBe(join(states, "about"));
});
