import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { ServedFiles } from "./pydase/testing/served-files.ts";

/** Writes a tenth of a megabyte at each turn of its loop, for ever. */
const flooding = {
  name: "flooding.ts",
  text: `
  import { DataService, sleep, task } from "dasedeck";
  export default class Flooding extends DataService {
    text = "";
    count = 0;
    @task({ autostart: true }) async flood() {
      for (;;) {
        this.text = String(this.count++).padEnd(100_000, "x");
        await sleep(0.001);
      }
    }
  }`,
};

let served: ServedFiles;

beforeEach(async () => {
  served = await ServedFiles.open([flooding]);
});

afterEach(() => served.close());

/** A client of pydase's at the service, connected. */
async function connected(): Promise<WebSocket> {
  const client = new WebSocket(`${served.url.replace("http", "ws")}flooding/ws/socket.io/?EIO=4&transport=websocket`);
  await once(client, "open");
  client.send("40{}");
  await once(client, "message");
  return client;
}

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${served.url}metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}

it("drops a client that does not read before what waits for it fills the memory, and no other", { timeout: 60_000 }, async () => {
  const reading = await connected();
  let heard = 0;
  reading.on("message", () => heard++);
  const slow = await connected();
  const before = process.memoryUsage().rss;
  // What the system would buffer, too, is nothing that it ever reads.
  (slow as unknown as { _socket: Socket })._socket.pause();
  await vi.waitFor(async () => expect(await figure("dasedeck_dropped_clients_total")).toBe(1), { timeout: 40_000, interval: 100 });
  expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20);
  const soFar = heard;
  await vi.waitFor(() => expect(heard).toBeGreaterThan(soFar), { timeout: 10_000 });
  expect(reading.readyState).toBe(WebSocket.OPEN);
  expect(await figure("dasedeck_dropped_clients_total")).toBe(1);
  slow.terminate();
  reading.terminate();
});
