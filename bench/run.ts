/** Runs the benchmarks and prints what they found; started by `npm run bench`, which has installed and built what they need. */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../scripts/setup/project.mjs";
import { changesToClient } from "./benchmarks/p1-changes.ts";
import { mostTasks } from "./benchmarks/p10-most-tasks.ts";
import { writesSeen } from "./benchmarks/p2-writes.ts";
import { startsSeen } from "./benchmarks/p3-starts.ts";
import { manyTasks } from "./benchmarks/p4-many-tasks.ts";
import { sleepingTasks } from "./benchmarks/p4-sleeping-tasks.ts";
import { failingTasks } from "./benchmarks/p5-failing-tasks.ts";
import { isolation } from "./benchmarks/p7-isolation.ts";
import { messageParsing } from "./benchmarks/message-parsing.ts";
import { startUp } from "./benchmarks/p8-start-up.ts";
import { reads } from "./benchmarks/p9-reads.ts";
import { attributeChanges } from "./benchmarks/attribute-changes.ts";
import { attributeCosts } from "./benchmarks/attribute-costs.ts";
import type { Benchmark, BenchmarkContext } from "./harness/benchmark.ts";
import { judge, table, type JudgedRow } from "./harness/table.ts";

const benchmarks: readonly Benchmark[] = [
  changesToClient,
  writesSeen,
  startsSeen,
  manyTasks,
  sleepingTasks,
  failingTasks,
  isolation,
  startUp,
  reads,
  mostTasks,
  attributeChanges,
  attributeCosts,
  messageParsing,
];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, profile: { type: "boolean", default: false } },
  });
  const chosen = choose(positionals);
  if (chosen.length === 0) {
    console.error(`There is no benchmark ${positionals.join(", ")}; there are ${benchmarks.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const { rows, failed } = await runAll(chosen, contextOf(values.profile));
  const report = { at: new Date().toISOString(), node: process.version, machine: machine(), rows, failed };
  for (const file of [join(projectRoot, "bench", "results.json"), ...(values.json === undefined ? [] : [values.json])]) {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (rows.length > 0) console.log(`\n${table(rows)}`);
  tellOutcome(rows, failed);
  return failed.length === 0 ? 0 : 1;
}

/** Those whose names begin with what was given; all if nothing was. */
function choose(given: readonly string[]): Benchmark[] {
  if (given.length === 0) return [...benchmarks];
  return benchmarks.filter(({ name }) => given.some((start) => begins(name.toLowerCase(), start.toLowerCase())));
}

/** `P1` is not meant to begin `P10`. */
function begins(name: string, start: string): boolean {
  return name.startsWith(/\d$/.test(start) ? `${start}-` : start);
}

function contextOf(profile: boolean): BenchmarkContext {
  const python = process.env["DASEDECK_BENCH_PYTHON"];
  const peer = python === undefined ? { reason: process.env["DASEDECK_BENCH_NO_PEER"] ?? "no pydase" } : { python };
  return { peer, profile, say: (message) => console.error(`  ${message}`) };
}

async function runAll(chosen: readonly Benchmark[], context: BenchmarkContext): Promise<{ rows: JudgedRow[]; failed: string[] }> {
  const rows: JudgedRow[] = [];
  const failed: string[] = [];
  for (const { name, run } of chosen) {
    console.error(name);
    try {
      for (const row of await run(context)) rows.push(judge(name, row));
    } catch (error) {
      console.error(error);
      failed.push(name);
    }
  }
  return { rows, failed };
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${process.platform} ${process.arch}`;
}

function tellOutcome(rows: readonly JudgedRow[], failed: readonly string[]): void {
  const count = (verdict: JudgedRow["verdict"]): number => rows.filter((row) => row.verdict === verdict).length;
  console.log(`\n${count("met")} targets met, ${count("missed")} missed, ${count("not measured")} not measured`);
  for (const { benchmark, what, verdict } of rows) if (verdict === "missed") console.log(`missed: ${benchmark}: ${what}`);
  for (const name of failed) console.log(`could not be run: ${name}`);
}

process.exit(await main());
