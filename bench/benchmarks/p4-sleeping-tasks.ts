import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Benchmark, inTurn } from "../harness/benchmark.ts";
import { bundleProgram } from "../harness/bundle.ts";

const count = 10_000;
const rounds = 3;

/** The memory of a task that sleeps, beyond what its sleep takes without a task. */
export const sleepingTasks: Benchmark = {
  name: "P4-sleeping-tasks",

  async run() {
    const folder = await mkdtemp(join(tmpdir(), "dasedeck-bench-"));
    try {
      const file = join(folder, "sleeping-tasks.mjs");
      await bundleProgram("sleeping-tasks", file);
      const bytesOf = async (kind: "supervised" | "bare"): Promise<number> => {
        const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", file, kind, String(count)]);
        return Number(stdout);
      };
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
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
