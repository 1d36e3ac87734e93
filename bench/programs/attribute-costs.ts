/**
 * Prints how many microseconds some numbers of a service take, each: to be served (`serve`), to be serialised again (`serialise`), to be checked and taken into
 * the deck's mirror (`mirror`), and to be copied out of it (`snapshot`). Arguments: how many, and whether as `members`, in a `list` or in a `dict`.
 */
import { setTimeout as delay } from "node:timers/promises";
import { DataService } from "dasedeck";
import { systemClock } from "#runtime/clock.ts";
import { serveTree } from "#runtime/served-tree.ts";
import { serviceHostArguments, type ServiceDescription } from "#shared/service-channel.ts";
import { defaultServiceOptions, type ServiceSnapshot } from "#shared/service-snapshot.ts";
import { DeckStream } from "../../src/main/deck/deck-stream.ts";

/** So many attributes are measured altogether, and so many rounds at the least: what is few is measured often. */
const enough = 10_000;
const fewestRounds = 5;

const count = Number(process.argv[2]);
const shape = process.argv[3];

class Numbers extends DataService {
  constructor() {
    super();
    const values = Object.fromEntries(Array.from({ length: count }, (_, index) => [`value${index}`, index]));
    Object.assign(this, shape === "members" ? values : { values: shape === "list" ? Object.values(values) : values });
  }
}

const at = "2026-01-01T00:00:00.000Z";
const fresh: ServiceSnapshot = {
  id: "numbers",
  title: "Numbers",
  source: { kind: "file", file: "/numbers.ts" },
  doc: null,
  status: {
    state: "stopped",
    since: at,
    wanted: null,
    restarts: 0,
    lastError: null,
    endedByTask: null,
    lastExit: null,
    options: defaultServiceOptions,
  },
  usage: null,
  tasks: {},
  attributes: null,
  stale: false,
  output: [],
  reloadOnSave: false,
  reloadProblem: null,
};

function timed<T>(into: number[], body: () => T): T {
  const begin = performance.now();
  const result = body();
  into.push(performance.now() - begin);
  return result;
}

const times = { serve: [] as number[], serialise: [] as number[], mirror: [] as number[], snapshot: [] as number[] };
for (let round = 0; round < Math.max(fewestRounds, enough / count); round++) {
  const service = new Numbers();
  const served = timed(times.serve, () => serveTree(service, { clock: systemClock, warn: (message) => console.error(message) }));
  const attributes = timed(times.serialise, () => served.serialize());
  const description = structuredClone({
    title: "Numbers",
    doc: null,
    options: defaultServiceOptions,
    attributes,
    tasks: {},
    sources: {},
    leftOut: [],
    restored: { defaults: {}, losses: 0 },
  } satisfies ServiceDescription);
  const deck = new DeckStream(systemClock, {
    version: "",
    dataDir: "",
    server: { state: "off" },
    services: [],
    recentFiles: [],
    examples: [],
  });
  deck.record({ kind: "serviceAdded", service: fresh });
  timed(times.mirror, () => {
    const [{ title, doc, tasks, attributes }] = serviceHostArguments.loaded.parse([description]);
    deck.record({ kind: "treeReplaced", service: "numbers", title, doc, tasks, attributes });
  });
  timed(times.snapshot, () => deck.snapshot());
  deck.dispose();
  served.dispose();
  if (round % 16 === 0) {
    globalThis.gc?.();
    await delay(0);
  }
}
/** The middle one: what a collection of garbage or another process took is not in it. */
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, values]) => [name, (middle(values) / count) * 1000]))));
process.exit(0);
