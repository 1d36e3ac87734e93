import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { decodeObject } from "../deck/remote/decode-object.ts";
import { TreeQuota } from "../deck/remote/remote-limits.ts";
import type { OpenDeck } from "../deck/open-deck.ts";
import { openRealDeck } from "../deck/testing/open-real-deck.ts";
import { GuardedDeck } from "../server/access/testing/guarded-deck.ts";
import { ServedCertificate } from "../server/served-certificate.ts";
import { encodeObject } from "../server/pydase/encode-object.ts";
import { comparable } from "../server/pydase/testing/comparable.ts";
import { ServedFiles } from "../server/pydase/testing/served-files.ts";
import { makeCertificate } from "../server/testing/make-certificate.ts";
import { parsePythonJson } from "../wire/python-json.ts";
import { runAtOnce } from "../wire/sliced.ts";
import { OwnConnections } from "./testing/own-connections.ts";
import { restless } from "./testing/restless-service.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const caller = { actor: ana, access: { role: "desktop" as const, token: null } };
const patience = { timeout: 20_000, interval: 5 };

const one = {
  name: "one.ts",
  text: `
  import { DataService, sleep, task } from "dasedeck";
  export default class One extends DataService {
    x = 1;
    @task() async poll() {
      for (;;) await sleep(0.01);
    }
  }`,
};

let folder: string;
let opened: OpenDeck;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-remote-"));
  opened = await openRealDeck(folder, { remember: true });
});

afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

function unexpected(message: string): never {
  throw new Error(message);
}

function service(id: string, { deck } = opened): ServiceSnapshot {
  const found = deck.services.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`There is no service ${id}`);
  return found;
}

const add = async (url: string, token?: string, certificate?: string): Promise<string> =>
  await opened.handlers.addRemote({ url, token, certificate }, caller);

async function untilState(id: string, state: ServiceSnapshot["status"]["state"]): Promise<void> {
  await vi.waitFor(() => expect(service(id).status.state).toBe(state), patience);
}

async function untilProblem(id: string, message: string): Promise<void> {
  await vi.waitFor(() => expect(service(id).status.lastError?.message).toContain(message), patience);
}

it("reads every type of value of pydase, and would write it again as it came", async () => {
  const file = new URL("../server/pydase/testing/transcripts.json", import.meta.url);
  const { tree } = JSON.parse(await readFile(file, "utf8")) as { tree: string };
  const members = Object.entries(parsePythonJson(tree) as Record<string, { type: string }>).filter(([, { type }]) => type !== "Task");
  expect(members.length).toBeGreaterThan(30);
  for (const [name, member] of members) {
    const { object, tasks } = runAtOnce(decodeObject(member, name, new TreeQuota()));
    if (object === null || tasks.length > 0) continue;
    const written = encodeObject(object, { dialect: "python", prefix: "", membersOf: () => [] });
    expect(comparable(parsePythonJson(written))).toEqual(comparable(member));
  }
});

it(
  "shows what a service of another deck is, through whatever changes there, and through cut connections",
  { timeout: 120_000 },
  async () => {
    const served = await ServedFiles.open([{ name: "restless.ts", text: restless }]);
    const connections = new OwnConnections();
    const id = await add(`${served.url}restless`);
    await untilState(id, "running");
    for (let round = 0; round < 10; round++) {
      if (round % 3 === 1) connections.cut();
      await served.opened.deck.callMethod("restless", "hold", { args: [] });
      await vi.waitFor(() => {
        expect(service(id).stale).toBe(false);
        // Units, ranges and times too, which pydase has no room for.
        expect(service(id).attributes).toEqual(served.service("restless").attributes);
        expect(service(id).tasks).toEqual(served.service("restless").tasks);
      }, patience);
      await served.opened.deck.callMethod("restless", "go", { args: [] });
    }
    connections.dispose();
    await served.close();
    await untilState(id, "restarting");
    expect(service(id).stale).toBe(true);
  },
);

it("shows a deck as a whole at its root, and does not serve on what is served elsewhere", async () => {
  const served = await ServedFiles.open([one]);
  const id = await add(served.url);
  await untilState(id, "running");
  expect(service(id).tasks).toHaveProperty(["one.poll"]);
  await opened.deck.commandTask(id, "one.poll", "start", ana);
  await vi.waitFor(() => expect(service(id).tasks["one.poll"]).toMatchObject({ state: "running", restarts: 0 }), patience);
  await opened.deck.writeAttribute(id, "one.x", { type: "float", value: 5 }, ana);
  await vi.waitFor(() => expect(served.service("one").attributes?.value["x"]?.value).toBe(5), patience);
  // The other deck shows this one, which shows it: neither sees itself in the other.
  const back = await served.opened.handlers.addRemote({ url: served.url }, caller);
  await vi.waitFor(() => expect(service(back, served.opened).status.state).toBe("running"), patience);
  const { attributes } = service(back, served.opened);
  expect(Object.keys(attributes?.value ?? {})).toEqual(["one"]);
  await served.close();
});

it("is let in by its token, which nobody is told, and says so where it is not", async () => {
  const guarded = await GuardedDeck.open();
  const url = `${guarded.url}laser`;
  const id = await add(url);
  await untilState(id, "failed");
  expect(service(id).status).toMatchObject({
    failureReason: "refused",
    lastError: { message: expect.stringContaining("needs a token") as string },
  });
  await opened.handlers.removeRemote({ service: id }, caller);
  const known = await add(url.replace("//", `//:${guarded.control}@`));
  await untilState(known, "running");
  expect(service(known).source).toEqual({ kind: "address", url: url.replace("http", "ws"), hasToken: true });
  expect(JSON.stringify(opened.deck.snapshot())).not.toContain(guarded.control);
  await opened.deck.writeAttribute(known, "power", { type: "float", value: 3 }, ana);
  await expect(add(url, "another")).rejects.toThrow("remove it before you give another token");
  await guarded.close();
});

it("is there again after a restart of the deck, connected if it was, with its token", async () => {
  const guarded = await GuardedDeck.open();
  const url = `${guarded.url}laser`;
  const id = await add(url, guarded.view);
  await untilState(id, "running");
  await opened.close();
  opened = await openRealDeck(folder, { remember: true });
  await untilState(id, "running");
  await expect(opened.deck.writeAttribute(id, "power", { type: "float", value: 3 }, ana)).rejects.toThrow();
  opened.deck.command(id, "stop", ana);
  await opened.close();
  opened = await openRealDeck(folder, { remember: true });
  expect(service(id).status.state).toBe("stopped");
  await opened.handlers.removeRemote({ service: id }, caller);
  await opened.close();
  opened = await openRealDeck(folder, { remember: true });
  expect(opened.deck.services).toEqual([]);
  expect(await readFile(join(folder, "data", "remotes.json"), "utf8")).not.toContain(guarded.view);
  await guarded.close();
});

it("connects over TLS to whom this computer trusts, or whose certificate it was given, and to nobody else", async () => {
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  await makeCertificate({ name: "lab", address: "127.0.0.2", certFile, keyFile });
  const served = await ServedCertificate.open({ certFile, keyFile }, unexpected);
  const guarded = await GuardedDeck.open({ certificate: served });
  const url = `${guarded.url.replace("https", "wss")}laser`;
  try {
    const untrusted = await add(url, guarded.control);
    await untilProblem(untrusted, "is not trusted (self");
    await opened.handlers.removeRemote({ service: untrusted }, caller);
    await expect(add(url, undefined, "none")).rejects.toThrow("no certificate in PEM");
    const certificate = await readFile(certFile, "utf8");
    const id = await add(url, guarded.control, certificate);
    await untilState(id, "running");
    const elsewhere = await add(url.replace("127.0.0.2", "localhost"), undefined, certificate);
    await vi.waitFor(() => expect(service(elsewhere).status.lastError).not.toBeNull(), patience);
    expect(service(elsewhere).status.state).not.toBe("running");
  } finally {
    await guarded.close();
    served.dispose();
  }
});

/** Something that listens, and is no service; with what ends it. */
async function somethingElse(server: Server): Promise<{ url: string; close: () => Promise<unknown> }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = (): Promise<unknown> => once(server.close(), "close");
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

it("says what is wrong with an address at which there is no service", async () => {
  const page = await somethingElse(createHttpServer((_, response) => response.writeHead(200).end("hello")));
  const hangingUp = await somethingElse(createServer((socket) => socket.destroy()));
  await untilProblem(await add(page.url), "no service of pydase or Dasedeck");
  await untilProblem(await add(hangingUp.url), "it hung up");
  await hangingUp.close();
  await untilProblem(await add(`${hangingUp.url}/again`), "nothing answers at this address");
  await untilProblem(await add("ws://no-such-host.invalid:8001"), "the host is not known");
  for (const { id } of opened.deck.services) opened.deck.command(id, "stop", ana);
  await page.close();
});

it("says what another deck says of a service that it does not have, or has not yet", async () => {
  const served = await ServedFiles.open([one]);
  await untilProblem(await add(`${served.url}two`), 'There is no service named "two"');
  await served.close();
});
