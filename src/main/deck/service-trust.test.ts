import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answerCall, type Role } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { fromEnvelope } from "#shared/service-channel.ts";
import type { OpenDeck, OpenDeckOptions } from "./open-deck.ts";
import { FakeServiceProcess } from "./testing/fake-service-process.ts";
import { openRealDeck } from "./testing/open-real-deck.ts";

const caller = { actor: { kind: "operator", name: "ana" }, access: { role: "desktop", token: null } } as const;
let folder: string;
let opened: OpenDeck;
let logged: string[];
let started: string[];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "dasedeck-trust-")));
  await mkdir(join(folder, "lab"));
  [logged, started] = [[], []];
  opened = await open();
});

afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

class EndingWhenAsked extends FakeServiceProcess {
  override post(message: unknown): void {
    super.post(message);
    if ((fromEnvelope(message) as { m?: string }).m === "stop") this.exit({ code: 0 });
  }
}

function open(options: Partial<OpenDeckOptions> = {}): Promise<OpenDeck> {
  return openRealDeck(folder, {
    examplesDir: join(folder, "examples"),
    forkService: (name) => {
      started.push(name);
      return new EndingWhenAsked();
    },
    remember: true,
    asksForTrust: true,
    warn: (message) => logged.push(message),
    ...options,
  });
}

async function reopen(options: Partial<OpenDeckOptions> = {}): Promise<void> {
  await opened.close();
  started = [];
  opened = await open(options);
}

const inLab = (name: string): string => join(folder, "lab", name);

async function lab(...names: string[]): Promise<string[]> {
  for (const name of names) await writeFile(inLab(name), "");
  return names.map(inLab);
}

const load = (file: string, trust?: "file" | "folder") =>
  opened.handlers.loadService({ file, ...(trust !== undefined && { trust }) }, caller);
const revoke = (kind: "file" | "folder", path: string) => opened.handlers.revokeTrust({ kind, path }, caller);
const trusted = async () => opened.handlers.getTrust(undefined, caller);
const restart = (): void => opened.deck.command("laser", "restart", caller.actor);
const memory = async (name = "deck.json") =>
  JSON.parse(await readFile(join(folder, "data", name), "utf8")) as {
    trustedFiles: string[];
    trustedFolders: string[];
    services: { approvedFile?: string }[];
  };

it("a file whose trust is revoked is asked about again, and its service goes on until its next start", async () => {
  const [file = ""] = await lab("laser.ts");
  await load(file, "file");
  expect(await trusted()).toEqual([{ kind: "file", path: file, reasons: ["answer"], services: ["Laser"] }]);
  await revoke("file", file);
  expect(await trusted()).toEqual([]);
  expect(started).toHaveLength(1);
  expect(opened.deck.services[0]?.status.state).toBe("starting");
  expect(restart).toThrow(`The trust in this service's file was revoked. Load ${file} again to be asked`);
  expect(opened.deck.services[0]?.status.state).toBe("starting");
  expect(await load(file)).toMatchObject({ kind: "trustNeeded", file });
  expect(logged).toEqual([`ana revoked the trust in the file ${file}`]);

  await load(file, "file");
  restart();
  expect(await trusted()).toHaveLength(1);
});

it("a stopped service of the file does not start, now and after a restart of the deck", async () => {
  const [file = ""] = await lab("laser.ts");
  await load(file, "file");
  await revoke("file", file);
  expect(await memory()).toMatchObject({ trustedFiles: [], services: [{ approvedFile: "" }] });
  // A damaged file is replaced by its backup: that must not bring the trust back.
  expect(await memory("deck.json.bak")).toMatchObject({ trustedFiles: [], services: [{ approvedFile: "" }] });
  await reopen();
  expect(opened.deck.services[0]?.status).toMatchObject({
    state: "failed",
    lastError: { message: expect.stringContaining("was revoked") as string },
  });
  expect(started).toEqual([]);
  // Nor in a terminal, where nobody is asked.
  await reopen({ asksForTrust: false });
  expect(opened.deck.services[0]?.status).toMatchObject({ state: "failed" });
  opened.loadFiles([{ file }], caller.actor);
  expect(started).toHaveLength(1);
});

it("a file that its folder trusts stays trusted, and says why, until the folder's trust is revoked", async () => {
  const [laser = "", pump = ""] = await lab("laser.ts", "pump.ts");
  await load(laser, "file");
  await load(pump, "folder");
  const folderEntry = { kind: "folder", path: join(folder, "lab"), reasons: ["answer"], services: ["Laser", "Pump"] };
  expect(await trusted()).toEqual([
    folderEntry,
    { kind: "file", path: laser, reasons: ["answer", "folder"], services: ["Laser"] },
    { kind: "file", path: pump, reasons: ["folder"], services: ["Pump"] },
  ]);
  await revoke("file", laser);
  expect((await trusted())[1]).toEqual({ kind: "file", path: laser, reasons: ["folder"], services: ["Laser"] });
  restart();

  await revoke("folder", join(folder, "lab"));
  expect(await trusted()).toEqual([]);
  expect(restart).toThrow("was revoked");
  expect(await load(pump)).toMatchObject({ kind: "trustNeeded" });
});

it("a file that is trusted itself stays so when its folder's trust is revoked", async () => {
  const [laser = "", pump = ""] = await lab("laser.ts", "pump.ts");
  await load(laser, "file");
  await load(pump, "folder");
  await revoke("folder", join(folder, "lab"));
  expect(await trusted()).toEqual([{ kind: "file", path: laser, reasons: ["answer"], services: ["Laser"] }]);
  restart();
});

it("a file that was named at the start is listed, and can be revoked", async () => {
  const [file = ""] = await lab("laser.ts");
  opened.loadFiles([{ file }], caller.actor);
  expect(await trusted()).toEqual([{ kind: "file", path: file, reasons: ["load"], services: ["Laser"] }]);
  await revoke("file", file);
  expect(await trusted()).toEqual([]);
  expect(restart).toThrow("was revoked");
  expect(await load(file)).toMatchObject({ kind: "trustNeeded" });
});

it("revokes the trust in the file that a link leads to, for every service that runs it", async () => {
  const [file = ""] = await lab("laser.ts");
  const link = join(folder, "link.ts");
  await symlink(file, link);
  await load(link, "file");
  await opened.handlers.loadService({ file: link, name: "second" }, caller);
  expect(await trusted()).toEqual([{ kind: "file", path: file, reasons: ["answer"], services: ["Link", "second"] }]);
  await revoke("file", link);
  expect(await trusted()).toHaveLength(1);
  await revoke("file", file);
  for (const { id } of opened.deck.services) expect(() => opened.deck.command(id, "restart", caller.actor)).toThrow("was revoked");
});

it("examples are not listed, and stay trusted with a folder that is not", async () => {
  await mkdir(join(folder, "examples"));
  const example = join(folder, "examples/pump-service.ts");
  await writeFile(example, "");
  await opened.handlers.loadExample({ name: "pump-service" }, caller);
  await writeFile(join(folder, "examples/own.ts"), "");
  await load(join(folder, "examples/own.ts"), "folder");
  await revoke("folder", join(folder, "examples"));
  expect(await trusted()).toEqual([]);
  opened.deck.command("pump-service", "restart", caller.actor);
  expect(await load(example)).toMatchObject({ kind: "loaded" });
  expect(await load(join(folder, "examples/own.ts"))).toMatchObject({ kind: "trustNeeded" });
});

it("an answer to a question that was open during the revoke is a new answer", async () => {
  const [laser = ""] = await lab("laser.ts");
  await load(laser, "folder");
  await revoke("folder", join(folder, "lab"));
  expect(await load(laser)).toMatchObject({ kind: "trustNeeded" });
  await revoke("file", laser);
  expect(await load(laser)).toMatchObject({ kind: "trustNeeded" });
  expect(await load(laser, "file")).toMatchObject({ kind: "loaded" });
  expect(await trusted()).toHaveLength(1);
});

it("a path that is not trusted stays so, without a word", async () => {
  await revoke("file", "/nowhere/\u202E.ts");
  expect([await trusted(), logged]).toEqual([[], []]);
});

it("says that a revoke could not be saved, and holds to it all the same", async () => {
  const [file = ""] = await lab("laser.ts");
  await load(file, "file");
  await opened.remembered.save();
  await rm(join(folder, "data/deck.json"));
  await mkdir(join(folder, "data/deck.json/full"), { recursive: true });
  await expect(revoke("file", file)).rejects.toThrow("could not be saved");
  expect(restart).toThrow("was revoked");
  await rm(join(folder, "data/deck.json"), { recursive: true });
});

it.each<Role>(["view", "control"])("clients on the network with the role %s neither see nor change it", async (role) => {
  const [file = ""] = await lab("laser.ts");
  await load(file, "file");
  const requests = [{ name: "getTrust" }, { name: "revokeTrust", input: { kind: "file", path: file } }];
  for (const request of requests)
    expect(await answerCall(deckApi, opened.handlers, request, caller, role)).toMatchObject({ kind: "error", name: "CallRefused" });
  expect(await trusted()).toHaveLength(1);
});
