import { expect, it } from "vitest";
import { protectNegativeValues } from "./negative-values.ts";

it.each([
  ["set x.y -5", "set x.y -- -5"],
  ["set x.y -.5 --json", "set x.y --json -- -.5"],
  ["set --url labpc x.y -inf", "set --url labpc x.y -- -inf"],
  ["set x.y -Infinity", "set x.y -- -Infinity"],
  ["set x.y -- -5", "set x.y -- -5"],
  ["set x.y 5 --json", "set x.y 5 --json"],
  ["set x.y --nan", "set x.y --nan"],
  ["logs -n 5", "logs -n 5"],
  ["logs -5", "logs -5"],
])("%s is %s", (given, protectedArgs) => expect(protectNegativeValues(given.split(" ")).join(" ")).toBe(protectedArgs));

it("keeps a value with its unit in one piece", () =>
  expect(protectNegativeValues(["set", "x.y", "-2 mV"])).toEqual(["set", "x.y", "--", "-2 mV"]));
