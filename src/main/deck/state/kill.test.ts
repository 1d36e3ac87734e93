import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Disposable } from "#shared/disposable.ts";
import { openRealDeck } from "../testing/open-real-deck.ts";
import { StateFile } from "./state-file.ts";

/** How often each is killed. */
const writerKills = 100;
const serviceKills = 100;
/** Each time its service process first: 200 ends. */
const deckKills = 100;

const counter = `
  import { DataService, sleep, task } from "dasedeck";
  export default class Counter extends DataService {
    static service = { restartSec: 0, startLimitIntervalSec: null };
    count = 0;
    @task({ autostart: true }) async counting() {
      for (;;) { this.count += 1; await sleep(0.001); }
    }
  }`;

let folder: string;
let serviceFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-kill-"));
  serviceFile = join(folder, "counter.ts");
  await writeFile(serviceFile, counter);
});

afterEach(() => rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 }));

interface Told {
  readonly restored?: number;
  readonly saved?: number;
  readonly heard?: number;
  readonly warning?: string;
  readonly servicePid?: number;
}

/** Runs a program of `testing/` until it has told what it began with and some time has passed, and kills it. */
async function runAndKill(name: string, dataDir: string, longestMs: number): Promise<{ told: Told[]; killedAt: number }> {
  const program = fileURLToPath(new URL(`./testing/${name}`, import.meta.url));
  const child = fork(program, [dataDir, serviceFile], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const told: Told[] = [];
  await untilRestored(child, told);
  const servicePid = told.findLast((message) => message.servicePid !== undefined)?.servicePid;
  if (servicePid !== undefined) {
    await delay(Math.random() * longestMs);
    killNow(servicePid);
  }
  await delay(Math.random() * longestMs);
  child.kill("SIGKILL");
  const killedAt = Date.now();
  await once(child, "close");
  return { told, killedAt };
}

function killSoon(pid: number): void {
  setTimeout(() => killNow(pid), Math.random() * 100);
}

/** It may have ended already. */
function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function untilRestored(child: ChildProcess, told: Told[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("message", (message: Told) => {
      told.push(message);
      if (message.restored !== undefined) resolve();
    });
    child.on("exit", () => reject(new Error(`It ended before it was killed: ${JSON.stringify(told)}`)));
  });
}

it(`loses nothing of what was saved, whenever the writer is killed: ${writerKills} times`, { timeout: 600_000 }, async () => {
  const states = join(folder, "state");
  let saved = 0;
  for (let kill = 0; kill < writerKills; kill += 1) {
    const { told } = await runAndKill("state-writer.ts", states, 40);
    expect(told.filter(({ warning }) => warning !== undefined)).toEqual([]);
    expect(told[0]?.restored).toBeGreaterThanOrEqual(saved);
    saved = told.findLast((message) => message.saved !== undefined)?.saved ?? saved;
    const { value, warning } = await new StateFile(states, serviceFile).read();
    expect(warning).toBeNull();
    if (value === null && saved === 0) continue;
    const values = new Set(Object.values(value ?? {}).map((object) => (object as { value: number }).value));
    // One save, and not a mixture of two.
    expect(values.size).toBe(1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(saved);
  }
  expect(saved).toBeGreaterThan(writerKills / 4);
});

it(`loses nothing that the deck has heard, whenever a service process is killed: ${serviceKills} times`, { timeout: 600_000 }, async () => {
  const { deck, loadFiles, close } = await openRealDeck(folder, { saveIntervalSec: 0.05 });
  const counts: number[] = [];
  let restarts = -1;
  let subscription: Disposable | undefined;
  const killed = new Promise<void>((resolve) => {
    subscription = deck.onDidChange((events) => {
      for (const { change } of events) {
        if (change.kind === "valueChanged") counts.push(Number(change.value.value));
        if (change.kind !== "treeReplaced") continue;
        counts.push(Number(change.attributes.value["count"]?.value));
        restarts += 1;
        const status = deck.services[0]?.status;
        if (restarts === serviceKills) resolve();
        else if (status?.state === "running" && status.pid !== null) killSoon(status.pid);
      }
    });
  });
  loadFiles([{ file: serviceFile }], { kind: "command-line", name: "test" });
  await killed;
  subscription?.dispose();
  await close();
  expect(counts.every((count, index) => index === 0 || count >= (counts[index - 1] ?? 0))).toBe(true);
  expect(counts.at(-1)).toBeGreaterThan(serviceKills);
  const { value } = await new StateFile(join(folder, "data/state"), serviceFile).read();
  expect(value).toMatchObject({ count: { value: deck.services[0]?.attributes?.value["count"]?.value } });
});

it(
  `starts again and goes on from the last save, whenever the deck and its service are killed: ${deckKills} times`,
  { timeout: 600_000 },
  async () => {
    const dataDir = join(folder, "data");
    let least = 0;
    let heard = 0;
    const lost: number[] = [];
    for (let kill = 0; kill < deckKills; kill += 1) {
      const { told } = await runAndKill("deck-host.ts", dataDir, 200);
      expect(told.filter(({ warning }) => warning !== undefined)).toEqual([]);
      const restored = told[0]?.restored ?? -1;
      expect(restored).toBeGreaterThanOrEqual(least);
      lost.push(heard - restored);
      heard = told.findLast((message) => message.heard !== undefined)?.heard ?? restored;
      const { value, warning } = await new StateFile(join(dataDir, "state"), serviceFile).read();
      expect(warning).toBeNull();
      least = (value?.["count"] as { value: number } | undefined)?.value ?? 0;
    }
    expect(least).toBeGreaterThan(deckKills);
    // It counts less than once a millisecond, and saves every 50 ms: half of the time not even twice that is lost, on a machine that is busy with other things, too.
    expect(lost.sort((one, other) => one - other)[Math.floor(lost.length / 2)]).toBeLessThan(100);
    const names = await readdir(join(dataDir, "state"));
    expect(names.filter((name) => name.includes(".broken-"))).toEqual([]);
  },
);
