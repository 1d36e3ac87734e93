import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { OpenDeck } from "../deck/open-deck.ts";
import { openRealDeck } from "../deck/testing/open-real-deck.ts";
import { StoredTokens } from "../server/access/stored-tokens.ts";
import { Tokens, tokensOfDataDir } from "../server/access/tokens.ts";
import { RememberedNetwork } from "../server/network/remembered-network.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const patience = { timeout: 20_000, interval: 10 };

const counter = `import { DataService } from "dasedeck";
export default class Counter extends DataService { n = 1; }`;

let folder: string;
let data: string;
let file: string;
let warnings: string[];
const warn = (message: string): void => void warnings.push(message);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-data-"));
  data = join(folder, "data");
  file = join(folder, "counter.ts");
  await writeFile(file, counter);
  warnings = [];
});

afterEach(() => rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 }));

/** As the app does: its network and tokens first. */
async function openAll(): Promise<OpenDeck> {
  await RememberedNetwork.open(data, warn);
  const tokens = await Tokens.open(tokensOfDataDir(data), warn);
  tokens.dispose();
  return openRealDeck(folder, { remember: true, warn });
}

/** A deck that has run, and left everything that it keeps: a service with a changed value, a remote one, a token. */
async function useOnce(): Promise<void> {
  await new StoredTokens(data).add("ana", "control", warn);
  const network = await RememberedNetwork.open(data, warn);
  await network.remember({ ...network.settings, port: 8123 });
  const opened = await openAll();
  const [service] = opened.deck.services.length === 0 ? [opened.deck.load(file, ana)] : [];
  await opened.handlers.addRemote({ url: "ws://127.0.0.1:9" }, { actor: ana, access: { role: "desktop", token: null } });
  await vi.waitFor(() => expect(opened.deck.services.find(({ id }) => id === service)?.status.state).toBe("running"), patience);
  await opened.deck.writeAttribute(service ?? "", "n", { type: "float", value: 7 }, ana);
  await opened.close();
  expect(warnings).toEqual([]);
}

/** All files and folders in the data folder, by their paths from there. */
async function all(path = data, prefix = ""): Promise<string[]> {
  const found = await readdir(path, { withFileTypes: true });
  const parts = found.map(async (entry) => {
    const name = join(prefix, entry.name);
    return entry.isDirectory() ? [name, ...(await all(join(path, entry.name), name))] : [name];
  });
  return (await Promise.all(parts)).flat();
}

async function modes(): Promise<string[]> {
  const kept = ["", ...(await all())];
  return Promise.all(
    kept.map(async (name) => {
      const found = await stat(join(data, name));
      return `${(found.mode & 0o777).toString(8)} ${found.isDirectory() ? "folder" : "file"} ${name}`;
    }),
  );
}

describe.skipIf(process.platform === "win32")("who may read the data folder", () => {
  const isOpenToOthers = (line: string): boolean => !/^(700 folder|600 file) /.test(line);

  it("is its owner alone, of everything in it, whatever the umask", async () => {
    const umask = process.umask(0);
    try {
      await useOnce();
      // What is there at the second opening is closed to others by it.
      expect((await modes()).filter(isOpenToOthers)).toEqual([]);
      const opened = await openAll();
      await vi.waitFor(async () => expect(await all()).toContain("journal.sqlite-wal"), patience);
      expect((await modes()).filter(isOpenToOthers)).toEqual([]);
      await opened.close();
      expect((await modes()).filter(isOpenToOthers)).toEqual([]);
    } finally {
      process.umask(umask);
    }
  });

  it("is its owner alone of one that an older version left open", async () => {
    await useOnce();
    await mkdir(join(data, "window", "Cache"), { recursive: true });
    await writeFile(join(data, "window", "Cache", "x"), "");
    await writeFile(join(data, "notes.txt"), "");
    for (const name of ["", ...(await all())]) await chmod(join(data, name), (await stat(join(data, name))).isDirectory() ? 0o755 : 0o644);
    const opened = await openAll();
    expect((await modes()).filter(isOpenToOthers)).toEqual(["644 file notes.txt"]);
    await opened.close();
  });
});

const files = ["deck.json", "network.json", "tokens.json", "remotes.json", "journal.sqlite", "state/counter", "state/about/counter"];

const damages: Readonly<Record<string, (path: string) => Promise<void>>> = {
  empty: (path) => writeFile(path, ""),
  "full of zeros": async (path) => writeFile(path, Buffer.alloc((await stat(path)).size)),
  "cut in the middle": async (path) => {
    const content = await readFile(path);
    await writeFile(path, content.subarray(0, content.length / 2));
  },
  "of random bytes": (path) => writeFile(path, Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * index * 31) % 251))),
  "a list": (path) => writeFile(path, "[]"),
  null: (path) => writeFile(path, "null"),
  "a folder": async (path) => {
    await rm(path);
    await mkdir(join(path, "in-it"), { recursive: true });
  },
  "a link that leads nowhere": async (path) => {
    await rm(path);
    const { symlink } = await import("node:fs/promises");
    await symlink(join(folder, "nowhere", "at-all"), path);
  },
};

it.each(Object.entries(damages))("starts and works where every file of the data folder is %s", async (_, damage) => {
  await useOnce();
  const kept = (await all()).filter((name) => files.some((start) => name.startsWith(start)) && !/\.bak$|\d$/.test(name));
  expect(kept.length).toBeGreaterThanOrEqual(files.length);
  for (const name of kept) await damage(join(data, name));
  const opened = await openAll();
  const service = opened.deck.load(file, ana);
  await vi.waitFor(() => expect(opened.deck.services.find(({ id }) => id === service)?.status.state).toBe("running"), patience);
  await opened.deck.writeAttribute(service, "n", { type: "float", value: 9 }, ana);
  await new StoredTokens(data).add("bob", "view", warn);
  expect(await opened.close()).toEqual([]);
  // Each warning says what happened to the file, and everything is kept again.
  for (const warning of warnings) expect(warning).toMatch(/set aside/);
  warnings = [];
  const again = await openAll();
  await vi.waitFor(() => expect(again.deck.services.find(({ id }) => id === service)?.attributes?.value["n"]?.value).toBe(9), patience);
  expect(
    (await again.handlers.readJournal({ limit: 10 }, { actor: ana, access: { role: "desktop", token: null } })).length,
  ).toBeGreaterThan(0);
  await again.close();
  expect(warnings).toEqual([]);
});

it.each(["deck.json", "network.json", "tokens.json", "remotes.json"])(
  "sets %s of a newer version aside, whole, and says what to do",
  async (name) => {
    await useOnce();
    const path = join(data, name);
    const newer = JSON.stringify({ version: 2, more: ["than", "this", "version", "knows"] });
    await writeFile(path, newer);
    await rm(`${path}.bak`, { force: true });
    const opened = await openAll();
    await opened.close();
    const aside = (await all()).find((candidate) => candidate.startsWith(`${name}.version-2-`));
    expect(aside).toBeDefined();
    expect(await readFile(join(data, aside ?? ""), "utf8")).toBe(newer);
    expect(warnings.join("\n")).toMatch(
      /written by a newer version of Dasedeck; it was set aside as .*put back; .*(add|make|load|changed)/,
    );
  },
);

it("sets a file aside that stands where a folder should", async () => {
  await mkdir(data, { recursive: true });
  for (const name of ["state", "bundles", "window"]) await writeFile(join(data, name), "");
  await useOnceWithWarnings();
  expect(warnings).toHaveLength(3);
  expect((await stat(join(data, "state"))).isDirectory()).toBe(true);
});

async function useOnceWithWarnings(): Promise<void> {
  const opened = await openAll();
  const service = opened.deck.load(file, ana);
  await vi.waitFor(() => expect(opened.deck.services.find(({ id }) => id === service)?.status.state).toBe("running"), patience);
  await opened.deck.writeAttribute(service, "n", { type: "float", value: 7 }, ana);
  expect(await opened.close()).toEqual([]);
}

it("starts the deck on loopback where tokens.json is empty, and says how tokens are made again", async () => {
  await mkdir(data, { recursive: true });
  await writeFile(join(data, "tokens.json"), "");
  const tokens = await Tokens.open(tokensOfDataDir(data), warn);
  expect(tokens.isEmpty).toBe(true);
  tokens.dispose();
  expect(warnings.join()).toMatch(
    /tokens\.json can't be read \(it is empty\); it was set aside as .*make new ones with dasedeck token add/,
  );
});
