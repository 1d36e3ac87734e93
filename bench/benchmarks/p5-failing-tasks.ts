import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { type Benchmark, type BenchmarkContext, type Row } from "../harness/benchmark.ts";
import type { DeckClient } from "../harness/deck-client.ts";
import { readWholeJournal } from "../harness/journal-count.ts";
import type { Probe, ProbeMemory, ProbeReport, SelfTime } from "../harness/probe.ts";
import { ServedDeck } from "../harness/served-deck.ts";
import { median, quantile } from "../harness/statistics.ts";
import { memoryOver } from "../harness/memory.ts";

const count = 1_000;
/** A young heap grows for a while, though what it holds does not. */
const warmUpMs = 40_000;
const stormMs = 60_000;
/** How long the beginning and the end are that are compared; milliseconds. */
const edgeMs = 10_000;
/** Stops of a task, one after the other, whose answers are waited for. */
const stops = 20;
const pauseMs = 250;
/** What a profile covers. */
const profileMs = 10_000;

/** Answers on two processors that three processes share: what is below is noise. */
const noiseMs = 2;

interface Memories {
  readonly main: ProbeMemory;
  readonly service: ProbeMemory;
}

/** What came of a minute of failures without end. */
interface Storm {
  readonly main: ProbeReport;
  readonly service: ProbeReport;
  /** Memory within the first and the last {@link edgeMs} after the warm-up. */
  readonly first: Memories;
  readonly last: Memories;
  readonly failuresPerSecond: number;
  /** Milliseconds that stops of a task of the storm took, and stops in a service that is quiet: before it and during it. */
  readonly stops: { readonly storming: number[]; readonly quiet: number[]; readonly quietBefore: number[] };
  readonly journal: { readonly failures: number; readonly rows: number; readonly bytes: number };
  /** Counted by the service itself, and by what the client sees of its tasks. */
  readonly failures: number;
  readonly failuresSeen: number;
}

/** 1,000 tasks that fail every 10 ms, for a minute: nothing lags, nothing grows, nothing is lost. */
export const failingTasks: Benchmark = {
  name: "P5-failing-tasks",

  async run(context) {
    context.say("1,000 failing tasks, nobody looks on");
    const alone = await storm(false, context);
    context.say("1,000 failing tasks, and a client that hears of all of it");
    const watched = await storm(true, context);
    return [...rows("alone", alone), ...rows("watched", watched), ...stopRows(watched)];
  },
};

async function storm(watched: boolean, context: BenchmarkContext): Promise<Storm> {
  const deck = await ServedDeck.open(["storm", "quiet"], { DASEDECK_BENCH_TASKS: String(count) });
  try {
    let client = await deck.connect();
    await Promise.all([client.untilRunning("storm"), client.untilRunning("quiet")]);
    const probes = { main: await deck.main(), service: await deck.service(client, "storm") };
    const quietBefore = await timeStops(client, "quiet", "poll");
    await client.run("storm", "startAll");
    const began = performance.now();
    if (!watched) client.close();
    await delay(warmUpMs);
    const first = await memories(probes);
    await Promise.all([probes.main.begin(true), probes.service.begin(true)]);
    const stopping = watched ? timeBoth(client) : Promise.resolve({ storming: [], quiet: [] });
    const [during] = await Promise.all([stopping, delay(stormMs - 2 * edgeMs)]);
    const [main, service] = await Promise.all([probes.main.end(), probes.service.end()]);
    const last = await memories(probes);
    if (context.profile) await profile(probes, context);

    if (!watched) client = await deck.connect();
    const failures = z.number().parse(await client.run("storm", "stopAll"));
    const failuresPerSecond = (failures / (performance.now() - began)) * 1000;
    await client.until("All tasks have stopped", "storm", ({ tasks }) =>
      Object.values(tasks).every(({ state }) => state === "inactive" || state === "finished"),
    );
    const failuresSeen = failuresOf(client);
    const entries = await readWholeJournal(client);
    client.close();
    await deck.end();
    const told = entries.filter(
      ({ service: of, task, event }) => of === "storm" && task !== null && (event === "restarting" || event === "failed"),
    );
    const journal = { failures: told.reduce((sum, entry) => sum + entry.count, 0), rows: entries.length, bytes: await deck.journalBytes() };
    return { main, service, first, last, failuresPerSecond, stops: { ...during, quietBefore }, journal, failures, failuresSeen };
  } finally {
    await deck.close();
  }
}

interface Probes {
  readonly main: Probe;
  readonly service: Probe;
}

async function memories({ main, service }: Probes): Promise<Memories> {
  const [ofMain, ofService] = await Promise.all([memoryOver(edgeMs, main), memoryOver(edgeMs, service)]);
  return { main: ofMain, service: ofService };
}

async function timeBoth(client: DeckClient): Promise<{ storming: number[]; quiet: number[] }> {
  const storming = await timeStops(client, "storm", "channel7.read");
  return { storming, quiet: await timeStops(client, "quiet", "poll") };
}

/** How long an operator waits for the answer to each of some stops. The task runs again after each. */
async function timeStops(client: DeckClient, service: string, task: string): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < stops; index++) {
    const begin = performance.now();
    await client.api.stopTask({ service, task });
    times.push(performance.now() - begin);
    await client.api.startTask({ service, task });
    await delay(pauseMs);
  }
  return times;
}

function failuresOf(client: DeckClient): number {
  return Object.values(client.service("storm").tasks).reduce((sum, { failures }) => sum + (failures ?? 0), 0);
}

async function profile({ main, service }: Probes, { say }: BenchmarkContext): Promise<void> {
  await Promise.all([main.beginProfile(), service.beginProfile()]);
  await delay(profileMs);
  const [ofMain, ofService] = await Promise.all([main.endProfile(), service.endProfile()]);
  say(`main process, part of its time:\n${profileText(ofMain)}`);
  say(`service process, part of its time:\n${profileText(ofService)}`);
}

function profileText(times: readonly SelfTime[]): string {
  return times.map(({ name, part }) => `${(part * 100).toFixed(1).padStart(8)} %  ${name}`).join("\n");
}

function rows(name: string, { main, service, first, last, failuresPerSecond, journal, failures, failuresSeen }: Storm): Row[] {
  const flat = (process: "main" | "service", what: keyof ProbeMemory, called: string): Row => ({
    what: `${name}: ${process} process, ${called}, last 10 s (limit: first)`,
    unit: "bytes",
    ours: [last[process][what]],
    limit: [first[process][what]],
    target: { of: "limit", atMost: 1.1 },
  });
  const plain = (what: string, unit: Row["unit"], ours: number): Row => ({ what: `${name}: ${what}`, unit, ours: [ours] });
  return [
    { ...plain("main process, loop lag p99", "ms", main.lagMs.p99), target: { of: "itself", atMost: 20 } },
    plain("main process, loop lag p50", "ms", main.lagMs.p50),
    plain("main process, loop lag max", "ms", main.lagMs.max),
    plain("main process, processor", "% of a core", main.processorShare * 100),
    plain("service process, loop lag p99", "ms", service.lagMs.p99),
    plain("service process, processor", "% of a core", service.processorShare * 100),
    plain("failures", "per second", failuresPerSecond),
    flat("main", "used", "objects"),
    flat("main", "resident", "resident"),
    flat("service", "used", "objects"),
    flat("service", "resident", "resident"),
    {
      ...plain("failures seen by a client (limit: those that happened)", "count", failuresSeen),
      limit: [failures],
      target: { of: "limit", same: true },
    },
    {
      ...plain("failures in the journal (limit: those that happened)", "count", journal.failures),
      limit: [failures],
      target: { of: "limit", same: true },
    },
    { ...plain("journal, rows", "count", journal.rows), target: { of: "itself", atMost: 10 * count } },
    plain("journal", "bytes", journal.bytes),
  ];
}

function stopRows({ stops: { storming, quiet, quietBefore } }: Storm): Row[] {
  return [
    { what: "stop of a failing task, median", unit: "ms", ours: [median(storming)] },
    { what: "stop of a failing task, longest", unit: "ms", ours: [quantile(storming, 1)] },
    {
      what: "stop in another service, median (limit: before the storm)",
      unit: "ms",
      ours: [median(quiet)],
      limit: [median(quietBefore)],
      target: { of: "limit", atMost: 1.2, plus: noiseMs },
    },
    {
      what: "stop in another service, longest (limit: before the storm)",
      unit: "ms",
      ours: [quantile(quiet, 1)],
      limit: [quantile(quietBefore, 1)],
    },
  ];
}
