import { expect, it } from "vitest";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { aService, aStatus } from "#shared/testing/snapshots.ts";
import { keptEntries, linesAfter } from "./new-lines.ts";

const line = (second: number, text: string): OutputLine => ({ at: `2026-11-22T12:00:0${second}.000Z`, stream: "stdout", text });

it("gives everything to whom nothing was shown", () => expect(linesAfter(undefined, [line(1, "a")])).toEqual([line(1, "a")]));

it("goes on behind the line that was shown last", () =>
  expect(linesAfter(line(1, "b"), [line(1, "a"), line(1, "b"), line(1, "c"), line(0, "clock set back")])).toEqual([
    line(1, "c"),
    line(0, "clock set back"),
  ]));

it("tells the lines of a moment apart that look alike", () => expect(linesAfter(line(1, "a"), [line(1, "a"), line(1, "a")])).toEqual([]));

it("goes on with what is later where that line is no longer kept", () =>
  expect(linesAfter(line(2, "b"), [line(1, "a"), line(3, "c")])).toEqual([line(3, "c")]));

it("puts the lines of services in order of time, and leaves those of one service in their own", () => {
  const one = { ...aService("one", aStatus({ state: "stopped" })), output: [line(1, "a"), line(3, "b"), line(3, "c")] };
  const two = { ...aService("two", aStatus({ state: "stopped" })), output: [line(2, "x")] };
  expect(keptEntries([one, two]).map(({ service, text }) => `${service} ${text}`)).toEqual(["one a", "two x", "one b", "one c"]);
});
