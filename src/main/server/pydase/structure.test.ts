import { afterEach, beforeEach, expect, it } from "vitest";
import { RawClient } from "./testing/raw-client.ts";
import { ServedFiles } from "./testing/served-files.ts";

const laser = (members: string): string => `
  import { DataService, sleep, task } from "dasedeck";
  export default class Laser extends DataService {
    power = 1;
    ${members}
    grow() { this.later = 5; return "done"; }
    crash() { process.exit(3); }
    @task() async poll() { for (;;) await sleep(3600); }
  }`;

const python = { "x-client-id": "lab-pc", "user-agent": "Python/3.11 aiohttp/3" };

let served: ServedFiles;

beforeEach(async () => {
  served = await ServedFiles.open([{ name: "laser.ts", text: laser("mode = 1;") }]);
});

afterEach(() => served.close());

function connect(prefix = ""): Promise<RawClient> {
  return RawClient.connect(`${served.url}${prefix}ws/socket.io/`, python);
}

it("has clients connect again, after they were answered, when the service has a member more", async () => {
  const [own, deck] = [await connect("laser/"), await connect()];
  expect(await own.ask('["trigger_method",{"access_path":"grow"}]')).toContain('"value":"done"');
  await Promise.all([own.untilClosed(), deck.untilClosed()]);
  const again = await connect("laser/");
  expect(await again.ask('["service_serialization"]')).toContain('"later"');
  await again.close();
});

it("tells what is different after a restart where the service has the same members, and keeps clients connected", async () => {
  const client = await connect("laser/");
  await client.ask('["trigger_method",{"access_path":"poll.start"}]');
  await client.until((packet) => packet.includes('"poll.status"') && packet.includes('"value":"RUNNING"'));
  await client.ask('["update_value",{"access_path":"power","value":{"type":"float","value":4}}]');
  const crash = client.ask('["trigger_method",{"access_path":"crash"}]');
  expect(await crash).toMatch(/"type":"Exception".*ended/);
  // Of a service without a process no run is under way.
  await client.until((packet) => packet.includes('"poll.status"') && packet.includes('"value":"NOT_RUNNING"'));
  expect(await client.ask('["get_value","power"]')).toContain('"value":4.0');
  await served.until("laser", ({ status, stale }) => status.state === "running" && !stale);
  await client.until((packet) => packet.includes('"poll.status"') && packet.includes('"value":"RUNNING"'));
  await client.close();
});

it("reads what was last known of a service that is stopped, and refuses writes and calls with the reason", async () => {
  const client = await connect();
  served.opened.deck.command("laser", "stop", { kind: "operator", name: "tester" });
  await served.until("laser", ({ status }) => status.state === "stopped");
  expect(await client.ask('["get_value","laser.power"]')).toContain('"value":1.0');
  const write = '["update_value",{"access_path":"laser.power","value":{"type":"float","value":4}}]';
  expect(await client.ask(write)).toContain("The service laser is stopped: start it first");
  expect(await client.ask('["trigger_method",{"access_path":"laser.poll.start"}]')).toContain("is stopped");
  await client.close();
});

it("names the client in the journal, by the name that it gives itself", async () => {
  const client = await connect("laser/");
  await client.ask('["update_value",{"access_path":"power","value":{"type":"str","value":"high"}}]');
  const entries = await served.opened.handlers.readJournal(
    { limit: 50 },
    { actor: { kind: "operator", name: "tester" }, access: { role: "desktop", token: null } },
  );
  expect(JSON.stringify(entries)).toContain('"lab-pc"');
  await client.close();
});

it("lets no client in to a service that there is not, and says so", async () => {
  await expect(connect("maser/")).rejects.toThrow(/There is no service named/);
});
