import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { collectDefaultMetrics, Registry } from "prom-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EventLoopLag } from "./event-loop-lag.ts";

let registry: Registry;
let lag: EventLoopLag;

beforeEach(() => {
  registry = new Registry();
  collectDefaultMetrics({ register: registry });
  lag = new EventLoopLag();
  lag.addTo(registry);
});

afterEach(() => {
  lag.dispose();
  registry.clear();
});

/** Reads the text format strictly: Prometheus's own parser knows no `Nan`. @throws Error where a line is none */
function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split("\n").filter((other) => other !== "" && !other.startsWith("#"))) {
    const [, name, value] = /^([a-z_]\w*(?:\{[^}]*\})?) ([-+]?(?:\d[\d.eE+-]*|Inf)|NaN)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    samples.set(name, Number(value));
  }
  return samples;
}

const ofLag = (samples: Map<string, number>): [string, number][] => [...samples].filter(([name]) => name.includes("eventloop_lag"));

it("shows in the first scrapes only what was measured", async () => {
  for (let scrape = 0; scrape < 3; scrape++) {
    for (const [name, seconds] of ofLag(samplesOf(await registry.metrics()))) {
      expect([name, seconds, seconds >= 0 && seconds < 30]).toEqual([name, seconds, true]);
    }
  }
});

it("measures from the start, not from the first scrape", async () => {
  // Begun later, with the same rhythm: once it has measured, so has the other one.
  const later = monitorEventLoopDelay({ resolution: 20 });
  later.enable();
  await vi.waitFor(() => expect(later.count).toBeGreaterThan(1));
  later.disable();
  const startMs = performance.now();
  while (performance.now() - startMs < 120);
  await setTimeout(1);
  const first = samplesOf(await registry.metrics());
  expect(first.get("nodejs_eventloop_lag_max_seconds")).toBeGreaterThan(0.1);
  expect(ofLag(first)).toHaveLength(8);
});
