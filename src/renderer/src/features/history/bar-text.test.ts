import { expect, it } from "vitest";
import type { Bar } from "./bars.ts";
import { barText } from "./bar-text.ts";

const noon = new Date(2026, 10, 22, 12, 0, 0).getTime();
const range = { fromMs: noon, toMs: noon + 3_600_000 };
const bar = (seconds: number, states: number): Bar => ({
  left: 0,
  right: 1,
  fromMs: noon,
  toMs: noon + seconds * 1000,
  state: "restarting",
  states,
});

it("a bar tells its state, from when to when, and how long", () => {
  expect(barText(bar(600, 1), range, false)).toBe("restarting, 22 Nov 2026, 12:00:00 to 12:10:00, 10 min");
});

it("a bar that may stand for several states says that it shows the worst", () => {
  expect(barText(bar(600, 3), range, false)).toMatch(/^restarting at worst,/);
  expect(barText(bar(20, 1), range, false)).toMatch(/^restarting at worst,/);
});

it("a bar of a connection has the words of one", () => {
  expect(barText(bar(600, 1), range, true)).toMatch(/^reconnecting,/);
});

it("a day is told again where another one ends it", () => {
  expect(barText(bar(86_400, 1), range, false)).toContain("22 Nov 2026, 12:00:00 to 23 Nov 2026, 12:00:00");
});
