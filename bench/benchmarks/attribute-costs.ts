import * as z from "zod";
import { type Benchmark, type Row } from "../harness/benchmark.ts";
import { numbers, openNumbers, type Shape, shapes } from "../harness/numbers.ts";
import type { Probe } from "../harness/probe.ts";
import { type RunProgram, withProgram } from "../harness/run-program.ts";
import { median } from "../harness/statistics.ts";

const rounds = 3;
const counts = [10, 100, 1_000, 10_000] as const;
const most = 10_000;
const few = 10;

const costs = z.object({ serve: z.number(), serialise: z.number(), mirror: z.number(), snapshot: z.number() });
type Costs = z.infer<typeof costs>;

/** What attributes cost: memory, and time to be loaded and serialised. */
export const attributeCosts: Benchmark = {
  name: "attribute-costs",

  async run({ say }) {
    say("memory of attributes");
    const memory = await memoryRows();
    say("time of attributes");
    return [...memory, ...(await withProgram("attribute-costs", timeRows))];
  },
};

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
    await client.untilRunning(numbers);
    const used = async (probe: Probe): Promise<number> => {
      const looks = [await probe.memory(), await probe.memory(), await probe.memory()];
      return median(looks.map((look) => look.used));
    };
    const result = { service: await used(await deck.service(client, numbers)), main: await used(await deck.main()) };
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
