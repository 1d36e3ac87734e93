import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { projectRoot } from "../../scripts/setup/project.mjs";
import type { Benchmark } from "../harness/benchmark.ts";
import { freePort } from "../../scripts/run/free-port.mjs";
import { ServedDeck } from "../harness/served-deck.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { urlOf } from "../harness/subjects.ts";

const service = "many-tasks";
const target = 2_600;
/** How near the number is found. */
const step = 50;
const farTooMany = 6_000;
/** Python's client waits a second for the tree, and then gives up; where it was dropped it may try for ever. */
const connectTimeLimitMs = 15_000;

/** How many tasks a service may have, each in a channel of its own, so that Python's own client still sees them all. */
export const mostTasks: Benchmark = {
  name: "P10-most-tasks",

  async run({ peer, say }) {
    const what = "tasks of one service that Python's own client connects to";
    if (!("python" in peer)) return [];
    const { python } = peer;
    const most = (name: string, seen: (count: number) => Promise<number>): Promise<number> =>
      mostSeen(async (count) => {
        const all = (await seen(count)) >= count;
        say(`${name}, ${count} tasks: ${all ? "seen" : "not seen"}`);
        return all;
      });
    const ours = await most("ours", (count) => seenOfOurs(python, count));
    const theirs = await most("pydase", (count) => seenOfPydase(python, count));
    return [{ what, unit: "count", ours: [ours], peer: [theirs], target: { of: "itself", atLeast: target } }];
  },
};

/** The most of which all are seen. */
async function mostSeen(areSeen: (count: number) => Promise<boolean>): Promise<number> {
  let [most, tooMany] = [0, farTooMany];
  for (let count = target; tooMany - most > step; count = Math.round((most + tooMany) / 2 / step) * step) {
    if (await areSeen(count)) most = count;
    else tooMany = count;
  }
  return most;
}

async function seenOfOurs(python: string, count: number): Promise<number> {
  const deck = await ServedDeck.open([service], { DASEDECK_BENCH_TASKS: String(count) });
  try {
    const client = await deck.connect();
    await client.untilRunning(service);
    client.close();
    return await seenByClient(python, deck.url);
  } finally {
    await deck.close();
  }
}

async function seenOfPydase(python: string, count: number): Promise<number> {
  const port = await freePort();
  const url = urlOf(port);
  const program = join(projectRoot, "bench", "peers", "served_tasks.py");
  const answers = [`${url}api/v1/get_value?access_path=channel0.poll.status`];
  const server = await ServerProcess.start({ program: python, args: () => [program, String(count), String(port)], answers });
  try {
    return await seenByClient(python, url);
  } finally {
    await server.close();
  }
}

async function seenByClient(python: string, url: string): Promise<number> {
  const program = join(projectRoot, "bench", "peers", "count_tasks.py");
  try {
    const address = url.replace(/^http/, "ws").replace(/\/$/, "");
    const { stdout } = await promisify(execFile)(python, [program, address], { timeout: connectTimeLimitMs, killSignal: "SIGKILL" });
    return z.number().parse(JSON.parse(stdout));
  } catch {
    // It could not connect, and said so or went on trying.
    return 0;
  }
}
