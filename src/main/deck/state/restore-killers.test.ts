import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { systemClock, type Clock } from "#runtime/clock.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck } from "../open-deck.ts";
import { defaultServiceOptions } from "#shared/service-snapshot.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
/** Several processes start, one after the other. */
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let opened: OpenDeck | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-killers-"));
  opened = null;
});

afterEach(async () => {
  await opened?.close();
  await rm(folder, { recursive: true });
});

/** A service with a property that does something with its new value before it takes it. */
function laser(inSetter: string, members = ""): string {
  return `
    import { DataService, loadState } from "dasedeck";
    class Power extends DataService {
      #watts = 1;
      get watts(): number { return this.#watts; }
      @loadState set watts(value: number) { ${inSetter}; this.#watts = value; }
    }
    export default class Laser extends Power { gain = 1; ${members} last = 1; }`;
}

const float = (value: number): object => ({ type: "float", value });

/** Puts the file of a service there, and what was saved of it. */
async function put(source: string, saved: object): Promise<void> {
  await mkdir(join(folder, "data/state"), { recursive: true });
  await writeFile(join(folder, "laser.ts"), source);
  await writeFile(join(folder, "data/state/laser.json"), JSON.stringify(saved));
}

async function reopen(clock: Clock = systemClock): Promise<void> {
  await opened?.close();
  opened = await openRealDeck(folder, { clock });
}

/** Starts the service; what has become of it when it runs or has failed. */
async function start(until: ServiceSnapshot["status"]["state"][] = ["running", "failed"]): Promise<ServiceSnapshot> {
  if (opened === null) await reopen();
  const deck = opened?.deck;
  deck?.load(join(folder, "laser.ts"), ana);
  return vi.waitUntil(
    () => {
      const service = deck?.services[0];
      return service !== undefined && until.includes(service.status.state) && structuredClone(service);
    },
    { timeout: 60_000 },
  );
}

function messageOf({ status }: ServiceSnapshot): string {
  return status.state === "failed" && status.failureReason === "load-error" ? (status.lastError?.message ?? "") : `It is ${status.state}`;
}

function valuesAt({ attributes }: ServiceSnapshot, paths: readonly string[]): unknown[] {
  return paths.map((path) => attributes && objectAt(attributes, path)?.value);
}

/** Closes the deck; what the service's last process wrote, and its own state file as it is then. */
async function close(): Promise<{ wrote: string[]; leftOut: string[]; saved: Record<string, { value: unknown }> }> {
  const deck = opened?.deck;
  await opened?.close();
  opened = null;
  const output = deck?.services[0]?.output ?? [];
  const wrote = output.slice(output.findLastIndex(({ stream }) => stream === "new process") + 1).map(({ text }) => text);
  const leftOut = wrote.flatMap((text) => /^(\S+) is left out: restoring it to (\S+) /.exec(text)?.slice(1, 3).join(" = ") ?? []);
  const name = (await readdir(join(folder, "data/state"))).find((entry) => /^laser-[\da-f]{8}\.json$/.test(entry));
  const saved = JSON.parse(await readFile(join(folder, "data/state", name ?? ""), "utf8")) as Record<string, { value: unknown }>;
  return { wrote, leftOut, saved };
}

const kills = "if (value === 5) process.exit(3)";

it.each([
  ["ends it as done", "process.exit()", "exit code 0"],
  ["aborts it", "process.abort()", "signal SIGABRT"],
  ["faults", 'process.kill(process.pid, "SIGSEGV"); for (;;);', "signal SIGSEGV"],
  ["throws where nobody catches", "queueMicrotask(() => { throw new Error('No answer'); })", "exit code 1: No answer"],
])("leaves a value out whose setter ended the process: it %s", async (_, ends, how) => {
  await put(laser(`if (value === 5) { ${ends} }`), { gain: float(2), watts: float(5), last: float(3) });
  expect(messageOf(await start())).toBe(`Restoring watts to 5 ended the process (${how}). This value will be left out at the next start`);
  const service = await start();
  expect(valuesAt(service, ["gain", "watts", "last"])).toEqual([2, 1, 3]);
  const { leftOut, saved } = await close();
  expect(leftOut).toEqual(["watts = 5"]);
  expect(saved).toMatchObject({ gain: { value: 2 }, watts: { value: 5 }, last: { value: 3 } });
});

it("leaves out what blocked the process for ever", async () => {
  let loadTimeIsUp: () => void = () => undefined;
  await reopen({
    ...systemClock,
    setTimer: (sec, expire) => {
      const timer = systemClock.setTimer(sec, expire);
      if (sec === defaultServiceOptions.loadTimeoutSec) {
        loadTimeIsUp = () => {
          timer.dispose();
          expire();
        };
      }
      return timer;
    },
  });
  await put(laser('if (value === 5) { console.log("never returns"); for (;;); }'), { watts: float(5), last: float(3) });
  const { deck } = opened as unknown as OpenDeck;
  const failed = start();
  await vi.waitUntil(
    () => {
      const { status, output } = deck.services[0] ?? {};
      return status?.state === "starting" && !status.responsive && output?.some(({ text }) => text === "never returns");
    },
    { timeout: 60_000 },
  );
  loadTimeIsUp();
  expect(messageOf(await failed)).toBe(
    "The service did not finish loading within 30 s. Restoring watts to 5 did not return. This value will be left out at the next start",
  );
  const service = await start();
  expect(valuesAt(service, ["watts", "last"])).toEqual([1, 3]);
  expect((await close()).leftOut).toEqual(["watts = 5"]);
});

it("only notes what a setter throws", async () => {
  await put(laser('if (value === 5) throw new Error("No laser")'), { watts: float(5), last: float(3) });
  expect(valuesAt(await start(), ["watts", "last"])).toEqual([1, 3]);
  const { wrote, leftOut } = await close();
  expect(wrote).toContain("watts is not restored: No laser");
  expect(leftOut).toEqual([]);
});

it("learns of each of several, also in nested services, lists and dicts, and leaves out no other", async () => {
  const members = "parts = [new Power(), new Power()]; byName = { left: new Power(), right: new Power() };";
  const power = (watts: number): object => ({ type: "DataService", value: { watts: float(watts) } });
  await put(laser(kills, members), {
    watts: float(2),
    parts: { type: "list", value: [power(4), power(5)] },
    byName: { type: "dict", value: { left: power(5), right: power(6) } },
  });
  expect(messageOf(await start())).toContain("Restoring parts[1].watts to 5 ended the process");
  expect(messageOf(await start())).toContain('Restoring byName["left"].watts to 5 ended the process');
  const service = await start();
  const paths = ["watts", "parts[0].watts", "parts[1].watts", 'byName["left"].watts', 'byName["right"].watts'];
  expect(valuesAt(service, paths)).toEqual([2, 4, 1, 1, 6]);
  const { leftOut, saved } = await close();
  expect(leftOut).toEqual(["parts[1].watts = 5", 'byName["left"].watts = 5']);
  expect([saved["parts"], saved["byName"]]).toMatchObject([
    { value: [{ value: { watts: { value: 4 } } }, { value: { watts: { value: 5 } } }] },
    { value: { left: { value: { watts: { value: 5 } } }, right: { value: { watts: { value: 6 } } } } },
  ]);
});

it("finds the one of the plain values by which a getter ends the process", async () => {
  const members = "get twice(): number { if (this.gain === 5) process.exit(3); return 2 * this.gain; } other = 1;";
  await put(laser("", members), { other: float(2), gain: float(5), last: float(3) });
  expect(messageOf(await start())).toMatch(/^Restoring the saved values ended the process .* one at a time/);
  expect(messageOf(await start())).toMatch(/^Restoring gain to 5 ended the process/);
  const service = await start();
  expect(valuesAt(service, ["other", "gain", "last"])).toEqual([2, 1, 3]);
  expect((await close()).leftOut).toEqual(["gain = 5"]);
});

it("remembers it when the deck is closed, until there is a new value", async () => {
  await put(laser(kills), { watts: float(5), last: float(3) });
  await start();
  await reopen();
  await start();
  expect((await close()).leftOut).toEqual(["watts = 5"]);
  await start();
  await opened?.deck.writeAttribute("laser", "watts", { type: "float", value: 4 }, ana);
  const { leftOut, saved } = await close();
  expect(leftOut).toEqual(["watts = 5"]);
  expect(saved).toMatchObject({ watts: { value: 4 }, last: { value: 3 } });
  const records = await readdir(join(folder, "data/state/about"));
  const record = await readFile(join(folder, "data/state/about", records.find((name) => name.endsWith(".json")) ?? ""), "utf8");
  expect(JSON.parse(record)).toMatchObject({ restoreLessons: { leftOut: [] } });
  expect(valuesAt(await start(), ["watts", "last"])).toEqual([4, 3]);
  expect((await close()).leftOut).toEqual([]);
});

it("tries it again when the service's files have changed, also in another folder's module", async () => {
  await mkdir(join(folder, "parts"));
  await writeFile(join(folder, "parts/limit.ts"), "export const limit = 4;");
  const source = laser("if (value > limit) process.exit(3)").replace("class Power", 'import { limit } from "./parts/limit";\nclass Power');
  await put(source, { watts: float(5), last: float(3) });
  await start();
  await start();
  expect((await close()).leftOut).toEqual(["watts = 5"]);
  await writeFile(join(folder, "parts/limit.ts"), "export const limit = 10;");
  expect(valuesAt(await start(), ["watts", "last"])).toEqual([5, 3]);
  expect((await close()).leftOut).toEqual([]);
});

it("keeps a value that came from the run before, and ends the next process", async () => {
  // The value comes from the run before, and not from a file.
  await put(laser("if (value === 5 && this.armed) process.exit(3)", "").replace("#watts = 1", "armed = false; #watts = 1"), {});
  await start();
  await opened?.deck.writeAttribute("laser", "watts", { type: "float", value: 5 }, ana);
  await opened?.deck.writeAttribute("laser", "armed", { type: "bool", value: true }, ana);
  opened?.deck.command("laser", "restart", ana);
  const failed = await vi.waitUntil(() => opened?.deck.services[0]?.status.state === "failed" && structuredClone(opened.deck.services[0]), {
    timeout: 60_000,
  });
  expect(messageOf(failed)).toContain("Restoring watts to 5 ended the process");
  const service = await start();
  expect(valuesAt(service, ["watts", "armed"])).toEqual([1, true]);
  expect((await close()).saved).toMatchObject({ watts: { value: 5 }, armed: { value: true } });
});
