import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { Gauge, type Registry } from "prom-client";
import type { Disposable } from "#shared/disposable.ts";

/** Between two measurements. Each costs a timer, whether or not anybody scrapes. */
const resolutionMs = 20;

/** The figures of a histogram of delays, in seconds. As prom-client's, they contain the time between two measurements. */
const figures = {
  min: { help: "The minimum recorded event loop delay.", of: (delays: Delays) => delays.min },
  max: { help: "The maximum recorded event loop delay.", of: (delays: Delays) => delays.max },
  mean: { help: "The mean of the recorded event loop delays.", of: (delays: Delays) => delays.mean },
  stddev: { help: "The standard deviation of the recorded event loop delays.", of: (delays: Delays) => delays.stddev },
  p50: { help: "The 50th percentile of the recorded event loop delays.", of: (delays: Delays) => delays.percentile(50) },
  p90: { help: "The 90th percentile of the recorded event loop delays.", of: (delays: Delays) => delays.percentile(90) },
  p99: { help: "The 99th percentile of the recorded event loop delays.", of: (delays: Delays) => delays.percentile(99) },
} as const;

type Figure = keyof typeof figures;
type Delays = ReturnType<typeof monitorEventLoopDelay>;

/**
 * How late the event loop is, under the names that prom-client gives these metrics. Its own begin at the first scrape, which then shows a lag of 0, a minimum of
 * 9.2e9 s and `Nan`; so does every scrape before the first measurement after the one before. These measure from the start, and leave out what was not measured.
 */
export class EventLoopLag implements Disposable {
  readonly #delays = monitorEventLoopDelay({ resolution: resolutionMs });
  #sinceLastScrape: Readonly<Record<Figure, number>> | null = null;

  constructor() {
    this.#delays.enable();
  }

  dispose(): void {
    this.#delays.disable();
  }

  /** Replaces prom-client's own metrics of the lag. */
  addTo(registry: Registry): void {
    const registers = [registry];
    registry.removeSingleMetric("nodejs_eventloop_lag_seconds");
    new Gauge({
      name: "nodejs_eventloop_lag_seconds",
      help: "Lag of event loop in seconds.",
      registers,
      async collect() {
        const startMs = performance.now();
        await setImmediate();
        this.set((performance.now() - startMs) / 1000);
      },
    });
    for (const [figure, { help }] of Object.entries(figures)) {
      const name = `nodejs_eventloop_lag_${figure}_seconds`;
      const read = (): number | undefined => this.#read()?.[figure as Figure];
      registry.removeSingleMetric(name);
      new Gauge({
        name,
        help,
        registers,
        collect() {
          const seconds = read();
          if (seconds === undefined) this.remove();
          else this.set(seconds);
        },
      });
    }
  }

  /** What was measured since the scrape before; where that is nothing, since the one before that. All figures of one scrape are of the same time. */
  #read(): Readonly<Record<Figure, number>> | null {
    const delays = this.#delays;
    if (delays.count === 0) return this.#sinceLastScrape;
    const inSeconds = Object.entries(figures).map(([figure, { of }]) => [figure, of(delays) / 1e9] as const);
    this.#sinceLastScrape = Object.fromEntries(inSeconds) as Record<Figure, number>;
    delays.reset();
    return this.#sinceLastScrape;
  }
}
