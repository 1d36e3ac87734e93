import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { Marks, RestoreReport } from "#shared/service-channel.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
import { StateKeeper } from "./state-keeper.ts";

let folder: string;
let clock: FakeClock;
let attributes: SerializedDataService | null;
let keeper: StateKeeper;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-keeper-"));
  clock = new FakeClock();
  attributes = null;
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
    warn: () => undefined,
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

/** A process that has loaded, with this value. */
function loadedWith(power: number): void {
  attributes = treeOf({ power });
  keeper.processLoaded();
}

/** What is in the file now. */
async function savedPower(): Promise<unknown> {
  const names = await readdir(join(folder, "state")).catch(() => []);
  const name = names.find((candidate) => candidate.endsWith(".json"));
  if (name === undefined) return null;
  return (JSON.parse(await readFile(join(folder, "state", name), "utf8")) as { power: { value: unknown } }).power.value;
}

describe("what its class puts into lists and dicts", () => {
  const report = (mark: string, losses = 0): RestoreReport => ({ defaults: { list: mark }, losses });
  const known = async (of = keeper): Promise<Marks> => (await of.toRestore()).savedDefaults;

  it("is known to the next process, in this deck and the next one", async () => {
    expect(await known()).toEqual({});
    keeper.loaded(report("a"));
    loadedWith(1);
    expect(await known()).toEqual({ list: "a" });
    await keeper.save();
    keeper.loaded(report("b"));
    expect(await known()).toEqual({ list: "b" });
    // With the values that it belongs to, and not before.
    expect(await known(newKeeper())).toEqual({ list: "a" });
    await keeper.save();
    expect(await known(newKeeper())).toEqual({ list: "b" });
  });

  it("is not taken back by a process that was asked for earlier and is told later", async () => {
    const first = keeper.toRestore();
    await keeper.toRestore();
    keeper.loaded(report("a"));
    loadedWith(1);
    await first;
    expect(await known()).toEqual({ list: "a" });
  });

  it("is not known of a file that someone put there", async () => {
    await keeper.toRestore();
    keeper.loaded(report("a"));
    loadedWith(1);
    await keeper.save();
    const names = (await readdir(join(folder, "state"))).filter((name) => name.includes(".json"));
    for (const name of names) await rm(join(folder, "state", name));
    await writeFile(join(folder, "state/laser.json"), JSON.stringify(treeOf({ power: 2 }).value));
    attributes = null;
    const { savedState, savedDefaults } = await newKeeper().toRestore();
    expect([savedState, savedDefaults]).toMatchObject([{ power: { value: 2 } }, {}]);
    expect(Object.keys(savedDefaults)).toEqual([]);
  });
});

it("keeps what was not all restored before it writes over it, each once, and the newest of many", async () => {
  const copies = async (): Promise<string[]> => (await readdir(join(folder, "state"))).filter((name) => name.includes(".not-restored-"));
  await keeper.toRestore();
  for (let power = 0; power < 12; power++) {
    for (let time = 0; time < 2; time++) {
      setPower(power);
      await keeper.toRestore();
      keeper.loaded({ defaults: {}, losses: 1 });
      setPower(-1);
      await keeper.save();
    }
  }
  const kept = await copies();
  expect(kept).toHaveLength(10);
  const texts = await Promise.all(kept.map((name) => readFile(join(folder, "state", name), "utf8")));
  const powers = texts.map((text) => (JSON.parse(text) as { power: { value: number } }).power.value);
  expect(powers.sort((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(await savedPower()).toBe(-1);
});

it("writes over nothing that it could not keep", async () => {
  await keeper.toRestore();
  setPower(5);
  await keeper.save();
  await keeper.toRestore();
  const [name = ""] = (await readdir(join(folder, "state"))).filter((candidate) => candidate.endsWith(".json"));
  const mark = createHash("sha256").update(JSON.stringify(JSON.parse(await readFile(join(folder, "state", name), "utf8")))).digest("hex"); // prettier-ignore
  await mkdir(join(folder, "state", `${name}.not-restored-${mark.slice(0, 8)}`));
  keeper.loaded({ defaults: {}, losses: 1 });
  setPower(1);
  await keeper.save();
  expect(await savedPower()).toBe(5);
  expect(keeper.unsaved?.members).toEqual(["power"]);
});
