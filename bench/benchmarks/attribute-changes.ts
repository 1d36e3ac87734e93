import * as z from "zod";
import { type Benchmark, type BenchmarkContext, inTurn, type Row } from "../harness/benchmark.ts";
import type { DeckClient } from "../harness/deck-client.ts";
import { numbers, openNumbers } from "../harness/numbers.ts";
import { tellProfile } from "../harness/profile.ts";
import { type RunProgram, withProgram } from "../harness/run-program.ts";
import type { ServedDeck } from "../harness/served-deck.ts";
import { quantile } from "../harness/statistics.ts";
import { timeWrites } from "../harness/time-writes.ts";

const rounds = 3;
/** Fewer than would be told less fully for their number (`Outbox`): every one of them is to arrive. */
const changes = 50_000;
const perTurn = 100;
/** As many changes go into one message of ours, where many wait. */
const batch = 512;
const writes = 300;

const began = z.object({ beganAt: z.number() });

/** Changes of attributes from a service to the deck's mirror and to a client, and from one client to another. */
export const attributeChanges: Benchmark = {
  name: "attribute-changes",

  async run(context) {
    const changed = await withProgram("bare-transport", (bare) => changeRows(bare, context));
    context.say(`${writes} writes, seen by another client`);
    return [...changed, ...(await writeRows())];
  },
};

async function changeRows(bare: RunProgram, context: BenchmarkContext): Promise<Row[]> {
  const mirrored: number[] = [];
  const arrived = { mirror: 0, client: 0 };
  const bareTime = async (kind: "channel" | "socket", size: number): Promise<number> =>
    z.number().parse(await bare(kind, String(changes), String(size))) / changes;
  const times = await inTurn(rounds, {
    seen: async () => {
      context.say(`${changes.toLocaleString("en")} changes, ${perTurn} in each turn`);
      const burst = await changeAll(context);
      mirrored.push(burst.mirroredMs / changes);
      arrived.mirror += burst.inMirror;
      arrived.client += burst.seen;
      return burst.seenMs / changes;
    },
    channel: () => bareTime("channel", 1),
    socket: () => bareTime("socket", 1),
    channelBatched: () => bareTime("channel", batch),
    socketBatched: () => bareTime("socket", batch),
  });
  const micros = (each: readonly number[]): number[] => each.map((ms) => ms * 1000);
  const perSecond = (each: readonly number[]): number[] => each.map((ms) => 1000 / ms);
  const all = (what: string, ours: number): Row => ({
    what: `${what} (limit: those that happened)`,
    unit: "count",
    ours: [ours],
    limit: [rounds * changes],
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
    all("changes that came to the mirror", arrived.mirror),
    all("changes that a client saw", arrived.client),
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
    await client.untilRunning(numbers);
    // Once for the compilers.
    await burst(deck, client);
    const measure = (): Promise<Burst> => burst(deck, client);
    const result = context.profile ? await tellProfile(deck, numbers, context.say, measure) : await measure();
    client.close();
    return result;
  } finally {
    await deck.close();
  }
}

async function burst(deck: ServedDeck, client: DeckClient): Promise<Burst> {
  const before = client.sequence;
  let seen = 0;
  let seenAt = 0;
  const stopHearing = client.onEvent(({ change }) => {
    if (change.kind !== "valueChanged" || change.service !== numbers) return;
    seen++;
    seenAt = now();
  });
  let others = 0;
  const stopCounting = client.onEvent(({ change }) => {
    if (change.kind !== "valueChanged") others++;
  });
  // The answer follows all that was told before it.
  const { beganAt } = began.parse(await client.call(numbers, "change", changes, perTurn));
  const mirroredMs = now() - beganAt;
  const last = `value${perTurn - 1}`;
  await client.until("the client sees the last change", numbers, ({ attributes }) => attributes?.value[last]?.value === changes);
  stopHearing();
  stopCounting();
  const fresh = await deck.connect();
  const inMirror = fresh.sequence - before - others;
  fresh.close();
  return { mirroredMs, seenMs: seenAt - beganAt, inMirror, seen };
}

async function writeRows(): Promise<Row[]> {
  const deck = await openNumbers("members", 10);
  try {
    const [writer, reader] = [await deck.connect(), await deck.connect()];
    await Promise.all([writer.untilRunning(numbers), reader.untilRunning(numbers)]);
    const times = await timeWrites(writer, reader, numbers, writes);
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

function now(): number {
  return performance.timeOrigin + performance.now();
}
