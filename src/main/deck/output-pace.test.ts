import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "#runtime/fake-clock.ts";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { OutputLines } from "./output-lines.ts";
import { OutputPace } from "./output-pace.ts";

const most = 50;
let clock: FakeClock;
let told: string[][];
let pace: OutputPace;

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  pace = new OutputPace(clock, most, (lines) => told.push(lines.map(({ text }) => text)));
});

afterEach(() => pace.dispose());

function lines(from: number, count: number): { lines: OutputLine[]; leftOut: number } {
  const at = clock.now().wall;
  return { lines: Array.from({ length: count }, (_, index) => ({ at, stream: "stdout", text: String(from + index) })), leftOut: 0 };
}

it("passes the first line on at once, and what follows together", async () => {
  pace.take(lines(1, 1));
  pace.take(lines(2, 2));
  pace.take(lines(4, 1));
  expect(told).toEqual([["1"]]);
  await clock.advance(0.1);
  expect(told).toEqual([["1"], ["2", "3", "4"]]);
  await clock.advance(1);
  pace.take(lines(5, 1));
  expect(told.at(-1)).toEqual(["5"]);
});

it("leaves out nothing of what fits", async () => {
  pace.take(lines(0, 1));
  pace.take(lines(1, most));
  await clock.advance(0.1);
  expect(told.at(-1)).toEqual(lines(1, most).lines.map(({ text }) => text));
});

it("keeps the last of what does not fit, and says how many are missing before them", async () => {
  pace.take(lines(0, 1));
  pace.take(lines(1, most + 1));
  await clock.advance(0.1);
  expect(told.at(-1)).toHaveLength(most);
  expect(told.at(-1)?.slice(0, 2)).toEqual(["2 lines left out: they came faster than they can be shown", "3"]);
  expect(told.at(-1)?.at(-1)).toBe(String(most + 1));
});

it("does not show as neighbours what had lines between", async () => {
  pace.take(lines(0, 1));
  pace.take(lines(1, 2));
  pace.take({ ...lines(10, 1), leftOut: 7 });
  await clock.advance(0.1);
  expect(told.at(-1)).toEqual(["9 lines left out: they came faster than they can be shown", "10"]);
});

it("of 100,000 lines in a second tells ten portions, and accounts for every line", async () => {
  const output = new OutputLines(most);
  const chunk = Array.from({ length: 500 }, (_, index) => `line ${index}\n`).join("");
  for (let chunks = 0; chunks < 200; chunks++) {
    pace.take(output.take("stdout", chunk, clock.now().wall));
    await clock.advance(0.005);
  }
  pace.flush();
  expect(told.length).toBeLessThanOrEqual(11);
  expect(Math.max(...told.map((portion) => portion.length))).toBe(most);
  const counts = told.flat().map((text) => Number(/^(\d+) lines left out/.exec(text)?.[1] ?? 1));
  expect(counts.reduce((sum, count) => sum + count)).toBe(100_000);
});

it("is quiet when there is nothing", async () => {
  pace.take(lines(1, 1));
  await clock.advance(10);
  expect(clock.pendingTimers).toBe(0);
});
