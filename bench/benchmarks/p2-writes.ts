import type { Benchmark } from "../harness/benchmark.ts";
import { latencyRows } from "../harness/latencies.ts";

/** A write of one client of pydase's protocol until another one sees it. */
export const writesSeen: Benchmark = {
  name: "P2-writes",
  run: (context) => latencyRows(context, "writes", "set by a client, seen by another"),
};
