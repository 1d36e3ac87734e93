import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import type { OpenDeck } from "./open-deck.ts";
import { openRealDeck } from "./testing/open-real-deck.ts";

const ana: Actor = { kind: "operator", name: "ana" };

function lamp(autostart: boolean): string {
  return `
  import { DataService, sleep, task } from "dasedeck";
  class Channel extends DataService {
    @task({ autostart: true }) async poll() { for (;;) await sleep(1); }
  }
  export default class Lamp extends DataService {
    channels = [new Channel(), new Channel()];
    named = { first: new Channel() };
    @task({ autostart: ${autostart} }) async blink() { for (;;) await sleep(1); }
    @task() async heat() { for (;;) await sleep(1); }
    @task() async calibrate() { return 1; }
  }`;
}

let folder: string;
let opened: OpenDeck[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dasedeck-tasks-"));
  opened = [];
  await writeFile(join(folder, "lamp.ts"), lamp(true));
});

afterEach(async () => {
  for (const one of opened) one.kill();
  await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

async function open({ remember = true } = {}): Promise<OpenDeck> {
  const one = await openRealDeck(folder, { remember });
  opened.push(one);
  return one;
}

function lampOf({ deck }: OpenDeck): ServiceSnapshot {
  const [service] = deck.services;
  if (service === undefined) throw new Error("There is no service");
  return service;
}

const states = (one: OpenDeck): Record<string, string> =>
  Object.fromEntries(Object.values(lampOf(one).tasks).map(({ path, state }) => [path, state]));

async function untilRunning(one: OpenDeck): Promise<void> {
  await expect.poll(() => lampOf(one).status.state, { timeout: 10_000 }).toBe("running");
  await expect.poll(() => states(one)['named["first"].poll'], { timeout: 10_000 }).toBe("running");
}

/** Stops an autostart task, one of a list's entry, and starts one that is not autostart, as a person does. */
async function change(one: OpenDeck): Promise<void> {
  one.loadFiles([{ file: join(folder, "lamp.ts") }], ana);
  await untilRunning(one);
  await one.deck.commandTask("lamp", "blink", "stop", ana);
  await one.deck.commandTask("lamp", "channels[1].poll", "stop", ana);
  await one.deck.commandTask("lamp", "heat", "start", ana);
  await one.deck.commandTask("lamp", "calibrate", "start", ana);
  await expect.poll(() => states(one)).toMatchObject({ blink: "inactive", heat: "running", calibrate: "finished" });
}

const asChanged = {
  blink: "inactive",
  "channels[0].poll": "running",
  "channels[1].poll": "inactive",
  heat: "running",
  // It has done what was asked for.
  calibrate: "inactive",
};

it("brings tasks back as they were last wanted, and says who wanted it and that it was before the restart", async () => {
  const first = await open();
  await change(first);
  const { blink } = lampOf(first).tasks;
  await first.close();

  const second = await open();
  await untilRunning(second);
  expect(states(second)).toMatchObject(asChanged);
  expect(lampOf(second).tasks["blink"]?.wanted).toEqual({ ...blink?.wanted, beforeRestart: true });
  expect(lampOf(second).tasks["heat"]?.wanted).toMatchObject({ wanted: "running", by: ana, beforeRestart: true });
  expect(lampOf(second).tasks["channels[0].poll"]?.wanted).toMatchObject({ wanted: "running", by: { kind: "autostart" } });
  await second.close();

  // And again, though nobody asked anything since.
  const third = await open();
  await untilRunning(third);
  expect(states(third)).toMatchObject(asChanged);
  await third.close();
});

it("follows the file's autostart where nobody asked for anything", async () => {
  await writeFile(join(folder, "lamp.ts"), lamp(false));
  const first = await open();
  first.loadFiles([{ file: join(folder, "lamp.ts") }], ana);
  await untilRunning(first);
  expect(states(first)["blink"]).toBe("inactive");
  await first.close();
  await writeFile(join(folder, "lamp.ts"), lamp(true));
  const second = await open();
  await untilRunning(second);
  expect(states(second)["blink"]).toBe("running");
  await second.close();
  await writeFile(join(folder, "lamp.ts"), lamp(false));
  const third = await open();
  await untilRunning(third);
  expect(states(third)["blink"]).toBe("inactive");
  await third.close();
});

it("applies autostart to a service that a person stops and starts, also where the deck is restarted in between", async () => {
  const first = await open();
  await change(first);
  first.deck.command("lamp", "stop", ana);
  await expect.poll(() => lampOf(first).status.state).toBe("stopped");
  await first.close();

  const second = await open();
  expect(lampOf(second).status.state).toBe("stopped");
  second.deck.command("lamp", "start", ana);
  await untilRunning(second);
  expect(states(second)).toMatchObject({ blink: "running", "channels[1].poll": "running", heat: "inactive" });
  await second.close();
});

it("forgets the tasks of a service that is taken off the deck", async () => {
  const first = await open();
  await change(first);
  await first.deck.remove("lamp", ana);
  first.loadFiles([{ file: join(folder, "lamp.ts") }], ana);
  await untilRunning(first);
  expect(states(first)).toMatchObject({ blink: "running", heat: "inactive" });
  await first.close();
});

it("neither remembers nor recalls where only files are served", async () => {
  const first = await open();
  await change(first);
  await first.close();
  const served = await open({ remember: false });
  served.loadFiles([{ file: join(folder, "lamp.ts") }], ana);
  await untilRunning(served);
  expect(states(served)).toMatchObject({ blink: "running", heat: "inactive" });
  await served.close();
});

it("does not take a service process that is ended by a signal for a wish to stop its tasks", async () => {
  const first = await open();
  await change(first);
  const { status } = lampOf(first);
  if (!("pid" in status) || status.pid === null) throw new Error("There is no process");
  process.kill(status.pid, "SIGTERM");
  await expect.poll(() => lampOf(first).status.restarts, { timeout: 10_000 }).toBe(1);
  await untilRunning(first);
  expect(states(first)).toMatchObject(asChanged);
  await first.close();
});
