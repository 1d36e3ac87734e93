import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { Actor } from "#shared/primitives.ts";
import type { OpenDeck } from "../open-deck.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const service = `
  import { choice, command, DataService, integer, loadState, NumberSlider, quantity, readonly } from "dasedeck";
  const Mode = choice({ OFF: 0, RUN: 1 });
  class Channel extends DataService { gain = 1; }
  export default class Laser extends DataService {
    power = 1;
    @integer shots = 1;
    on = false;
    label = "new";
    nothing: number | null = null;
    @readonly hours = 7;
    @loadState @readonly runs = 7;
    @command work() { this.hours = 9; this.runs = 9; }
    voltage = quantity(1, "V");
    mode = Mode.OFF;
    limits = [1, 2, 3];
    table = { one: 1, two: 2 };
    channels = [new Channel(), new Channel()];
    inner = new Channel();
    slider = new NumberSlider(5, 0, 10, 0.5);
    #kept = 1;
    get kept(): number { return this.#kept; }
    @loadState set kept(value: number) { this.#kept = value; }
    #lost = 1;
    get lost(): number { return this.#lost; }
    set lost(value: number) { this.#lost = value; }
  }`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-restore-"));
  await writeFile(join(folder, "laser.ts"), service);
});

afterEach(() => rm(folder, { recursive: true }));

function open(): Promise<OpenDeck> {
  return openRealDeck(folder);
}

async function running({ deck }: OpenDeck): Promise<ServiceSnapshot> {
  deck.load(join(folder, "laser.ts"), ana);
  return new Promise((resolve, reject) => {
    const subscription = deck.onDidChange(() => {
      const [laser] = deck.services;
      if (laser?.status.state === "failed") reject(new Error(laser.status.lastError?.message));
      if (laser?.status.state !== "running") return;
      subscription.dispose();
      resolve(structuredClone(laser));
    });
  });
}

const written: Record<string, AttributeWrite> = {
  power: { type: "float", value: "-Infinity" },
  shots: { type: "int", value: 12 },
  on: { type: "bool", value: true },
  label: { type: "str", value: "µ" },
  nothing: { type: "float", value: 3 },
  voltage: { type: "Quantity", value: { magnitude: 2, unit: "V" } },
  mode: { type: "Enum", value: "RUN" },
  "limits[1]": { type: "float", value: 9.5 },
  'table["two"]': { type: "float", value: 8 },
  "channels[1].gain": { type: "float", value: 6 },
  "inner.gain": { type: "float", value: 4 },
  "slider.value": { type: "float", value: 7.5 },
  kept: { type: "float", value: 5 },
  lost: { type: "float", value: 5 },
};

/** The values of a tree by path, lists and services gone into. */
function valuesOf(object: SerializedObject): Record<string, unknown> {
  if (object.type === "method") return {};
  const parts = ["list", "dict", "DataService", "NumberSlider"].includes(object.type) ? Object.values(object.value as object) : null;
  if (parts === null) return { [object.full_access_path]: object.value };
  return Object.assign({}, ...(parts as SerializedObject[]).map(valuesOf)) as Record<string, unknown>;
}

it("brings every kind of value back at the next start of the deck", { timeout: 60_000 }, async () => {
  const first = await open();
  await running(first);
  for (const [path, write] of Object.entries(written)) await first.deck.writeAttribute("laser", path, write, ana);
  await first.deck.callMethod("laser", "work", { args: [] });
  await first.close();
  const second = await open();
  const { attributes, output } = await running(second);
  await second.close();
  expect(output).toEqual([]);
  const values = attributes === null ? {} : valuesOf(attributes);
  const expected = Object.fromEntries(Object.entries(written).map(([path, { value }]) => [path, value]));
  expect(values).toMatchObject({ ...expected, lost: 1, hours: 7, runs: 9, "limits[0]": 1, "slider.max": 10 });
});
