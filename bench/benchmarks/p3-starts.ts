import type { Benchmark } from "../harness/benchmark.ts";
import { latencyRows } from "../harness/latencies.ts";

/** The start of a task by a client of pydase's protocol until it sees the task running. */
export const startsSeen: Benchmark = {
  name: "P3-starts",
  run: (context) => latencyRows(context, "starts", "start() by a client, RUNNING seen by it"),
};
