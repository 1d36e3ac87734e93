import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { AttributeWrite, SerializedObject } from "#shared/serialized.ts";
import type { OpenDeck } from "../open-deck.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const patience = { timeout: 60_000 };
vi.setConfig({ testTimeout: 120_000 });

/** What the service's class puts into its lists and dicts. */
const asFirst = "log: number[] = []; table: Record<string, unknown> = {}; pre: unknown[] = [1];";
const service = (members: string): string => `
  import { DataService } from "dasedeck";
  export default class Bench extends DataService {
    static service = { restartSec: 0, startLimitIntervalSec: null };
    ${members}
    note() { this.pre.push({ at: 2, what: ["x", null] }); }
  }`;

let folder: string;
let opened: OpenDeck;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-collections-"));
  await writeFile(join(folder, "bench.ts"), service(asFirst));
  opened = await openRealDeck(folder);
});

afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

const bench = () => opened.deck.services[0];

/** Waits until another process than before runs. */
async function running(before: number | null = null): Promise<void> {
  await vi.waitFor(() => {
    const status = bench()?.status;
    expect(status?.state).toBe("running");
    expect(pid()).not.toBe(before);
  }, patience);
}

function pid(): number | null {
  const status = bench()?.status;
  return status?.state === "running" ? status.pid : null;
}

/** Loads the service, and does to its values what an operator and the service itself may do. */
async function startAndChange(): Promise<void> {
  opened.deck.load(join(folder, "bench.ts"), ana);
  await running();
  const float = (value: number): AttributeWrite => ({ type: "float", value });
  await opened.deck.writeAttribute("bench", "log", { type: "list", value: [float(5), float(6)] }, ana);
  await opened.deck.writeAttribute("bench", 'table["op"]', float(9), ana);
  await opened.deck.callMethod("bench", "note", { args: [] });
}

async function crash(): Promise<void> {
  const before = pid();
  if (before !== null) process.kill(before, "SIGKILL");
  await running(before);
}

async function reload(): Promise<void> {
  const before = pid();
  opened.deck.command("bench", "restart", ana);
  await running(before);
}

async function reopen(): Promise<void> {
  await opened.close();
  opened = await openRealDeck(folder);
  opened.deck.load(join(folder, "bench.ts"), ana);
  await running();
}

function plain(object: SerializedObject | undefined): unknown {
  if (object?.type === "list") return object.value.map(plain);
  if (object?.type === "dict") return Object.fromEntries(Object.entries(object.value).map(([key, entry]) => [key, plain(entry)]));
  return object?.value;
}

function values(): unknown {
  const members = bench()?.attributes?.value ?? {};
  return { log: plain(members["log"]), table: plain(members["table"]), pre: plain(members["pre"]) };
}

const notes = (): string[] => (bench()?.output ?? []).map(({ text }) => text).filter((text) => /restored|taken|kept/.test(text));

/** The copies of values that could not all be restored. */
async function copies(): Promise<Record<string, SerializedObject>[]> {
  const states = join(folder, "data/state");
  const names = (await readdir(states)).filter((name) => name.includes(".not-restored-"));
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(states, name), "utf8")) as Record<string, SerializedObject>));
}

const asLeft = { log: [5, 6], table: { op: 9 }, pre: [1, { at: 2, what: ["x", null] }] };

it.each([
  ["its process died", crash],
  ["it was reloaded", reload],
  ["the deck was opened anew", reopen],
])("has every entry of its lists and dicts when %s, and afterwards", async (_, next) => {
  await startAndChange();
  for (const again of [next, next, reopen]) {
    await again();
    expect(values()).toEqual(asLeft);
  }
  expect(notes()).toEqual([]);
  expect(await copies()).toEqual([]);
});

it("keeps what was changed where the class has another default by now, and says so", async () => {
  await startAndChange();
  await writeFile(
    join(folder, "bench.ts"),
    service("log: number[] = [0]; table: Record<string, unknown> = { on: true }; pre: unknown[] = [1];"),
  );
  await reload();
  const edited = { ...asLeft, table: { on: true, op: 9 } };
  expect(values()).toEqual(edited);
  await vi.waitFor(() => expect(notes()).toEqual(["log: kept [5, 6] (class default is now [0])"]), patience);
  // From then on it is as it was left like any other.
  await crash();
  await reopen();
  expect(values()).toEqual(edited);
  expect(await copies()).toEqual([]);
});

it("keeps what an operator wrote, also where that was the default then, and follows the class again after a reset", async () => {
  const source = (value: number): string => service(`log = ${value}; table = ${value}; pre = ${value};`);
  await writeFile(join(folder, "bench.ts"), source(5));
  opened.deck.load(join(folder, "bench.ts"), ana);
  await running();
  await opened.deck.writeAttribute("bench", "log", { type: "float", value: 5 }, ana);
  await opened.deck.writeAttribute("bench", "table", { type: "float", value: 7 }, ana);
  await reopen();
  await writeFile(join(folder, "bench.ts"), source(6));
  await reload();
  expect(values()).toEqual({ log: 5, table: 7, pre: 6 });
  await opened.deck.resetAttribute("bench", "table", ana);
  expect(values()).toEqual({ log: 5, table: 6, pre: 6 });
  await expect(opened.deck.resetAttribute("bench", "nothing", ana)).rejects.toThrow('There is no attribute "nothing"');
  await writeFile(join(folder, "bench.ts"), source(8));
  await reload();
  await reopen();
  expect(values()).toEqual({ log: 5, table: 8, pre: 8 });
});

it("counts a method of a list or dict as a write", async () => {
  const source = (value: number): string => service(`log = [${value}]; table = { a: ${value} }; pre = [${value}];`);
  await writeFile(join(folder, "bench.ts"), source(5));
  opened.deck.load(join(folder, "bench.ts"), ana);
  await running();
  const float = (value: number): AttributeWrite => ({ type: "float", value });
  // There and back again: only that someone wrote tells them from what the class made.
  await opened.deck.callMethod("bench", "log.append", { args: [float(1)] });
  await opened.deck.callMethod("bench", "log.pop", { args: [] });
  await opened.deck.callMethod("bench", "table.update", { args: [{ type: "dict", value: { a: float(5) } }] });
  await expect(opened.deck.callMethod("bench", "pre.append", { args: [{ type: "str", value: "a" }] })).rejects.toThrow();
  await writeFile(join(folder, "bench.ts"), source(6));
  await reload();
  expect(values()).toEqual({ log: [5], table: { a: 5 }, pre: [6] });
  expect((await opened.deck.readDefaults("bench")).map((value) => [value.full_access_path, plain(value)])).toEqual([
    ["log", [6]],
    ["table", { a: 6 }],
  ]);
});

it("resets a property that is restored, by way of its setter; one that is not has no default", async () => {
  await writeFile(
    join(folder, "bench.ts"),
    `import { DataService, loadState, nullable } from "dasedeck";
    export default class Bench extends DataService {
      _set: number[] = [];
      _voltage = 3;
      get log() { return this._voltage; }
      @loadState set log(value: number) { this._voltage = value; this._set.push(value); }
      get table() { return this._voltage * 2; }
      set table(value: number) { this._voltage = value / 2; }
      get pre() { return [...this._set]; }
      @nullable limit: number | null = 10;
    }`,
  );
  opened.deck.load(join(folder, "bench.ts"), ana);
  await running();
  await opened.deck.writeAttribute("bench", "log", { type: "float", value: 7 }, ana);
  await opened.deck.writeAttribute("bench", "limit", { type: "NoneType", value: null }, ana);
  await reopen();
  expect(values()).toEqual({ log: 7, table: 14, pre: [7] });
  expect(bench()?.attributes?.value["limit"]).toMatchObject({ type: "NoneType", display: { nullable: { type: "float" } } });
  expect((await opened.deck.readDefaults("bench")).map((value) => [value.full_access_path, value.value])).toEqual([
    ["log", 3],
    ["limit", 10],
  ]);
  await expect(opened.deck.resetAttribute("bench", "table", ana)).rejects.toThrow("@loadState at its setter gives it one");
  await opened.deck.resetAttribute("bench", "log", ana);
  await opened.deck.resetAttribute("bench", "limit", ana);
  expect(values()).toEqual({ log: 3, table: 6, pre: [7, 3] });
  expect(await opened.deck.readDefaults("bench")).toEqual([]);
  await reopen();
  expect(values()).toEqual({ log: 3, table: 6, pre: [] });
});

it("takes from a file of pydase's all for what is empty, and of the rest what has a place", async () => {
  const int = (value: number): object => ({ type: "int", value });
  const saved = {
    log: { type: "list", value: [int(7), int(8)] },
    table: { type: "dict", value: { a: int(1) } },
    pre: { type: "list", value: [int(3), int(4)] },
    f: 5,
  };
  await mkdir(join(folder, "data/state"), { recursive: true });
  await writeFile(join(folder, "data/state/bench.json"), JSON.stringify(saved));
  opened.deck.load(join(folder, "bench.ts"), ana);
  await running();
  expect(values()).toEqual({ log: [7, 8], table: { a: 1 }, pre: [3] });
  await vi.waitFor(() => expect(notes()).toHaveLength(3), patience);
  expect(notes().join("\n")).toContain("not taken: 4");
  expect(notes().join("\n")).toContain("f is not restored: what was saved is malformed: 5");
  await crash();
  expect(values()).toEqual({ log: [7, 8], table: { a: 1 }, pre: [3] });
});
