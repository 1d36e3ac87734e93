import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import type { Restoring } from "./restore-lessons.ts";
import { StateKeeper } from "./state-keeper.ts";

let folder: string;
let clock: FakeClock;
let attributes: SerializedDataService | null;
let warnings: string[];
let keeper: StateKeeper;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-keeper-"));
  clock = new FakeClock();
  attributes = null;
  warnings = [];
  keeper = newKeeper();
});

afterEach(async () => {
  keeper.dispose();
  await rm(folder, { recursive: true });
});

function newKeeper(): StateKeeper {
  return new StateKeeper({
    folder: join(folder, "state"),
    serviceFile: "/lab/laser.ts",
    formerStates: { takeUp: () => Promise.resolve({ kind: "nothing" }) },
    clock,
    saveIntervalSec: 30,
    attributes: () => attributes,
    warn: (message) => warnings.push(message),
  });
}

function treeOf(values: Record<string, number>): SerializedDataService {
  const members = Object.entries(values).map(
    ([name, value]) => [name, { full_access_path: name, type: "float", value, readonly: false, doc: null }] as const,
  );
  return { full_access_path: "", type: "DataService", name: "Laser", value: Object.fromEntries(members), readonly: false, doc: null };
}

function setPower(value: number): void {
  attributes = treeOf({ power: value });
  keeper.valueChanged();
}

/** A process that has loaded, with these values. */
function loadedWith(values: Record<string, number>): void {
  attributes = treeOf(values);
  keeper.processLoaded();
}

const endedBy = (path: string, value: number, sources = "1"): Restoring => ({
  sources,
  step: { kind: "value", path, write: { type: "float", value } },
});

interface Restored {
  readonly leftOut: string[];
  readonly saved: Record<string, unknown>;
}

/** What the next process is told. */
async function next(of = keeper): Promise<Restored> {
  const { savedState, restoreLessons } = await of.toRestore();
  const saved = Object.entries(savedState).map(([name, object]) => [name, (object as { value: unknown }).value] as const);
  return { leftOut: restoreLessons.leftOut.map(({ path }) => path), saved: Object.fromEntries(saved) };
}

/** What is in the file now. */
async function savedPower(): Promise<unknown> {
  const names = await readdir(join(folder, "state")).catch(() => []);
  const name = names.find((candidate) => candidate.endsWith(".json"));
  if (name === undefined) return null;
  return (JSON.parse(await readFile(join(folder, "state", name), "utf8")) as { power: { value: unknown } }).power.value;
}

it("saves what changed once within the interval", async () => {
  await keeper.toRestore();
  setPower(1);
  await clock.advance(20);
  setPower(2);
  await clock.advance(9.9);
  expect(await savedPower()).toBeNull();
  await clock.advance(0.2);
  await vi.waitFor(async () => expect(await savedPower()).toBe(2));
});

it("saves at once when asked, and nothing where nothing changed", async () => {
  await keeper.toRestore();
  await keeper.save();
  expect(await savedPower()).toBeNull();
  setPower(3);
  await keeper.save();
  expect(await savedPower()).toBe(3);
});

it("is not done before the save that is under way is", async () => {
  await keeper.toRestore();
  setPower(3);
  void keeper.save();
  await keeper.save();
  expect(await savedPower()).toBe(3);
});

it("gives the next process what the mirror knows, and the first one what is in the file", async () => {
  await keeper.toRestore();
  setPower(3);
  await keeper.save();
  attributes = null;
  expect((await newKeeper().toRestore()).savedState).toMatchObject({ power: { value: 3 } });
  setPower(4);
  expect((await keeper.toRestore()).savedState).toMatchObject({ power: { value: 4 } });
});

it("never writes over a file that it has not read", async () => {
  await keeper.toRestore();
  setPower(3);
  await keeper.save();
  const other = newKeeper();
  other.valueChanged();
  await other.save();
  other.dispose();
  expect(await savedPower()).toBe(3);
});

/** What the first process of the next deck is told, when this one has saved. */
async function nextInNewDeck(): Promise<Restored> {
  await keeper.save();
  const mirror = attributes;
  attributes = null;
  const told = await next(newKeeper());
  attributes = mirror;
  return told;
}

describe("a value that ended a process", () => {
  it("is left out and kept, in this deck and the next one, until there is a new one", async () => {
    await keeper.toRestore();
    loadedWith({ power: 5, gain: 1 });
    keeper.learn(endedBy("power", 5));
    expect(await next()).toEqual({ leftOut: ["power"], saved: { power: 5, gain: 1 } });
    keeper.restored("1");
    loadedWith({ power: 0, gain: 1 });
    attributes = treeOf({ power: 0, gain: 2 });
    keeper.valueChanged();
    await keeper.save();
    for (const told of [await next(), await nextInNewDeck()]) expect(told).toEqual({ leftOut: ["power"], saved: { power: 5, gain: 2 } });
    attributes = treeOf({ power: 3, gain: 2 });
    keeper.valueChanged();
    // A way back to the value of the class is a new value, too.
    attributes = treeOf({ power: 0, gain: 2 });
    keeper.valueChanged();
    await keeper.save();
    for (const told of [await next(), await nextInNewDeck()]) expect(told).toEqual({ leftOut: [], saved: { power: 0, gain: 2 } });
  });

  it("is safe on disk as soon as the deck has done what it was asked to", async () => {
    await keeper.toRestore();
    keeper.learn(endedBy("power", 5));
    await keeper.save();
    expect((await nextInNewDeck()).leftOut).toEqual(["power"]);
  });

  it("is the newest there was, also where the deck had not saved it yet", async () => {
    await keeper.toRestore();
    loadedWith({ power: 1 });
    await keeper.save();
    setPower(5);
    await keeper.toRestore();
    keeper.learn(endedBy("power", 5));
    expect(await nextInNewDeck()).toEqual({ leftOut: ["power"], saved: { power: 5 } });
  });

  it("is not lost where the files change, and another value is what ends the process then", async () => {
    await keeper.toRestore();
    loadedWith({ power: 5, gain: 5 });
    keeper.learn(endedBy("power", 5));
    keeper.learn(endedBy("gain", 5));
    await keeper.toRestore();
    keeper.restored("1");
    loadedWith({ power: 0, gain: 0 });
    await keeper.toRestore();
    keeper.learn(endedBy("power", 5, "2"));
    await keeper.save();
    for (const told of [await next(), await nextInNewDeck()]) expect(told).toEqual({ leftOut: ["power"], saved: { power: 5, gain: 5 } });
    keeper.restored("2");
    loadedWith({ power: 0, gain: 5 });
    expect(await nextInNewDeck()).toEqual({ leftOut: ["power"], saved: { power: 5, gain: 5 } });
  });

  it("is not taken for new when it is read for the first time", async () => {
    await keeper.toRestore();
    loadedWith({ power: 5 });
    keeper.learn(endedBy("power", 5));
    await keeper.toRestore();
    const failing = treeOf({});
    failing.value["power"] = {
      full_access_path: "power",
      type: "Exception",
      name: "Error",
      value: "No answer",
      readonly: false,
      doc: null,
    };
    attributes = failing;
    keeper.processLoaded();
    setPower(0);
    expect(await next()).toEqual({ leftOut: ["power"], saved: { power: 5 } });
    setPower(2);
    expect(await nextInNewDeck()).toEqual({ leftOut: [], saved: { power: 2 } });
  });
});

it("warns once where it can't write, goes on trying, and warns again after it could", async () => {
  await keeper.toRestore();
  await writeFile(join(folder, "state"), "in the way");
  setPower(1);
  await keeper.save();
  await keeper.save();
  expect(warnings).toEqual([expect.stringContaining("The values could not be saved, which is tried again: ")]);
  await rm(join(folder, "state"));
  await clock.advance(30);
  await vi.waitFor(async () => expect(await savedPower()).toBe(1));
  // What is known of the file is written after it.
  await keeper.save();
  await rm(join(folder, "state"), { recursive: true });
  await writeFile(join(folder, "state"), "in the way");
  setPower(2);
  await keeper.save();
  expect(warnings).toHaveLength(2);
});
