import * as z from "zod";
import { type Benchmark, inTurn } from "../harness/benchmark.ts";
import { withProgram } from "../harness/run-program.ts";

const count = 10_000;
const rounds = 3;

/** The memory of a task that sleeps, beyond what its sleep takes without a task. */
export const sleepingTasks: Benchmark = {
  name: "P4-sleeping-tasks",

  run: () =>
    withProgram("sleeping-tasks", async (run) => {
      const bytesOf = async (kind: "supervised" | "bare"): Promise<number> => z.number().parse(await run(kind, String(count)));
      const { supervised, bare } = await inTurn(rounds, { supervised: () => bytesOf("supervised"), bare: () => bytesOf("bare") });
      const beyond = supervised.map((bytes, round) => bytes - (bare[round] ?? NaN));
      return [
        { what: "a nested service with a sleeping loop (limit: without a task)", unit: "bytes", ours: supervised, limit: bare },
        {
          what: "memory per sleeping task beyond the bare promise and timer",
          unit: "bytes",
          ours: beyond,
          target: { of: "itself", atMost: 2048 },
        },
      ];
    }),
};
