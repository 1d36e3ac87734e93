import * as z from "zod";
import { type Benchmark, type BenchmarkContext, inTurn, type Row } from "../harness/benchmark.ts";
import type { DeckClient } from "../harness/deck-client.ts";
import type { Probe, SelfTime } from "../harness/probe.ts";
import { type RunProgram, withProgram } from "../harness/run-program.ts";
import { ServedDeck } from "../harness/served-deck.ts";
import { median, quantile } from "../harness/statistics.ts";
import { timeWrites } from "../harness/time-writes.ts";

const service = "numbers";
const rounds = 3;
/** Fewer than would be told less fully for their number (`Outbox`): every one of them is to arrive. */
const changes = 50_000;
const perTurn = 100;
/** As many changes go into one message of ours. */
const batch = 64;
const writes = 300;

const shapes = ["members", "list", "dict"] as const;
type Shape = (typeof shapes)[number];
const counts = [10, 100, 1_000, 10_000] as const;
const most = 10_000;
const few = 10;

const began = z.object({ beganAt: z.number() });
const costs = z.object({ serve: z.number(), serialise: z.number(), mirror: z.number(), snapshot: z.number() });
type Costs = z.infer<typeof costs>;

/** Attribute changes from a service to the deck and its clients, and what attributes cost. */
export const attributes: Benchmark = {
  name: "attributes",

  async run(context) {
    const changed = await withProgram("bare-transport", (bare) => changeRows(bare, context));
    context.say(`${writes} writes, seen by another client`);
    const written = await writeRows();
    context.say("memory of attributes");
    const memory = await memoryRows();
    context.say("time of attributes");
    return [...changed, ...written, ...memory, ...(await withProgram("attribute-costs", timeRows))];
  },
};

async function changeRows(bare: RunProgram, context: BenchmarkContext): Promise<Row[]> {
  const mirrored: number[] = [];
  const lost = { mirror: 0, client: 0 };
  const bareTime = async (kind: "channel" | "socket", size: number): Promise<number> =>
    z.number().parse(await bare(kind, String(changes), String(size))) / changes;
  const times = await inTurn(rounds, {
    seen: async () => {
      context.say(`${changes.toLocaleString("en")} changes, ${perTurn} in each turn`);
      const burst = await changeAll(context);
      mirrored.push(burst.mirroredMs / changes);
      lost.mirror += changes - burst.inMirror;
      lost.client += changes - burst.seen;
      return burst.seenMs / changes;
    },
    channel: () => bareTime("channel", 1),
    socket: () => bareTime("socket", 1),
    channelBatched: () => bareTime("channel", batch),
    socketBatched: () => bareTime("socket", batch),
  });
  const micros = (each: readonly number[]): number[] => each.map((ms) => ms * 1000);
  const perSecond = (each: readonly number[]): number[] => each.map((ms) => 1000 / ms);
  const none = (what: string, ours: number): Row => ({
    what,
    unit: "count",
    ours: [ours],
    limit: [0],
    target: { of: "limit", same: true },
  });
  return [
    {
      what: "changes in the deck's mirror (limit: bare channel)",
      unit: "per second",
      ours: perSecond(mirrored),
      limit: perSecond(times.channel),
    },
    {
      what: "time of a change until it is in the mirror (limit: bare channel)",
      unit: "µs",
      ours: micros(mirrored),
      limit: micros(times.channel),
      target: { of: "limit", atMost: 2 },
    },
    {
      what: "changes seen by a client (limit: bare channel and Socket.IO)",
      unit: "per second",
      ours: perSecond(times.seen),
      limit: perSecond(times.socket),
    },
    {
      what: "time of a change until a client has seen it (limit: bare channel and Socket.IO)",
      unit: "µs",
      ours: micros(times.seen),
      limit: micros(times.socket),
      target: { of: "limit", atMost: 2 },
    },
    {
      what: `… in the mirror (limit: bare channel, ${batch} in a message)`,
      unit: "µs",
      ours: micros(mirrored),
      limit: micros(times.channelBatched),
    },
    { what: `… seen (limit: both, ${batch} in a message)`, unit: "µs", ours: micros(times.seen), limit: micros(times.socketBatched) },
    none("changes that are missing in the mirror", lost.mirror),
    none("changes that a client did not see", lost.client),
  ];
}

interface Burst {
  /** From the first change until all were in the deck's mirror, and until a client had seen them. */
  readonly mirroredMs: number;
  readonly seenMs: number;
  /** How many events the mirror took and the client saw. */
  readonly inMirror: number;
  readonly seen: number;
}

async function changeAll(context: BenchmarkContext): Promise<Burst> {
  const deck = await openNumbers("members", perTurn);
  try {
    const client = await deck.connect();
    await client.untilRunning(service);
    // Once for the compilers.
    await burst(deck, client);
    const probes = [
      ["main process", await deck.main()],
      ["service process", await deck.service(client, service)],
    ] as const;
    if (context.profile) await Promise.all(probes.map(([, probe]) => probe.beginProfile()));
    const result = await burst(deck, client);
    if (context.profile) for (const [name, probe] of probes) await tellProfile(name, probe, context);
    client.close();
    return result;
  } finally {
    await deck.close();
  }
}

async function tellProfile(name: string, probe: Probe, { say }: BenchmarkContext): Promise<void> {
  const line = ({ name: of, part }: SelfTime): string => `${(part * 100).toFixed(1).padStart(8)} %  ${of}`;
  say(`${name}, part of its time:\n${(await probe.endProfile()).map(line).join("\n")}`);
}

async function burst(deck: ServedDeck, client: DeckClient): Promise<Burst> {
  const before = client.sequence;
  let seen = 0;
  let seenAt = 0;
  const stopHearing = client.onEvent(({ change }) => {
    if (change.kind !== "valueChanged" || change.service !== service) return;
    seen++;
    seenAt = now();
  });
  let others = 0;
  const stopCounting = client.onEvent(({ change }) => {
    if (change.kind !== "valueChanged") others++;
  });
  // The answer follows all that was told before it.
  const { beganAt } = began.parse(await client.call(service, "change", changes, perTurn));
  const mirroredMs = now() - beganAt;
  const last = `value${perTurn - 1}`;
  await client.until("the client sees the last change", service, ({ attributes }) => attributes?.value[last]?.value === changes);
  stopHearing();
  stopCounting();
  const fresh = await deck.connect();
  const inMirror = fresh.sequence - before - others;
  fresh.close();
  return { mirroredMs, seenMs: seenAt - beganAt, inMirror, seen };
}

async function writeRows(): Promise<Row[]> {
  const deck = await openNumbers("members", few);
  try {
    const [writer, reader] = [await deck.connect(), await deck.connect()];
    await Promise.all([writer.untilRunning(service), reader.untilRunning(service)]);
    const times = await timeWrites(writer, reader, service, writes);
    writer.close();
    reader.close();
    const row = (what: string, part: number): Row => ({
      what: `set by a client, seen by another, ${what}`,
      unit: "ms",
      ours: [quantile(times, part)],
    });
    return [row("median", 0.5), row("p99", 0.99)];
  } finally {
    await deck.close();
  }
}

async function memoryRows(): Promise<Row[]> {
  const rows: Row[] = [];
  const base = await memoryOf("members", few);
  for (const shape of shapes) {
    const full = await memoryOf(shape, most);
    for (const process of ["service", "main"] as const) {
      rows.push({
        what: `memory of each of 10,000 numbers (${shape}), ${process} process`,
        unit: "bytes",
        ours: [(full[process] - base[process]) / (most - few)],
        target: { of: "itself", atMost: 4096 },
      });
    }
  }
  return rows;
}

async function memoryOf(shape: Shape, count: number): Promise<{ service: number; main: number }> {
  const deck = await openNumbers(shape, count);
  try {
    const client = await deck.connect();
    await client.untilRunning(service);
    const used = async (probe: Probe): Promise<number> => {
      const looks = [await probe.memory(), await probe.memory(), await probe.memory()];
      return median(looks.map((look) => look.used));
    };
    const result = { service: await used(await deck.service(client, service)), main: await used(await deck.main()) };
    client.close();
    return result;
  } finally {
    await deck.close();
  }
}

async function timeRows(run: RunProgram): Promise<Row[]> {
  const found = new Map<string, Costs[]>();
  for (let round = 0; round < rounds; round++) {
    for (const shape of shapes) {
      for (const count of shape === "members" ? counts : counts.slice(-2)) {
        const key = `${shape} ${count}`;
        found.set(key, [...(found.get(key) ?? []), costs.parse(await run(String(count), shape))]);
      }
    }
  }
  const of = (shape: Shape, count: number, what: keyof Costs): number[] => (found.get(`${shape} ${count}`) ?? []).map((cost) => cost[what]);
  const names = { serve: "served", serialise: "serialised", mirror: "taken into the mirror", snapshot: "copied out of it" } as const;
  return shapes.flatMap((shape) =>
    (Object.keys(names) as (keyof Costs)[]).flatMap((what) => {
      const rest = shape === "members" ? ([few, 100] as const) : [];
      const plain = rest.map((count): Row => ({
        what: `each of ${count} numbers (${shape}), ${names[what]}`,
        unit: "µs",
        ours: of(shape, count, what),
      }));
      const linear: Row = {
        what: `each of 10,000 numbers (${shape}), ${names[what]} (limit: each of 1,000)`,
        unit: "µs",
        ours: of(shape, most, what),
        limit: of(shape, 1_000, what),
        target: { of: "limit", atMost: 1.5 },
      };
      return [...plain, linear];
    }),
  );
}

function openNumbers(shape: Shape, count: number): Promise<ServedDeck> {
  return ServedDeck.open([service], { DASEDECK_BENCH_ATTRIBUTES: String(count), DASEDECK_BENCH_SHAPE: shape });
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
