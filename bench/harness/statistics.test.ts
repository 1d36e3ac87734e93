import { expect, it } from "vitest";
import { median, quantile } from "./statistics.ts";

it("finds the middle of values in any order", () => {
  expect(median([10, 2, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
});

it("interpolates between neighbours", () => {
  expect(quantile([0, 10], 0.99)).toBeCloseTo(9.9);
  expect([quantile([5, 1, 3], 0), quantile([5, 1, 3], 1)]).toEqual([1, 5]);
});

it("has nothing to say of no values", () => {
  expect(() => median([])).toThrow(RangeError);
});
