import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openRealDeck } from "./testing/open-real-deck.ts";

const person = { kind: "operator", name: "ana" } as const;

const source = `
import { writeFileSync } from "node:fs";
import { DataService, sleep, task } from "dasedeck";
export default class Laser extends DataService {
  static service = { timeoutStopSec: 3 };
  folder = process.cwd();
  log: string[] = [];
  @task({ autostart: true })
  async poll() {
    try {
      await sleep(1000);
    } finally {
      this.log.push("task ended");
    }
  }
  async onStop() {
    this.log.push("off");
    writeFileSync("stopped.txt", "by onStop");
    await new Promise(() => {});
  }
}`;

test("a service works in the folder of its file; what onStop sets is saved, and its hanging is named and bounded", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "dasedeck-surroundings-")));
  await writeFile(join(folder, "laser.ts"), source);
  const opened = await openRealDeck(folder);
  const { deck } = opened;
  const laser = (): (typeof deck.services)[number] | undefined => deck.services[0];
  deck.load(join(folder, "laser.ts"), person);
  await vi.waitFor(() => expect(laser()?.tasks["poll"]?.state).toBe("running"), 20_000);
  expect(laser()?.attributes?.value["folder"]?.value).toBe(folder);
  deck.command("laser", "stop", person);
  await vi.waitFor(() => expect(laser()?.status.state).toBe("stopped"), 20_000);
  expect(laser()?.status.lastExit).toMatchObject({ code: 0, signal: null });
  expect(laser()?.output.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^onStop\(\) of Laser has not finished within .* s: the service ends without it$/),
  );
  expect(await readFile(join(folder, "stopped.txt"), "utf8")).toBe("by onStop");
  await opened.close();
  const [stateFile = ""] = (await readdir(join(folder, "data", "state"))).filter((name) => name.endsWith(".json"));
  const state = JSON.parse(await readFile(join(folder, "data", "state", stateFile), "utf8")) as { log: { value: { value: string }[] } };
  expect(state.log.value.map(({ value }) => value)).toEqual(["task ended", "off"]);
  await rm(folder, { recursive: true, force: true });
});
