import { expect, it } from "vitest";
import { didYouMean, nearestName, unknownOption } from "./nearest-name.ts";

const known = ["restart", "restartSec", "gain", "step_size", "x", "on"];

it.each([
  ["restart_sec", "restartSec"],
  ["restrt", "restart"],
  ["gian", "gain"],
  ["stepSize", "step_size"],
  ["X", "x"],
  ["off", null],
  ["foo", null],
  ["y", null],
  ["", null],
  ["z".repeat(1_000_000), null],
])("finds what %s may have meant", (given, nearest) => {
  expect(nearestName(given, known)).toBe(nearest);
});

it("says nothing where nothing is like it", () => {
  expect([didYouMean("gaim", known), didYouMean("voltage", known)]).toEqual(['; did you mean "gain"?', ""]);
});

it("names all options there are, and first the one that was meant", () => {
  expect(unknownOption("restart_sec", ["restart", "restartSec"])).toBe(
    'unknown option "restart_sec"; did you mean "restartSec"? Known: restart, restartSec',
  );
  expect(unknownOption("foo", ["restart", "restartSec"])).toBe('unknown option "foo"; known: restart, restartSec');
});
