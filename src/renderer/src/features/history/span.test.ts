import { describe, expect, it } from "vitest";
import { around, presets, rangeOf, rangeProblem, refreshEveryMs, zoomTo } from "./span.ts";

const now = 1_000_000_000;

describe("a span", () => {
  it("that ends now moves with the clock; a fixed one does not", () => {
    expect(rangeOf({ kind: "last", seconds: 60 }, now)).toEqual({ fromMs: now - 60_000, toMs: now });
    const fixed = { kind: "fixed", fromMs: 5, toMs: 9 } as const;
    expect(rangeOf(fixed, now)).toEqual({ fromMs: 5, toMs: 9 });
    expect(refreshEveryMs(fixed)).toBeNull();
  });

  it.each(presets)("of the $name is drawn anew often enough, and not all the time", ({ seconds }) => {
    const every = refreshEveryMs({ kind: "last", seconds }) ?? 0;
    expect(every).toBeGreaterThanOrEqual(2000);
    expect(every).toBeLessThanOrEqual(60_000);
  });

  it.each([
    [{ fromMs: now - 10, toMs: now - 5 }, null],
    [{ fromMs: now - 10, toMs: now + 5 }, null],
    [{ fromMs: now - 5, toMs: now - 10 }, /before the end/],
    [{ fromMs: now - 5, toMs: now - 5 }, /before the end/],
    [{ fromMs: now + 1, toMs: now + 5 }, /future/],
    [{ fromMs: now - 401 * 86_400_000, toMs: now }, /longer than a year/],
    [{ fromMs: Number.NaN, toMs: now }, /begin with/],
    [{ fromMs: now, toMs: Number.NaN }, /end with/],
  ])("between %j says what is wrong with it: %s", (range, problem) => {
    const said = rangeProblem(range, now);
    if (problem === null) expect(said).toBeNull();
    else expect(said).toMatch(problem);
  });

  it("is never too short to have a scale, and keeps its middle", () => {
    expect(zoomTo({ fromMs: 5000, toMs: 5000 })).toEqual({ kind: "fixed", fromMs: 4500, toMs: 5500 });
    expect(zoomTo({ fromMs: 5000, toMs: 9000 })).toEqual({ kind: "fixed", fromMs: 5000, toMs: 9000 });
  });

  it("around a segment shows what was before and after it", () => {
    expect(around({ fromMs: 1000, toMs: 2000 })).toEqual({ fromMs: 850, toMs: 2150 });
  });
});
