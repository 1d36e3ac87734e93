import { afterEach, describe, expect, it, vi } from "vitest";
import { presets } from "./span.ts";
import { timeTicks } from "./time-ticks.ts";

const toMs = Date.parse("2026-11-22T14:03:07.000Z");
const labels = (fromMs: number, most: number): string[] => timeTicks({ fromMs, toMs }, most).map((tick) => tick.label);

afterEach(() => vi.unstubAllEnvs());

describe("the marks on the axis of time", () => {
  it("stand at round times", () => {
    vi.stubEnv("TZ", "UTC");
    expect(labels(toMs - 3_600_000, 6)).toEqual(["13:10", "13:20", "13:30", "13:40", "13:50", "14:00"]);
    expect(labels(toMs - 20_000, 5)).toEqual(["14:02:50", "14:02:55", "14:03:00", "14:03:05"]);
  });

  it("name the day where one begins", () => {
    vi.stubEnv("TZ", "UTC");
    expect(labels(toMs - 86_400_000, 5)).toEqual(["18:00", "22 Nov", "06:00", "12:00"]);
    expect(labels(toMs - 7 * 86_400_000, 7)).toEqual(["16 Nov", "17 Nov", "18 Nov", "19 Nov", "20 Nov", "21 Nov", "22 Nov"]);
  });

  it.each(presets)("are never more than there is room for: $name", ({ seconds }) => {
    for (const most of [3, 6, 12]) {
      const ticks = timeTicks({ fromMs: toMs - seconds * 1000, toMs }, most);
      expect(ticks.length).toBeLessThanOrEqual(most + 1);
      expect(ticks.length).toBeGreaterThan(0);
    }
  });

  it("are at local midnights also where the clocks are changed", () => {
    vi.stubEnv("TZ", "Europe/Zurich");
    const end = Date.parse("2026-10-26T12:00:00.000Z");
    const ticks = timeTicks({ fromMs: end - 3 * 86_400_000, toMs: end }, 4);
    expect(ticks.map((tick) => new Date(tick.atMs).toISOString())).toEqual([
      "2026-10-23T22:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ]);
  });

  it("stay where they are while a span moves", () => {
    const ninety = 90 * 86_400_000;
    const places = (end: number): number[] => timeTicks({ fromMs: end - ninety, toMs: end }, 8).map((tick) => tick.atMs);
    expect(places(toMs + 3_600_000)).toEqual(expect.arrayContaining(places(toMs).slice(1)));
  });
});
