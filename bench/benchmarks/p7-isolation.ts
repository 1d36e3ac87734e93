import { setTimeout as delay } from "node:timers/promises";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { type Benchmark, type BenchmarkContext, type Row } from "../harness/benchmark.ts";
import type { DeckClient } from "../harness/deck-client.ts";
import { ServedDeck } from "../harness/served-deck.ts";
import { median, quantile } from "../harness/statistics.ts";
import { timeWrites } from "../harness/time-writes.ts";

/** The service whose latencies are measured. */
const other = "numbers";
const quietMs = 4_000;
const misdeedMs = 10_000;
/** Between a command and a write, so that what is measured is the deck unloaded but for the misdeed. */
const pauseMs = 20;
/** Several processes share a few processors: what is below is noise. */
const noiseMs = 2;

/** What a service may do, and how the deck is to show it. */
interface Misdeed {
  readonly service: string;
  readonly what: string;
  readonly shown: string;
  readonly isShown: (service: ServiceSnapshot) => boolean;
}

const misdeeds: readonly Misdeed[] = [
  {
    service: "leaking",
    what: "another leaks to 512 MiB",
    shown: "the leak is shown as memory",
    isShown: ({ usage }) => (usage?.memoryBytes ?? 0) >= 512 * 1024 ** 2,
  },
  {
    service: "blocking",
    what: "another blocks its loop",
    shown: "the blocked loop is shown as not responding",
    isShown: ({ status }) => status.state === "running" && !status.responsive,
  },
  {
    service: "flooding",
    what: "another writes 100,000 lines/s",
    shown: "the flood is shown with the count of lines left out",
    isShown: ({ output }) => output.some(({ stream, text }) => stream === "deck" && text.includes("left out")),
  },
  {
    service: "throwing",
    what: "another throws in a timer",
    shown: "the exception is shown with its message, and the service runs again",
    isShown: ({ status }) => status.state === "running" && status.restarts > 0 && status.lastError?.message === "The camera has gone",
  },
  {
    service: "exiting",
    what: "another exits",
    shown: "the exit is shown with its code",
    isShown: ({ status }) => status.lastExit?.code === 3,
  },
];

/** How long writes took until another client saw them, and commands until they were answered; milliseconds. */
interface Latencies {
  readonly seen: number[];
  readonly answered: number[];
}

/** A service that goes wrong does not slow down the others, and the deck says what is wrong with it. */
export const isolation: Benchmark = {
  name: "P7-isolation",

  async run(context) {
    const deck = await ServedDeck.open([other, ...misdeeds.map(({ service }) => service)], { DASEDECK_BENCH_ATTRIBUTES: "10" });
    try {
      const clients = { writer: await deck.connect(), reader: await deck.connect() };
      await Promise.all([other, ...misdeeds.map(({ service }) => service)].map((id) => clients.writer.untilRunning(id)));
      // Once for the compilers.
      await latencies(clients, quietMs);
      const rows: Row[] = [];
      for (const misdeed of misdeeds) rows.push(...(await measure(misdeed, clients, context)));
      clients.writer.close();
      clients.reader.close();
      return rows;
    } finally {
      await deck.close();
    }
  },
};

interface Clients {
  readonly writer: DeckClient;
  readonly reader: DeckClient;
}

async function measure({ service, what, shown, isShown }: Misdeed, clients: Clients, { say }: BenchmarkContext): Promise<Row[]> {
  say(what);
  const quiet = await latencies(clients, quietMs);
  const whetherShown = clients.reader.until(shown, service, isShown).then(
    () => 1,
    () => 0,
  );
  await clients.writer.call(service, "begin");
  const during = await latencies(clients, misdeedMs);
  return [
    ...latencyRows(what, during, quiet),
    { what: shown, unit: "count", ours: [await whetherShown], limit: [1], target: { of: "limit", same: true } },
  ];
}

async function latencies({ writer, reader }: Clients, timeMs: number): Promise<Latencies> {
  const found: Latencies = { seen: [], answered: [] };
  for (const end = performance.now() + timeMs; performance.now() < end;) {
    found.seen.push(...(await timeWrites(writer, reader, other, 1)));
    const begin = performance.now();
    await writer.call(other, "answer");
    found.answered.push(performance.now() - begin);
    await delay(pauseMs);
  }
  return found;
}

function latencyRows(what: string, during: Latencies, quiet: Latencies): Row[] {
  const names = { seen: "a write until it is seen", answered: "a command until its answer" } as const;
  return (["seen", "answered"] as const).flatMap((kind) => [
    {
      what: `${what}: ${names[kind]}, median (limit: quiet)`,
      unit: "ms",
      ours: [median(during[kind])],
      limit: [median(quiet[kind])],
      target: { of: "limit", atMost: 1.2, plus: noiseMs },
    },
    {
      what: `${what}: ${names[kind]}, p99 (limit: quiet)`,
      unit: "ms",
      ours: [quantile(during[kind], 0.99)],
      limit: [quantile(quiet[kind], 0.99)],
    },
  ]);
}
