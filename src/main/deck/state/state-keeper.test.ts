import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { SerializedDataService } from "#shared/serialized.ts";
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
    clock,
    saveIntervalSec: 30,
    attributes: () => attributes,
    warn: (message) => warnings.push(message),
  });
}

function setPower(value: number): void {
  const power = { full_access_path: "power", type: "float", value, readonly: false, doc: null } as const;
  attributes = { full_access_path: "", type: "DataService", name: "Laser", value: { power }, readonly: false, doc: null };
  keeper.valueChanged();
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
  expect(await newKeeper().toRestore()).toMatchObject({ power: { value: 3 } });
  setPower(4);
  expect(await keeper.toRestore()).toMatchObject({ power: { value: 4 } });
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
  await rm(join(folder, "state"), { recursive: true });
  await writeFile(join(folder, "state"), "in the way");
  setPower(2);
  await keeper.save();
  expect(warnings).toHaveLength(2);
});
