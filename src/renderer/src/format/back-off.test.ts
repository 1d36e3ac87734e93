import { describe, expect, it } from "vitest";
import { aTask, at } from "#shared/testing/snapshots.ts";
import { backOffOf, formatBackOff, formatDelay } from "./back-off.ts";

const { options } = aTask("t", { state: "inactive" });
const growing = { ...options, restartSec: 1, restartSteps: 5, restartMaxDelaySec: 60 };
const waiting = { state: "restarting", nextRestartAt: at, restartDelaySec: 1 } as const;

describe("back-off", () => {
  it.each([
    [0, 0],
    [1, 1],
    [4, 4],
    [5, 5],
    [500, 5],
  ])("after %d restarts the next waits at step %d of 5", (restarts, step) => {
    expect(backOffOf(aTask("t", waiting, { restarts, options: growing }))).toEqual({ step, steps: 5 });
  });

  it.each([
    ["no steps are set", options],
    ["nothing grows from zero", { ...growing, restartSec: 0 }],
    ["the longest delay is not longer", { ...growing, restartMaxDelaySec: 1 }],
  ])("is none where %s", (_why, set) => expect(backOffOf(aTask("t", waiting, { options: set }))).toBeNull());

  it("reads", () => {
    expect(formatBackOff({ step: 3, steps: 5 })).toBe("step 3 of 5");
    expect([formatDelay(4.228), formatDelay(26.4), formatDelay(60), formatDelay(0.5)]).toEqual(["4.2 s", "26 s", "60 s", "0.5 s"]);
  });
});
