import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { OpenDeck } from "./open-deck.ts";
import { openRealDeck } from "./testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };
const patience = { timeout: 60_000 };
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let opened: OpenDeck;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-blocked-"));
  opened = await openRealDeck(folder);
});

afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

const bench = () => opened.deck.services[0];
const output = (): string => (bench()?.output ?? []).map(({ text }) => text).join("\n");

async function load(members: string, options = '{ restart: "no", timeoutStopSec: 4 }'): Promise<void> {
  const file = join(folder, "bench.ts");
  await writeFile(
    file,
    `import { DataService, sleep, task } from "dasedeck";
    const spin = (): void => { for (;;); };
    class Part extends DataService { @task() async poll() { await sleep(0.05); spin(); } }
    export default class Bench extends DataService {
      static service = ${options};
      ${members}
    }`,
  );
  opened.deck.load(file, ana);
}

async function running(): Promise<void> {
  await vi.waitFor(() => expect(bench()?.status.state).toBe("running"), patience);
}

/** Waits until the service does not respond, and says what is said of it. */
async function blockedBy(): Promise<unknown> {
  await vi.waitFor(() => expect(bench()?.status).toMatchObject({ responsive: false }), patience);
  const status = bench()?.status;
  return status !== undefined && "blockedBy" in status ? status.blockedBy : null;
}

describe("what blocks the event loop of a service is named", () => {
  it("a task that starts by itself", async () => {
    await load("@task({ autostart: true }) async poll() { spin(); }");
    expect(await blockedBy()).toEqual({ kind: "task", path: "poll", isCertain: true });
    expect(output()).toContain("The service does not respond: the task poll blocks it");
  });

  it("a task that goes on after a sleep, of a nested service, among others", async () => {
    await load(
      "part = new Part(); @task({ autostart: true }) async other() { for (;;) await sleep(0.01); } @task({ autostart: true }) async start() { await sleep(1); this.part.poll.start(); }".replace(
        "this.part.poll.start()",
        "(this.part.poll as any).start()",
      ),
    );
    expect(await blockedBy()).toMatchObject({ kind: "task", path: "part.poll" });
  });

  it("a method", async () => {
    await load("home() { spin(); }");
    await running();
    void opened.deck.callMethod("bench", "home", { args: [] }).catch(() => undefined);
    expect(await blockedBy()).toEqual({ kind: "method", path: "home", isCertain: true });
  });

  it("a setter", async () => {
    await load("get power() { return 1; } set power(value: number) { spin(); }");
    await running();
    void opened.deck.writeAttribute("bench", "power", { type: "float", value: 2 }, ana).catch(() => undefined);
    expect(await blockedBy()).toEqual({ kind: "setter", path: "power", isCertain: true });
  });

  it("in the error of a service that its watchdog has killed", async () => {
    await load("@task({ autostart: true }) async poll() { await sleep(0.5); spin(); }", '{ restart: "no", watchdogSec: 4 }');
    await vi.waitFor(() => expect(bench()?.status).toMatchObject({ state: "failed", failureReason: "watchdog" }), patience);
    expect(bench()?.status.lastError?.message).toMatch(/did not answer for 4 s: the task poll blocks it/);
  });

  it("what began last, where something else may block it", async () => {
    await load("ticks = 0; constructor() { super(); setTimeout(spin, 4000); } home() {}");
    await running();
    await opened.deck.callMethod("bench", "home", { args: [] });
    expect(await blockedBy()).toEqual({ kind: "method", path: "home", isCertain: false });
    expect(output()).toContain("the method home was the last to begin");
  });

  it("onStop that keeps a service from ending", async () => {
    await load("onStop() { spin(); }");
    await running();
    opened.deck.command("bench", "stop", ana);
    await vi.waitFor(() => expect(bench()?.status.state).toBe("stopped"), patience);
    expect(output()).toContain("The service did not stop within 4 s and is killed: onStop() of Bench blocks it");
  });
});

describe("a timer that a task leaves behind is named", () => {
  it("with its line, once; one that is cleared is not", async () => {
    await load(`ticks = 0;
      @task() async leaves() {
        setInterval(() => this.ticks++, 10);
        await sleep(3600);
      }
      @task() async late() {
        setTimeout(() => this.ticks++, 100);
      }
      @task() async clears() {
        const timer = setInterval(() => this.ticks++, 10);
        const timeout = setTimeout(() => undefined, 5);
        try { await sleep(3600); } finally { clearInterval(timer); clearTimeout(timeout); }
      }`);
    await running();
    for (const path of ["leaves", "clears", "late"]) await opened.deck.commandTask("bench", path, "start", ana);
    for (const path of ["clears", "leaves", "leaves"]) {
      await opened.deck.commandTask("bench", path, "stop", ana);
      await opened.deck.commandTask("bench", "leaves", "start", ana);
    }
    const named = (): string[] =>
      output()
        .split("\n")
        .filter((line) => line.includes("left a timer"));
    await vi.waitFor(() => expect(named()).toHaveLength(2), patience);
    const file = join(folder, "bench.ts");
    expect(named().sort()).toEqual([
      `The task late has ended and left a timer: setTimeout (${file}:12). Call clearTimeout in a finally block`,
      `The task leaves has ended and left a timer: setInterval (${file}:8). Call clearInterval in a finally block`,
    ]);
  });
});
