import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { putFile } from "#runtime/testing/put-file.ts";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck } from "../open-deck.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
/** A process starts in well under a second, but not where many others want the computer. */
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
let open: OpenDeck;

/** A deck with real files and real processes. */
function openHere(): Promise<OpenDeck> {
  return openRealDeck(folder, { remember: true });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-saved-"));
  open = await openHere();
});

afterEach(async () => {
  await open.close();
  await rm(folder, { recursive: true });
});

function service(gain: string): string {
  return `
    import { DataService, sleep, task } from "dasedeck";
    import { gain } from "${gain}";
    export default class Laser extends DataService {
      get gain() { return gain; }
      power = 1;
      @task() async poll() { for (;;) await sleep(0.1); }
    }`;
}

const put = (name: string, text: string): Promise<string> => putFile(folder, name, text);

/** As many editors save: beside it, then over it. */
async function replace(name: string, text: string): Promise<void> {
  await rename(await put(`${name}.tmp`, text), join(folder, name));
}

/** Resolves with the service as soon as it is as expected. */
function until(expected: (laser: ServiceSnapshot) => boolean): Promise<ServiceSnapshot> {
  return vi.waitFor(
    () => {
      const laser = open.deck.services[0];
      if (laser === undefined || !expected(laser)) throw new Error(`Not so: ${JSON.stringify(laser, null, 1)}`);
      return structuredClone(laser);
    },
    { timeout: 60_000, interval: 50 },
  );
}

const gainOf = (laser: ServiceSnapshot): unknown => laser.attributes?.value["gain"]?.value;
const pidOf = ({ status }: ServiceSnapshot): number | null => (status.state === "running" ? status.pid : null);

async function runs(): Promise<ServiceSnapshot> {
  await put("parts/gain.ts", "export const gain = 1;");
  const file = await put("laser.ts", service("./parts/gain"));
  open.deck.load(file, ana);
  open.deck.setReloadOnSave("laser", true);
  return until((laser) => laser.status.state === "running");
}

it("reloads a service when its file is saved, with its values and the tasks that were wanted, and then when a new import is", async () => {
  const before = await runs();
  await open.deck.writeAttribute("laser", "power", { type: "float", value: 7 }, ana);
  await open.deck.commandTask("laser", "poll", "start", ana);
  await put("other.ts", "export const gain = 2;");
  await replace("laser.ts", service("./other"));
  const after = await until((laser) => laser.status.state === "running" && gainOf(laser) === 2);
  expect(pidOf(after)).not.toBe(pidOf(before));
  expect(after.attributes?.value["power"]?.value).toBe(7);
  expect(after.status.wanted?.by.name).toBe("reload on save");
  await until((laser) => laser.tasks["poll"]?.state === "running");

  await replace("other.ts", "export const gain = 9;");
  await until((laser) => laser.status.state === "running" && gainOf(laser) === 9);
});

it("leaves what runs alone while a save is wrong, says so, and takes up the one that is right", async () => {
  const before = await runs();
  await put("parts/gain.ts", "export const gain = = 2;");
  const told = await until((laser) => laser.reloadProblem !== null);
  expect(told.reloadProblem?.location).toMatchObject({ file: join(folder, "parts/gain.ts"), line: 1 });
  expect(pidOf(told)).toBe(pidOf(before));
  const refused = await open.handlers.readJournal({ service: "laser", limit: 1 }, { actor: ana, access: { role: "desktop", token: null } });
  expect(refused[0]?.detail).toContain("reload");

  // The folder itself is moved away and made anew, as by a checkout.
  await rename(join(folder, "parts"), join(folder, "old"));
  await put("parts/gain.ts", "export const gain = 3;");
  const after = await until((laser) => laser.status.state === "running" && gainOf(laser) === 3);
  expect(after.reloadProblem).toBeNull();
  expect(await readdir(join(folder, "data", "bundles"))).toEqual([]);
});

it("starts a service again whose saved file failed when it was run", async () => {
  await runs();
  await put("parts/gain.ts", "export const gain = (() => { throw new Error('no gain'); })();");
  const failed = await until((laser) => laser.status.state === "failed");
  expect(failed.status.lastError?.message).toBe("no gain");
  await put("parts/gain.ts", "export const gain = 5;");
  await until((laser) => laser.status.state === "running" && gainOf(laser) === 5);
});

it("is remembered with the deck", async () => {
  await runs();
  await open.close();
  open = await openHere();
  await until((laser) => laser.status.state === "running" && laser.reloadOnSave);
});
