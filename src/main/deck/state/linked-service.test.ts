import { mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck, OpenDeckOptions } from "../open-deck.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";
import { stateFileName } from "./state-file.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const caller = { actor: ana, access: { role: "desktop", token: null } } as const;
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
let opened: OpenDeck | null;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "dasedeck-linked-")));
  opened = null;
  for (const release of [5, 6]) {
    await mkdir(join(folder, `release-${release}`));
    // Files that look alike from outside: the same size, and often the same time.
    await writeFile(join(folder, `release-${release}/gain.ts`), `export const gain = ${release};`);
    await writeFile(
      join(folder, `release-${release}/laser.ts`),
      `import { DataService } from "dasedeck";
       import { gain } from "./gain";
       /** Release ${release}. */
       export default class Laser extends DataService { power = 1; get release() { return gain; } }`,
    );
  }
  await pointTo(5);
});

afterEach(async () => {
  await close();
  await rm(folder, { recursive: true });
});

/** As a deployment does: a new link takes the place of the old one. */
async function pointTo(release: number): Promise<void> {
  await symlink(join(folder, `release-${release}`), join(folder, "next"));
  await rename(join(folder, "next"), join(folder, "current"));
}

async function open(options: Partial<OpenDeckOptions> = {}): Promise<OpenDeck> {
  opened = await openRealDeck(folder, options);
  return opened;
}

async function close(): Promise<void> {
  await opened?.close();
  opened = null;
}

const current = (): string => join(folder, "current/laser.ts");
const inRelease = (release: number): string => join(folder, `release-${release}/laser.ts`);

function until(expected: (laser: ServiceSnapshot) => boolean): Promise<ServiceSnapshot> {
  return vi.waitFor(
    () => {
      const laser = opened?.deck.services[0];
      if (laser === undefined || !expected(laser))
        throw new Error(`Not so: ${JSON.stringify(laser?.status)} ${String(laser && releaseOf(laser))}`);
      return structuredClone(laser);
    },
    { timeout: 60_000, interval: 50 },
  );
}

const releaseOf = ({ attributes }: ServiceSnapshot): unknown => attributes?.value["release"]?.value;
const powerOf = ({ attributes }: ServiceSnapshot): unknown => attributes?.value["power"]?.value;
const runs =
  (release: number) =>
  (laser: ServiceSnapshot): boolean =>
    laser.status.state === "running" && releaseOf(laser) === release;

it("a restart follows the link, and the values stay with the path that was given", async () => {
  const { deck } = await open();
  deck.load(current(), ana);
  const first = await until(runs(5));
  expect(first.source).toEqual({ kind: "file", file: current() });
  expect(first.doc).toBe("Release 5.");
  await deck.writeAttribute("laser", "power", { type: "float", value: 7 }, ana);
  await pointTo(6);
  deck.command("laser", "restart", ana);
  expect(powerOf(await until(runs(6)))).toBe(7);
  await close();

  (await open()).deck.load(current(), ana);
  expect(powerOf(await until(runs(6)))).toBe(7);
  await close();
  expect(JSON.parse(await readFile(join(folder, "data/state", stateFileName(current())), "utf8"))).toMatchObject({ power: { value: 7 } });
});

it("one file is one service, whichever links lead to it", async () => {
  const { deck } = await open();
  expect([deck.add(current()), deck.add(inRelease(5)), deck.add(join(folder, "./current/../current/laser.ts"))]).toEqual([
    "laser",
    "laser",
    "laser",
  ]);
  expect(deck.add(inRelease(6))).toBe("laser-2");
});

it("a link that is switched counts as a save, even where the files look alike", async () => {
  const { deck } = await open();
  deck.load(current(), ana);
  deck.setReloadOnSave("laser", true);
  await until(runs(5));
  await pointTo(6);
  await until(runs(6));
});

it("values that an older version kept under the real path are taken up", async () => {
  const { deck } = await open();
  deck.load(inRelease(5), ana);
  await until(runs(5));
  await deck.writeAttribute("laser", "power", { type: "float", value: 9 }, ana);
  await close();
  (await open()).deck.load(current(), ana);
  const laser = await until(runs(5));
  expect(powerOf(laser)).toBe(9);
});

it("a memory of an older version, which has real paths, loses nothing", async () => {
  const { deck } = await open({ remember: true, asksForTrust: true });
  deck.load(inRelease(5), ana);
  await until(runs(5));
  await deck.writeAttribute("laser", "power", { type: "float", value: 9 }, ana);
  await close();
  const path = join(folder, "data/deck.json");
  const memory = JSON.parse(await readFile(path, "utf8")) as { services: Record<string, unknown>[] };
  for (const service of memory.services) delete service["approvedFile"];
  await writeFile(path, JSON.stringify(memory));
  await open({ remember: true, asksForTrust: true });
  expect(powerOf(await until(runs(5)))).toBe(9);
});

it("in the app, a link that leads to a file that nobody has trusted does not run it until someone does", async () => {
  const { deck, handlers } = await open({ remember: true, asksForTrust: true });
  const asked = await handlers.loadService({ file: current() }, caller);
  expect(asked).toEqual({ kind: "trustNeeded", file: inRelease(5), folder: join(folder, "release-5") });
  await handlers.loadService({ file: current(), trust: "file" }, caller);
  await until(runs(5));
  await pointTo(6);
  // What runs goes on.
  expect(() => deck.command("laser", "restart", ana)).toThrow(`leads to ${inRelease(6)} now, which nobody has trusted yet`);
  expect(deck.services[0]?.status.state).toBe("running");
  deck.command("laser", "stop", ana);
  await until(({ status }) => status.state === "stopped");
  deck.command("laser", "start", ana);
  const refused = await until(({ status }) => status.state === "failed");
  expect(refused.status.lastError?.message).toContain(`leads to ${inRelease(6)} now, which nobody has trusted yet`);
  await close();

  // Nor at the next start of the app.
  const again = await open({ remember: true, asksForTrust: true });
  await until(({ status }) => status.state === "failed");
  expect(await again.handlers.loadService({ file: current() }, caller)).toMatchObject({ kind: "trustNeeded", file: inRelease(6) });
  await again.handlers.loadService({ file: current(), trust: "file" }, caller);
  await until(runs(6));
  // The release before is still trusted.
  await pointTo(5);
  again.deck.command("laser", "restart", ana);
  await until(runs(5));
});

it("in the app, a link that is switched to a file that nobody has trusted does not end the service that reloads on save", async () => {
  const { deck, handlers } = await open({ remember: true, asksForTrust: true });
  await handlers.loadService({ file: current(), trust: "file" }, caller);
  deck.setReloadOnSave("laser", true);
  const before = await until(runs(5));
  await pointTo(6);
  const after = await until(({ reloadProblem }) => reloadProblem !== null);
  expect(after.reloadProblem?.message).toContain(`leads to ${inRelease(6)} now, which nobody has trusted yet`);
  expect(after.status).toEqual(before.status);
  // The person is asked, and then it is reloaded as asked.
  await handlers.loadService({ file: current(), trust: "file", trustedFile: inRelease(6) }, caller);
  deck.command("laser", "restart", ana);
  expect((await until(runs(6))).reloadProblem).toBeNull();
});

it("in the app, an answer counts for the file that was asked about, and not for where the link leads by then", async () => {
  const { handlers, deck } = await open({ remember: true, asksForTrust: true });
  expect(await handlers.loadService({ file: current() }, caller)).toMatchObject({ kind: "trustNeeded", file: inRelease(5) });
  await pointTo(6);
  const asksAgain = { kind: "trustNeeded", file: inRelease(6) };
  expect(await handlers.loadService({ file: current(), trust: "folder" }, caller)).toMatchObject(asksAgain);
  expect(await handlers.loadService({ file: current(), trust: "file", trustedFile: inRelease(5) }, caller)).toMatchObject(asksAgain);
  expect(deck.services).toEqual([]);
  await handlers.loadService({ file: current(), trust: "file", trustedFile: inRelease(6) }, caller);
  await until(runs(6));
});

it("in the app, a link that moves between the permission and the reading of the file does not load what it leads to", async () => {
  const { handlers, deck } = await open({ remember: true, asksForTrust: true });
  await handlers.loadService({ file: current(), trust: "file" }, caller);
  // The process has been asked for, but has not begun.
  await pointTo(6);
  const failed = await until(({ status }) => status.state === "failed");
  expect(failed.status.lastError?.message).toContain(`leads to ${inRelease(6)} now; load the service file again to be asked`);
  expect(deck.services).toHaveLength(1);
});
