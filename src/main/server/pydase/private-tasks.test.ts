import { afterEach, beforeEach, expect, it } from "vitest";
import { RawClient } from "./testing/raw-client.ts";
import { ServedFiles } from "./testing/served-files.ts";

const laser = `
  import { DataService, sleep, task } from "dasedeck";
  export default class Laser extends DataService {
    runs = 0;
    @task({ autostart: true }) async _watch() { for (;;) { this.runs += 1; await sleep(0.05); } }
    @task() private async check() { await sleep(3600); }
    @task() async poll() { await sleep(3600); }
  }`;

const dialects = {
  python: { "user-agent": "Python/3.11 aiohttp/3" },
  "another deck": { "user-agent": "Python/3.11 aiohttp/3", "x-dasedeck-dialect": "dasedeck" },
};

let served: ServedFiles;

beforeEach(async () => {
  served = await ServedFiles.open([{ name: "laser.ts", text: laser }]);
});

afterEach(() => served.close());

it.each(Object.entries(dialects))("a private task runs and is not served to %s", async (_, headers) => {
  const client = await RawClient.connect(`${served.url}laser/ws/socket.io/`, headers);
  const packets: string[] = [];
  // It runs: what it counts is told, and nothing of itself.
  await client.until((packet) => {
    packets.push(packet);
    return /"runs".*"value":[3-9]/.test(packet);
  });
  const tree = await client.ask('["service_serialization"]');
  expect(tree).toContain('"poll"');
  expect([tree, ...packets].filter((packet) => /_watch|"check/.test(packet))).toEqual([]);
  for (const path of ["_watch", "check"]) {
    expect(await client.ask(`["get_value","${path}.status"]`)).toContain('"type":"Exception"');
    for (const command of ["start", "stop"])
      expect(await client.ask(`["trigger_method",{"access_path":"${path}.${command}"}]`)).toContain('"type":"Exception"');
  }
  const tasks = served.opened.deck.services[0]?.tasks ?? {};
  expect(tasks["_watch"]).toMatchObject({ state: "running", isPrivate: true });
  expect(tasks["check"]).toMatchObject({ state: "inactive", isPrivate: true });
  await client.close();
});

it("a private task is not served over REST", async () => {
  const rest = async (path: string, init?: RequestInit): Promise<string> => await (await fetch(`${served.url}laser/${path}`, init)).text();
  expect(await rest("service-properties")).not.toMatch(/_watch|"check/);
  expect(await rest("api/v1/get_value?access_path=_watch.status")).toContain('"type":"Exception"');
  const call = {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ access_path: "_watch.stop", args: [], kwargs: {} }),
  };
  expect(await rest("api/v1/trigger_method", call)).toContain('"type":"Exception"');
  expect(served.opened.deck.services[0]?.tasks["_watch"]).toMatchObject({ state: "running" });
});
