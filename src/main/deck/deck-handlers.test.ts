import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answerCall } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import { fromEnvelope } from "#shared/service-channel.ts";
import type { OpenDeck } from "./open-deck.ts";
import { openRealDeck } from "./testing/open-real-deck.ts";
import { FakeServiceProcess } from "./testing/fake-service-process.ts";

const caller = { actor: { kind: "operator", name: "ana" }, access: { role: "desktop", token: null } } as const;
let folder: string;
let opened: OpenDeck;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-handlers-"));
  opened = await open();
});

afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

function open(): Promise<OpenDeck> {
  return openRealDeck(folder, {
    version: "1.2.3",
    examplesDir: join(folder, "examples"),
    forkService: () => new EndingWhenAsked(),
    remember: true,
  });
}

class EndingWhenAsked extends FakeServiceProcess {
  override post(message: unknown): void {
    super.post(message);
    if ((fromEnvelope(message) as { m?: string }).m === "stop") this.exit({ code: 0 });
  }
}

async function lab(name: string): Promise<string> {
  const file = join(folder, "lab", name);
  await mkdir(join(folder, "lab"), { recursive: true });
  await writeFile(file, "");
  return file;
}

const serviceFiles = (): string[] => opened.deck.services.flatMap(({ source }) => (source.kind === "file" ? [source.file] : []));

it("asks before it loads a file that nobody trusted, and remembers the answer", async () => {
  const file = await lab("laser.ts");
  expect(await opened.handlers.loadService({ file }, caller)).toEqual({ kind: "trustNeeded", file, folder: join(folder, "lab") });
  expect(serviceFiles()).toEqual([]);
  expect(await opened.handlers.loadService({ file, trust: "file" }, caller)).toEqual({ kind: "loaded", service: "laser" });
  await opened.handlers.removeService({ service: "laser" }, caller);
  expect(await opened.handlers.loadService({ file }, caller)).toMatchObject({ kind: "loaded" });
  expect(await opened.handlers.loadService({ file: await lab("pump.ts") }, caller)).toMatchObject({ kind: "trustNeeded" });
});

it("trusts the files of a trusted folder, but not a file elsewhere that a link in it leads to", async () => {
  await opened.handlers.loadService({ file: await lab("laser.ts"), trust: "folder" }, caller);
  expect(await opened.handlers.loadService({ file: await lab("pump.ts") }, caller)).toMatchObject({ kind: "loaded" });
  const foreign = join(folder, "foreign.ts");
  await writeFile(foreign, "");
  const link = join(folder, "lab", "link.ts");
  await symlink(foreign, link);
  expect(await opened.handlers.loadService({ file: link }, caller)).toMatchObject({ kind: "trustNeeded", file: foreign });
});

it("does not ask about a file that the command line has loaded, and loads it again under another name", async () => {
  const file = await lab("laser.ts");
  opened.loadFiles([{ file }], caller.actor);
  const again = { file, name: "Left arm", parameters: { port: "/dev/left" } };
  expect(await opened.handlers.loadService(again, caller)).toEqual({ kind: "loaded", service: "left-arm" });
  expect(serviceFiles()).toEqual([file, file]);
  const wrong = { name: "loadService", input: { file, name: "two\nlines" } };
  expect(await answerCall(deckApi, opened.handlers, wrong, caller, "desktop")).toMatchObject({ kind: "error" });
  expect(await answerCall(deckApi, opened.handlers, { name: "loadService", input: again }, caller, "control")).toMatchObject({
    kind: "error",
    name: "CallRefused",
  });
});

it("loads one file once", async () => {
  const file = await lab("laser.ts");
  await opened.handlers.loadService({ file, trust: "file" }, caller);
  await opened.handlers.loadService({ file, trust: "file" }, caller);
  expect(serviceFiles()).toEqual([file]);
});

it("loads a file again once its removal is over, and removes it but once", async () => {
  const file = await lab("laser.ts");
  await opened.handlers.loadService({ file, trust: "file" }, caller);
  const removals = [
    opened.handlers.removeService({ service: "laser" }, caller),
    opened.handlers.removeService({ service: "laser" }, caller),
  ];
  expect(() => opened.handlers.startService({ service: "laser" }, caller)).toThrow("is being removed");
  const loading = opened.handlers.loadService({ file }, caller);
  for (const removal of removals) await removal;
  expect(await loading).toEqual({ kind: "loaded", service: "laser" });
  expect(serviceFiles()).toEqual([file]);
});

it("loads the examples without a question: one, or all, also while one is being removed", async () => {
  expect(await opened.handlers.loadExample({ name: "pump-service" }, caller)).toBe("pump-service");
  expect(serviceFiles()).toEqual([join(folder, "examples", "pump-service.ts")]);
  const removal = opened.handlers.removeService({ service: "pump-service" }, caller);
  const loaded = await opened.handlers.loadExamples(undefined, caller);
  await removal;
  expect(loaded).toContain("pump-service");
  expect(opened.deck.services.map(({ id }) => id).sort()).toEqual(loaded.sort());
  const unknown = { name: "loadExample", input: { name: "../laser" } };
  expect(await answerCall(deckApi, opened.handlers, unknown, caller, "control")).toMatchObject({
    kind: "error",
    message: 'There is no example named "../laser"',
  });
});

it("gives services of one name different ids, and recent files the last first", async () => {
  const [one, two] = [await lab("Laser.ts"), await lab("laser.ts")];
  await opened.handlers.loadService({ file: one, trust: "folder" }, caller);
  await opened.handlers.loadService({ file: two }, caller);
  const { services, recentFiles } = await opened.handlers.getSnapshot(undefined, caller);
  expect(services.map((service) => service.id)).toEqual(["laser", "laser-2"]);
  expect(recentFiles).toEqual([two, one]);
});

it("finds its services again, those that were stopped on purpose stopped", async () => {
  for (const name of ["laser.ts", "pump.ts"]) await opened.handlers.loadService({ file: await lab(name), trust: "file" }, caller);
  await opened.handlers.stopService({ service: "pump" }, caller);
  await new Promise<void>((resolve) => {
    const subscription = opened.deck.onDidChange(() => {
      if (opened.deck.services[1]?.status.state !== "stopped") return;
      subscription.dispose();
      resolve();
    });
  });
  await opened.close();
  opened = await open();
  expect(opened.deck.services.map(({ id, status }) => [id, status.state])).toEqual([
    ["laser", "starting"],
    ["pump", "stopped"],
  ]);
});

it("lets the network control, but not choose what runs on this computer", async () => {
  const file = await lab("laser.ts");
  for (const request of [
    { name: "loadService", input: { file, trust: "file" } },
    { name: "reloadService", input: { service: "laser" } },
    { name: "removeService", input: { service: "laser" } },
    { name: "chooseServiceFiles" },
  ]) {
    expect(await answerCall(deckApi, opened.handlers, request, caller, "control")).toMatchObject({ kind: "error", name: "CallRefused" });
  }
  expect(serviceFiles()).toEqual([]);
});

it("records refused commands and writes with who gave them, and that it was closed in order", async () => {
  const { handlers } = opened;
  const file = await lab("laser.ts");
  expect(() => handlers.startService({ service: "pump" }, caller)).toThrow("no service named");
  await handlers.loadService({ file, trust: "file" }, caller);
  await expect(handlers.startTask({ service: "laser", task: "poll" }, caller)).rejects.toThrow();
  await expect(handlers.setAttribute({ service: "laser", path: "power", value: { type: "float", value: 1 } }, caller)).rejects.toThrow();
  await opened.close();
  opened = await open();
  const entries = await opened.handlers.readJournal({ limit: 20 }, caller);
  const told = entries.reverse().map(({ service, task, event, detail, by }) => [service, task, event, detail?.split(":")[0], by.name]);
  expect(told.slice(0, 7)).toEqual([
    [null, null, "opened", undefined, "supervisor"],
    ["pump", null, "refused", "start", "ana"],
    ["laser", null, "starting", undefined, "ana"],
    ["laser", "poll", "refused", "start", "ana"],
    ["laser", null, "refused", "set power", "ana"],
    ["laser", null, "stopped", undefined, "supervisor"],
    [null, null, "closed", undefined, "supervisor"],
  ]);
});
