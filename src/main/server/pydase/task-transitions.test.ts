import { afterEach, beforeEach, expect, it } from "vitest";
import { RawClient } from "./testing/raw-client.ts";
import { ServedFiles } from "./testing/served-files.ts";

/** A run of 0.1 s, a wait of 0.03 s, seven times, and then it gives up. */
const flaky = `
  import { DataService, sleep, task } from "dasedeck";
  export default class Flaky extends DataService {
    @task({ restartSec: 0.03, startLimitIntervalSec: 60, startLimitBurst: 6 }) async poll() {
      await sleep(0.1);
      throw new Error("no light");
    }
    /** Much faster than anybody reads. */
    @task({ restartSec: 0.01, startLimitIntervalSec: 60, startLimitBurst: 20 }) async hurry() {
      throw new Error("no light");
    }
  }`;

let served: ServedFiles;

beforeEach(async () => {
  served = await ServedFiles.open([{ name: "flaky.ts", text: flaky }]);
});

afterEach(() => served.close());

/** What a client is sent of a member of a task until the task has failed for good, in order. */
async function sent(task: string, member: string, userAgent: string): Promise<unknown[]> {
  const client = await RawClient.connect(`${served.url}flaky/ws/socket.io/`, { "x-client-id": "lab-pc", "user-agent": userAgent });
  await client.ask(`["trigger_method",{"access_path":"${task}.start"}]`);
  const packets: string[] = [];
  do packets.push(await client.until((packet) => packet.startsWith('2["notify"')));
  while (!(packets.at(-1)?.includes(`"${task}.state"`) === true && packets.at(-1)?.includes('"value":"failed"') === true));
  await client.close();
  return packets.flatMap((packet) => {
    const [, { data }] = JSON.parse(packet.slice(1)) as [string, { data: { full_access_path: string; value: { value: unknown } } }];
    return data.full_access_path === `${task}.${member}` ? [data.value.value] : [];
  });
}

function rounds(failures: number): string[] {
  return [...Array.from({ length: failures - 1 }, () => ["running", "restarting"]).flat(), "running", "failed"];
}

it.each(["Python/3.11 aiohttp/3", "Mozilla/5.0"])(
  "tells %s every transition of a failing task, in order, and none twice",
  async (agent) => {
    expect(await sent("poll", "state", agent)).toEqual(rounds(7));
  },
);

it("tells each of them of a task whose runs end at once, too", async () => {
  expect(await sent("hurry", "state", "Python/3.11 aiohttp/3")).toEqual(rounds(21));
});

it("counts restarts without a gap", async () => {
  expect(await sent("poll", "restarts", "Python/3.11 aiohttp/3")).toEqual([1, 2, 3, 4, 5, 6]);
});
