import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck } from "../deck/open-deck.ts";
import { openRealDeck } from "../deck/testing/open-real-deck.ts";
import { HostileRemote, smallTree, type Hostility } from "./testing/hostile-remote.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const patience = { timeout: 25_000, interval: 10 };

let folder: string;
let opened: OpenDeck;
let remote: HostileRemote | null;
const uncaught: unknown[] = [];
const onUncaught = (error: unknown): void => void uncaught.push(error);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-hostile-"));
  opened = await openRealDeck(folder);
  remote = null;
  uncaught.length = 0;
  process.on("uncaughtException", onUncaught);
});

afterEach(async () => {
  process.off("uncaughtException", onUncaught);
  await opened.close();
  await remote?.close();
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
  expect(uncaught).toEqual([]);
});

async function connectTo(hostility: Hostility): Promise<() => ServiceSnapshot> {
  remote = await HostileRemote.open(hostility);
  const caller = { actor: ana, access: { role: "desktop" as const, token: null } };
  const id = await opened.handlers.addRemote({ url: remote.url }, caller);
  return () => {
    const found = opened.deck.services.find((service) => service.id === id);
    if (found === undefined) throw new Error("The service is gone");
    return found;
  };
}

/** Why the connection ended. */
async function untilEnded(service: () => ServiceSnapshot): Promise<string> {
  await vi.waitFor(() => expect(service().status.lastError).not.toBeNull(), patience);
  return service().status.lastError?.message ?? "";
}

const value = (type: string, value: unknown, more: object = {}): object => ({ type, value, doc: null, readonly: false, ...more });
const tree = (members: object): string => JSON.stringify(value("DataService", members, { name: "Sensor" }));
const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`value${index}`, value("float", index)]));
const notify = (path: string, object: unknown): string =>
  `42${JSON.stringify(["notify", { data: { full_access_path: path, value: object } }])}`;
const handshake = (more: object): string => JSON.stringify({ sid: "s", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, ...more });
const million = Array.from({ length: 1_000_000 }, () => 0);

it.each<[attack: string, hostility: Hostility, reason: RegExp]>([
  ["a handshake that is not JSON", { handshake: "garbage" }, /can't be read/],
  ["a handshake of null", { handshake: "null" }, /can't be read/],
  ["a handshake of 5 MB", { handshake: handshake({ sid: "x".repeat(5_000_000) }) }, /can't be read/],
  ["pings without any time between them", { handshake: handshake({ pingInterval: 0, pingTimeout: 0 }) }, /ping interval/],
  ["pings of the next century", { handshake: handshake({ pingInterval: 3e12 }) }, /ping interval/],
  ["pings of a negative time", { handshake: handshake({ pingInterval: -1e9, pingTimeout: 2e9 }) }, /ping interval/],
  ["a refusal without a message", { admission: ["44"] }, /no reason/],
  ["a refusal whose message is an object", { admission: ['44{"message":{"toString":1}}'] }, /no reason/],
  ["a refusal of 5 MB", { admission: [`44${JSON.stringify({ message: "x".repeat(5_000_000) })}`] }, /longer than 64 KiB/],
  ["an admission without a session", { admission: ["40"] }, /v2/],
  [
    "events without end before it lets anyone in",
    { admission: Array.from({ length: 100 }, () => notify("voltage", "x".repeat(100_000))) },
    /too much before/,
  ],
  ["packets with binary parts", { admission: ['451-["notify",{"_placeholder":true,"num":0}]'] }, /not a message/],
  ["a tree that is none", { tree: "[]" }, /no serialised object/],
  ["a tree with a key of 20 MB", { tree: tree({ ["k".repeat(20_000_000)]: value("float", 1) }) }, /8 Mi|1000 characters/],
  ["a tree with a key of 5,000 characters", { tree: tree({ ["k".repeat(5000)]: value("float", 1) }) }, /more than 1000 characters/],
  ["a tree of 150,000 values", { tree: tree(many(150_000)) }, /more than 100000 values/],
  ["a tree of 10,000,000 lists", { tree: `[${"[],".repeat(10_000_000)}[]]` }, /more than 2000000 values/],
  [
    "documentation without end",
    {
      tree: tree(
        Object.fromEntries(Array.from({ length: 1100 }, (_, index) => [`v${index}`, { ...value("float", 1), doc: "x".repeat(16_000) }])),
      ),
    },
    /16 Mi characters/,
  ],
  ["a message of 40 MiB", { tree: JSON.stringify("x".repeat(40 << 20)) }, /more than 32 MiB/],
  [
    "news that make the tree too large",
    { afterTree: [notify("voltage", value("list", Object.values(many(100_001))))] },
    /more than 100000 values/,
  ],
])("bears %s, and says why the connection ended", { timeout: 40_000 }, async (_, hostility, reason) => {
  const service = await connectTo(hostility);
  const message = await untilEnded(service);
  expect(message).toMatch(reason);
  expect(message.length).toBeLessThanOrEqual(560);
  expect(["restarting", "failed"]).toContain(service().status.state);
});

it.each<[attack: string, hostility: Hostility]>([
  [
    "events with a million arguments",
    {
      afterTree: [
        `42${JSON.stringify(["notify", { data: { full_access_path: "voltage", value: value("float", 2) } }, ...million])}`,
        `42${JSON.stringify(["other", ...million])}`,
      ],
    },
  ],
  ["answers nobody asked for", { afterTree: [`43999${JSON.stringify(million)}`, "43[]"] }],
  ["admissions again and again", { admission: Array.from({ length: 100 }, () => '40{"sid":"x"}') }],
  [
    "log messages that are none",
    { afterTree: ['42["log"]', '42["log",{"message":5}]', '42["log",{"levelname":[[]],"message":"x"}]', '42["exception",null]'] },
  ],
  ["a maximal payload of nothing", { handshake: handshake({ maxPayload: 0 }) }],
  [
    "a prototype",
    {
      afterTree: [
        notify("__proto__", value("float", 9)),
        notify("voltage.__proto__.x", value("float", 9)),
        notify('voltage["__proto__"]', value("float", 9)),
      ],
    },
  ],
])("goes on in spite of %s", { timeout: 40_000 }, async (_, hostility) => {
  const afterTree = [...(hostility.afterTree ?? []), notify("voltage", value("float", 7))];
  const service = await connectTo({ ...hostility, afterTree });
  await vi.waitFor(() => expect(service().attributes?.value["voltage"]?.value).toBe(7), patience);
  expect(remote?.connections).toBe(1);
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

it("cuts every text that it shows", { timeout: 40_000 }, async () => {
  const long = "x".repeat(3_000_000);
  const text = (length: number): string => "y".repeat(length);
  const status = value("Enum", "RUNNING", { name: long, enum: { RUNNING: "running", NOT_RUNNING: "not_running" } });
  const members = {
    described: { ...value("float", 1), doc: text(500_000), display: { label: text(100_000), unit: text(100_000) } },
    part: value("DataService", {}, { name: text(500_000) }),
    unit: value("Quantity", { magnitude: 1, unit: text(500_000) }),
    choice: value("Enum", "A", { name: "C", enum: { A: text(500_000) } }),
    choices: value("Enum", "A", { name: "C", enum: Object.fromEntries(Object.entries(many(5000)).map(([name]) => [name, 1])) }),
    method: value("method", null, {
      signature: { parameters: { a: { annotation: text(500_000), default: value("str", text(500_000)) } } },
    }),
    broken: value("Exception", text(500_000), { name: text(500_000) }),
    odd: value(text(500_000), text(500_000)),
    poll: { ...value("Task", { status, last_error: value("str", `${text(50)}: ${text(500_000)}`) }), doc: text(500_000) },
  };
  const service = await connectTo({
    tree: tree(members),
    afterTree: [`42${JSON.stringify(["log", { levelname: "ERROR", message: long }])}`],
  });
  await vi.waitFor(() => expect(service().output.length).toBeGreaterThan(1), patience);
  expect(Object.keys(service().attributes?.value ?? {})).toEqual(Object.keys(members).filter((name) => name !== "poll"));
  expect(JSON.stringify(service()).length).toBeLessThan(150_000);
});

it("is not held by a tree of 150,000 values, and does not ask for it again and again", { timeout: 40_000 }, async () => {
  const large = tree(many(150_000));
  const service = await connectTo({ tree: large });
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await untilEnded(service);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(20);
  expect(service().status).toMatchObject({ state: "restarting", restartDelaySec: 10 });
});

it("reads at most 4 KiB of a refusal, and goes nowhere that it leads to", { timeout: 40_000 }, async () => {
  let visits = 0;
  let sent = 0;
  const service = await connectTo({
    refuse: 400,
    http(request, response) {
      if (request.url?.startsWith("/elsewhere") === true) visits++;
      if (request.url?.startsWith("/ws") !== true) return void response.end();
      if (sent++ === 0) response.writeHead(302, { location: "/elsewhere" }).end();
      else response.end(JSON.stringify({ code: 4, message: "x".repeat(1_000_000) }));
    },
  });
  expect(await untilEnded(service)).toContain("HTTP 400");
  opened.deck.command(service().id, "start", ana);
  await vi.waitFor(() => expect(sent).toBe(2), patience);
  expect(await untilEnded(service)).toContain("HTTP 400");
  expect(visits).toBe(0);
});

it("waits no longer than 10 s for a service that says nothing", { timeout: 40_000 }, async () => {
  const service = await connectTo({ admission: [] });
  expect(await untilEnded(service)).toContain("did not let this deck in within 10 s");
});

it("connects the deck to other computers for its own window alone, unless it was started for it", async () => {
  const client = { actor: ana, access: { role: "control" as const, token: null } };
  for (const url of ["ws://lab-pc:8001", "192.168.0.1", "ws://0.0.0.0:1", "wss://localhost.example", "ws://x@127.0.0.1@lab-pc"]) {
    expect(() => opened.handlers.addRemote({ url }, client)).toThrow(/own computer only.*--allow-remotes/);
  }
  expect(opened.handlers.getAccess(undefined, client)).toMatchObject({ remotes: "this computer" });
  expect(opened.deck.services).toEqual([]);
  expect(opened.handlers.addRemote({ url: "ws://localhost:1" }, client)).toBe("localhost-1");
  const open = await openRealDeck(join(folder, "open"), { allowRemotes: true });
  expect(open.handlers.addRemote({ url: "ws://lab-pc.invalid:8001" }, client)).toBe("lab-pc-invalid-8001");
  await open.close();
});

it("shows a good service beside", { timeout: 40_000 }, async () => {
  const service = await connectTo({ tree: smallTree });
  await vi.waitFor(() => expect(service().status.state).toBe("running"), patience);
});

it(
  "says of a write whose connection ends that it may have been carried out, and shows the true value afterwards",
  { timeout: 40_000 },
  async () => {
    const service = await connectTo({ hangUpOn: "update_value" });
    await vi.waitFor(() => expect(service().status.state).toBe("running"), patience);
    await expect(opened.deck.writeAttribute(service().id, "voltage", { type: "float", value: 5 }, ana)).rejects.toThrow(
      "The connection was lost before the service answered. The command may have been carried out: check when the connection is back.",
    );
    await vi.waitFor(() => expect(service()).toMatchObject({ stale: false, status: { state: "running", restarts: 1 } }), patience);
    expect(service().attributes?.value["voltage"]?.value).toBe(1);
  },
);
