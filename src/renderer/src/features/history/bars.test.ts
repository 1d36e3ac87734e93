import { describe, expect, it } from "vitest";
import type { EnteredState } from "#shared/journal.ts";
import { toBars } from "./bars.ts";

/** States one after the other: each begins where the one before it ends, in seconds since the epoch. */
function segments(...parts: [state: EnteredState, from: number, to: number][]): { from: string; to: string; state: EnteredState }[] {
  return parts.map(([state, from, to]) => ({ state, from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() }));
}
const range = { fromMs: 0, toMs: 1_000_000 };
const bars = (...parts: Parameters<typeof segments>): [EnteredState, number, number, number][] =>
  toBars(segments(...parts), range, 0.01).map(({ state, left, right, states }) => [
    state,
    Math.round(left * 1000),
    Math.round(right * 1000),
    states,
  ]);

describe("the bars of a strip", () => {
  it("are as long as the states lasted, cut to the span", () => {
    expect(bars(["running", -50, 400], ["stopping", 400, 450], ["inactive", 450, 2000])).toEqual([
      ["running", 0, 400, 1],
      ["stopping", 400, 450, 1],
      ["inactive", 450, 1000, 1],
    ]);
  });

  it("show a failure that is too short to be seen, and leave nothing overlapping", () => {
    expect(bars(["running", 0, 500], ["failed", 500, 500.1], ["running", 500.1, 1000])).toEqual([
      ["running", 0, 500, 1],
      ["failed", 500, 510, 1],
      ["running", 510, 1000, 1],
    ]);
  });

  it("tell what has no room of its own as the worst of it", () => {
    const restless: [EnteredState, number, number][] = [0, 1, 2, 3].flatMap((n) => [
      ["running", 500 + n * 2, 501 + n * 2] as [EnteredState, number, number],
      ["restarting", 501 + n * 2, 502 + n * 2] as [EnteredState, number, number],
    ]);
    const drawn = bars(["running", 0, 500], ...restless, ["running", 508, 1000]);
    expect(drawn).toEqual([
      ["running", 0, 500, 1],
      ["restarting", 500, 510, 8],
      ["running", 510, 1000, 1],
    ]);
  });

  it("never draw a state of full length in the colour of a short one beside it", () => {
    expect(bars(["running", 0, 500], ["failed", 500, 500.1]).at(0)).toEqual(["running", 0, 500, 1]);
  });

  it("show what happened at the very end", () => {
    expect(bars(["running", 0, 999.9], ["failed", 999.9, 1000]).at(-1)).toEqual(["failed", 990, 1000, 1]);
  });

  it("leave room where nothing is known", () => {
    expect(bars(["running", 700, 800])).toEqual([["running", 700, 800, 1]]);
    expect(bars(["running", 2000, 3000])).toEqual([]);
  });

  it("are no more than fit, however many states there are", () => {
    const many = Array.from({ length: 20_000 }, (_, n): [EnteredState, number, number] => [
      n % 2 ? "failed" : "running",
      n * 0.05,
      n * 0.05 + 0.05,
    ]);
    const drawn = toBars(segments(...many), range, 0.01);
    expect(drawn.length).toBeLessThanOrEqual(101);
    expect(drawn.reduce((sum, bar) => sum + bar.states, 0)).toBe(20_000);
  });
});
