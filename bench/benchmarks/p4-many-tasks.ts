import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { type Benchmark, type BenchmarkContext, inTurn, type Row } from "../harness/benchmark.ts";
import type { DeckClient } from "../harness/deck-client.ts";
import { runPydase } from "../harness/pydase.ts";
import { ServedDeck } from "../harness/served-deck.ts";

const service = "many-tasks";
const most = 10_000;
const counts = [1_000, 3_000, most] as const;
const rounds = 3;
/** What the start leaves to be done, such as writing the journal, is over by then. */
const settleMs = 5_000;
const idleMs = 10_000;

/** What was measured of so many tasks, one value for each round: milliseconds. */
class Costs {
  /** From the first start until all had begun, and until a client had seen that. */
  readonly started: number[] = [];
  readonly seen: number[] = [];
  /** Processor time of the service process: what others do on this machine meanwhile has little part in it. */
  readonly start: number[] = [];
  readonly stop: number[] = [];
  readonly fail: number[] = [];
}

const timed = z.object({ beganAt: z.number(), tookMs: z.number(), processorMs: z.number() });

/** Starting, stopping and failing many tasks in one service of the built product. */
export const manyTasks: Benchmark = {
  name: "P4-many-tasks",

  async run({ peer, say }) {
    const costs = new Map(counts.map((count) => [count, new Costs()]));
    const idle = { service: [] as number[], main: [] as number[] };
    const ours = async (): Promise<number> => {
      for (const [count, into] of costs) {
        say(`${count.toLocaleString("en")} tasks: start, stop, fail and restart`);
        await measure(count, into, count === most ? idle : null);
      }
      return costs.get(most)?.started.at(-1) ?? 0;
    };
    const { peer: peers } =
      "python" in peer
        ? await inTurn(rounds, { ours, peer: () => startOfPydase(peer.python, say) })
        : { ...(await inTurn(rounds, { ours })), peer: peer };
    return rows(costs, idle, peers);
  },
};

async function startOfPydase(python: string, say: BenchmarkContext["say"]): Promise<number> {
  say(`${most.toLocaleString("en")} tasks: pydase`);
  const { tookMs } = z.object({ tookMs: z.number() }).parse(await runPydase(python, "many_tasks.py", [String(most)]));
  return tookMs;
}

async function measure(count: number, costs: Costs, idle: { service: number[]; main: number[] } | null): Promise<void> {
  const deck = await ServedDeck.open([service], { DASEDECK_BENCH_TASKS: String(count) });
  try {
    const client = await deck.connect();
    await client.untilRunning(service);
    const seenAt = client.until(`${count} tasks run`, service, allPoll("running")).then(() => performance.timeOrigin + performance.now());
    const start = timed.parse(await client.run(service, "startAll"));
    costs.started.push(start.tookMs);
    costs.start.push(start.processorMs);
    costs.seen.push((await seenAt) - start.beganAt);
    if (idle !== null) await measureIdle(deck, client, idle);
    costs.stop.push(timed.parse(await client.run(service, "stopAll")).processorMs);
    await client.until(`${count} tasks are stopped`, service, allPoll("inactive"));
    costs.fail.push(timed.parse(await client.run(service, "failAll")).processorMs);
    client.close();
  } finally {
    await deck.close();
  }
}

/** The processor time that sleeping tasks take. The client listens, but hears of nothing. */
async function measureIdle(deck: ServedDeck, client: DeckClient, idle: { service: number[]; main: number[] }): Promise<void> {
  const [main, process] = await Promise.all([deck.main(), deck.service(client, service)]);
  await delay(settleMs);
  await Promise.all([main.begin(false), process.begin(false)]);
  await delay(idleMs);
  const [ofMain, ofService] = await Promise.all([main.end(), process.end()]);
  idle.main.push(ofMain.processorShare * 100);
  idle.service.push(ofService.processorShare * 100);
}

function allPoll(state: string): (service: ServiceSnapshot) => boolean {
  return ({ tasks }) => Object.values(tasks).every((task) => !task.path.endsWith(".poll") || task.state === state);
}

function rows(
  costs: ReadonlyMap<number, Costs>,
  idle: { readonly service: readonly number[]; readonly main: readonly number[] },
  peer: NonNullable<Row["peer"]>,
): Row[] {
  const of = (count: number, what: keyof Costs): number[] => costs.get(count)?.[what] ?? [];
  const perTask = (count: number, what: keyof Costs): number[] => of(count, what).map((ms) => (ms / count) * 1000);
  const linear = (name: string, what: keyof Costs): Row[] =>
    [3_000, most].map((count) => ({
      what: `${name}, each of ${count.toLocaleString("en")} (limit: each of 1,000)`,
      unit: "µs",
      ours: perTask(count, what),
      limit: perTask(1_000, what),
      target: { of: "limit", atMost: 1.5 },
    }));
  const idleRow = (what: string, ours: readonly number[]): Row => ({
    what: `10,000 sleeping tasks: ${what}`,
    unit: "% of a core",
    ours,
    target: { of: "itself", atMost: 1 },
  });
  return [
    { what: "start 10,000 tasks", unit: "ms", ours: of(most, "started"), peer, target: { of: "peer", atMost: 0.2 } },
    { what: "… until a client sees all of them running", unit: "ms", ours: of(most, "seen") },
    ...linear("seen to run", "seen"),
    ...linear("processor time of a start", "start"),
    ...linear("processor time of a stop", "stop"),
    ...linear("processor time of a failure and restart", "fail"),
    idleRow("service process", idle.service),
    idleRow("main process", idle.main),
  ];
}
