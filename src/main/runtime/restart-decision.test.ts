import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideRestart, restartsWithin, type RestartDecision, type RestartOptions } from "./restart-decision.ts";

const defaults: RestartOptions = {
  restartOnException: true,
  restartSec: 1,
  startLimitIntervalSec: null,
  startLimitBurst: 3,
  restartSteps: null,
  restartMaxDelaySec: null,
};

interface Life {
  runs: number;
  restartedAtMs: number[];
  end: { atMs: number; decision: RestartDecision };
}

/** Lives through runs of the given lengths (in seconds), each of which fails, until the supervisor gives up or no run is left. */
function live(options: RestartOptions, runSec: Iterable<number>): Life {
  let nowMs = 0;
  const life: Life = { runs: 0, restartedAtMs: [], end: { atMs: 0, decision: { kind: "restart", delaySec: 0 } } };
  for (const seconds of runSec) {
    life.runs += 1;
    nowMs += seconds * 1000;
    const decision = decideRestart(options, { performedAtMs: life.restartedAtMs, restarts: life.restartedAtMs.length }, nowMs);
    life.end = { atMs: nowMs, decision };
    if (decision.kind === "give-up") return life;
    nowMs += decision.delaySec * 1000;
    life.restartedAtMs.push(nowMs);
  }
  return life;
}

function* always(seconds: number, runs = 1000): Generator<number> {
  for (let run = 0; run < runs; run++) yield seconds;
}

describe("worked examples of the design", () => {
  it("burst 2, no delay, always throws: three runs, two restarts, then start-limit-hit", () => {
    const life = live({ ...defaults, restartSec: 0, startLimitIntervalSec: 60, startLimitBurst: 2 }, always(0));
    expect(life).toMatchObject({ runs: 3, restartedAtMs: [0, 0], end: { decision: { kind: "give-up", reason: "start-limit-hit" } } });
  });

  it("the page's criticalTask: six runs, five restarts, gives up about 10 s after its start", () => {
    const life = live({ ...defaults, restartSec: 2, startLimitIntervalSec: 10, startLimitBurst: 5 }, always(0.001));
    expect(life.runs).toBe(6);
    expect(life.restartedAtMs).toHaveLength(5);
    expect(life.end).toMatchObject({ decision: { kind: "give-up", reason: "start-limit-hit" } });
    expect(life.end.atMs).toBeCloseTo(10_006, 0);
  });

  it("restartSec 0.1, interval 0.1, burst 2: never gives up", () => {
    const life = live({ ...defaults, restartSec: 0.1, startLimitIntervalSec: 0.1, startLimitBurst: 2 }, always(0));
    expect(life).toMatchObject({ runs: 1000, end: { decision: { kind: "restart" } } });
  });

  it("three failures, a healthy hour, three failures (burst 3, interval 60): does not give up", () => {
    const life = live({ ...defaults, startLimitIntervalSec: 60, startLimitBurst: 3 }, [0, 0, 0, 3600, 0, 0]);
    expect(life).toMatchObject({ runs: 6, end: { decision: { kind: "restart", delaySec: 1 } } });
  });
});

describe("giving up", () => {
  it("gives up at once where restarts are off, whatever the limit says", () => {
    const options = { ...defaults, restartOnException: false, startLimitIntervalSec: 60, startLimitBurst: 1 };
    expect(decideRestart(options, { performedAtMs: [0], restarts: 1 }, 0)).toEqual({ kind: "give-up", reason: "exception" });
  });

  it("never gives up without an interval", () => {
    expect(decideRestart({ ...defaults, startLimitBurst: 1 }, { performedAtMs: [0, 0, 0], restarts: 3 }, 0).kind).toBe("restart");
  });

  it("counts a restart while its age is less than the interval", () => {
    const options = { ...defaults, startLimitIntervalSec: 10, startLimitBurst: 1 };
    const history = { performedAtMs: [5000], restarts: 1 };
    expect(decideRestart(options, history, 14_999).kind).toBe("give-up");
    expect(decideRestart(options, history, 15_000).kind).toBe("restart");
  });
});

describe("back-off", () => {
  const delays = (options: RestartOptions, runs: number) =>
    Array.from({ length: runs }, (_, restarts) => {
      const decision = decideRestart(options, { performedAtMs: [], restarts }, 0);
      return decision.kind === "restart" ? decision.delaySec : NaN;
    });

  it("grows geometrically in so many steps, and then stays at the longest delay", () => {
    const grown = delays({ ...defaults, restartSec: 1, restartSteps: 4, restartMaxDelaySec: 16 }, 6);
    [1, 2, 4, 8, 16, 16].forEach((delay, index) => expect(grown[index]).toBeCloseTo(delay));
  });

  it("does not grow from zero, nor shrink to a smaller maximum", () => {
    expect(delays({ ...defaults, restartSec: 0, restartSteps: 2, restartMaxDelaySec: 5 }, 4)).toEqual([0, 0, 0, 0]);
    expect(delays({ ...defaults, restartSec: 9, restartSteps: 2, restartMaxDelaySec: 5 }, 4)).toEqual([9, 9, 9, 9]);
  });
});

const seconds = (max: number) => fc.double({ min: 0, max, noNaN: true });
const anyOptions = fc.record({
  restartOnException: fc.constant(true),
  restartSec: seconds(20),
  startLimitIntervalSec: fc.double({ min: 0.01, max: 100, noNaN: true }),
  startLimitBurst: fc.integer({ min: 1, max: 6 }),
  restartSteps: fc.option(fc.integer({ min: 1, max: 6 })),
  restartMaxDelaySec: fc.option(seconds(100)),
});

describe("always", () => {
  it("performs no more than startLimitBurst restarts in any window", () => {
    fc.assert(
      fc.property(anyOptions, fc.array(seconds(30), { maxLength: 60 }), (options, runSec) => {
        const { restartedAtMs } = live(options, runSec);
        for (const endMs of restartedAtMs) {
          const upToThen = restartedAtMs.filter((performed) => performed <= endMs);
          expect(restartsWithin(upToThen, options.startLimitIntervalSec, endMs).length).toBeLessThanOrEqual(options.startLimitBurst);
        }
      }),
    );
  });

  it("waits at least restartSec, at most the longest delay, and never less than before", () => {
    fc.assert(
      fc.property(anyOptions, fc.nat(50), (options, restarts) => {
        const unlimited = { ...options, startLimitIntervalSec: null };
        const delayAfter = (count: number) => {
          const decision = decideRestart(unlimited, { performedAtMs: [], restarts: count }, 0);
          return decision.kind === "restart" ? decision.delaySec : NaN;
        };
        const longest = Math.max(options.restartSec, options.restartMaxDelaySec ?? 0);
        expect(delayAfter(restarts)).toBeGreaterThanOrEqual(options.restartSec * (1 - 1e-9));
        expect(delayAfter(restarts)).toBeLessThanOrEqual(longest * (1 + 1e-9));
        expect(delayAfter(restarts + 1)).toBeGreaterThanOrEqual(delayAfter(restarts) * (1 - 1e-9));
      }),
    );
  });
});
