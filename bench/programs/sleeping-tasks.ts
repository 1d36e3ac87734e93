/** Prints how many bytes each of many services with one sleeping loop takes: `supervised`, in a task; or `bare`, in nothing but a promise and a timer. */
import { setTimeout as delay } from "node:timers/promises";
import { DataService, sleep, task, taskOf } from "dasedeck";
import { systemClock } from "#runtime/clock.ts";
import { serveTree } from "#runtime/served-tree.ts";

class Supervised extends DataService {
  @task()
  async poll() {
    for (;;) await sleep(3600);
  }

  begin() {
    void taskOf(this.poll).start();
  }
}

class Bare extends DataService {
  async poll() {
    for (;;) await new Promise((resolve) => setTimeout(resolve, 3_600_000));
  }

  begin() {
    void this.poll();
  }
}

class Root extends DataService {}

function used(): number {
  if (globalThis.gc === undefined) throw new Error("node --expose-gc is needed");
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What happens once, such as compiling, is over; what is told is told. */
const untilQuiet = (): Promise<void> => delay(500);

async function grow(Channel: typeof Supervised | typeof Bare, count: number): Promise<unknown> {
  const channels = Array.from({ length: count }, () => new Channel());
  const root = Object.assign(new Root(), Object.fromEntries(channels.map((channel, index) => [`channel${index}`, channel])));
  const served = serveTree(root, { clock: systemClock, warn: (message) => console.error(message) });
  served.onDidChange(() => undefined);
  for (const channel of channels) channel.begin();
  await untilQuiet();
  return served;
}

const [kind, count] = [process.argv[2], Number(process.argv[3])];
const Channel = kind === "supervised" ? Supervised : Bare;
const kept = [await grow(Channel, 100)];
const before = used();
kept.push(await grow(Channel, count));
const after = used();
console.log((after - before) / count);
process.exit(kept.length === 2 ? 0 : 1);
