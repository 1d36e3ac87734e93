import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { TaskOptions } from "./task-options.ts";
import { ScriptedTask } from "./testing/scripted-task.ts";
import type { End, RunPlan, Step } from "./testing/task-script.ts";

/** To repeat a failure: `TASK_MODEL_SEED=… npx vitest run task-model`. */
const seed = Number(process.env["TASK_MODEL_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
const sequences = 10_000;

/** Seconds in quarters, which add up without rounding. */
const quarters = (min: number, max: number) => fc.integer({ min: min * 4, max: max * 4 }).map((count) => count / 4);
const end = fc.constantFrom<End>("returned", "threw", "cancelled");
const command = fc.constantFrom("start" as const, "stop" as const, "restart" as const);

const options: fc.Arbitrary<TaskOptions> = fc
  .record({
    restartOnException: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    restartSec: quarters(0, 2),
    startLimitIntervalSec: fc.option(quarters(0.25, 8)),
    startLimitBurst: fc.integer({ min: 1, max: 4 }),
    exitOnFailure: fc.boolean(),
    backOff: fc.option(fc.record({ restartSteps: fc.integer({ min: 1, max: 3 }), restartMaxDelaySec: quarters(0, 6) })),
    timeoutStopSec: fc.option(quarters(0.25, 4)),
    watchdogSec: fc.option(quarters(0.25, 4)),
  })
  .map(({ backOff, ...rest }) => ({ ...rest, ...backOff }));

const plan: fc.Arbitrary<RunPlan> = fc.record({
  first: fc.oneof(
    { weight: 5, arbitrary: fc.constant("wait" as const) },
    { weight: 4, arbitrary: fc.constantFrom("throw" as const, "reject" as const, "return" as const) },
    { weight: 1, arbitrary: command },
    {
      weight: 1,
      arbitrary: fc.record({ blockSec: quarters(0, 5), then: fc.constantFrom("sleep" as const, "throw" as const, "wait" as const) }),
    },
  ),
  onCancel: fc.oneof(
    { weight: 4, arbitrary: fc.record({ afterSec: fc.oneof(fc.constant(0), quarters(0, 5)), end }) },
    { weight: 1, arbitrary: fc.constant("ignore" as const) },
  ),
});

const simpleStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("ask" as const),
      command,
      from: fc.constantFrom("outside" as const, "outside" as const, "run" as const, "former run" as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("end" as const), end }) },
  { weight: 1, arbitrary: fc.constant({ kind: "sign" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sleep" as const), seconds: quarters(0, 4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("block" as const), seconds: quarters(0, 4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("setWallClock" as const), seconds: fc.constantFrom(-3600, 3600) }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: simpleStep },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("together" as const), steps: fc.array(simpleStep, { minLength: 2, maxLength: 5 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pass" as const), seconds: quarters(0, 5) }) },
  { weight: 3, arbitrary: fc.constant({ kind: "passToNextTimer" as const }) },
);

const logged = vi.spyOn(console, "error");
const { stackTraceLimit } = Error;

beforeAll(() => {
  logged.mockImplementation(() => undefined);
  // Tens of thousands of errors, of which nobody reads where they come from.
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  logged.mockRestore();
  Error.stackTraceLimit = stackTraceLimit;
});

it("does what the design says, whatever happens to it, in any order", { timeout: 300_000 }, async () => {
  console.log(`TASK_MODEL_SEED=${seed}`);
  const lives = fc.asyncProperty(
    options,
    fc.array(plan, { maxLength: 8 }),
    fc.array(step, { maxLength: 30 }),
    async (given, plans, steps) => {
      logged.mockClear();
      const task = new ScriptedTask(given, plans);
      try {
        for (const next of steps) await task.perform(next);
        await task.end();
        expect(logged).toHaveBeenCalledTimes(task.logged);
      } finally {
        task.dispose();
      }
    },
  );
  await fc.assert(lives, { seed, numRuns: sequences });
});
