import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInteger } from "./integer.ts";
import { parseNumber } from "./number.ts";
import { parseNumberWithUnit } from "./number-with-unit.ts";
import { typedNumberProblem } from "./typed-number.ts";

describe("a number that a person typed", () => {
  it.each([
    ["1,5", 1.5],
    ["0,125", 0.125],
    ["-0,500", -0.5],
    [",500", 0.5],
    ["1234,567", 1234.567],
    ["1,5e3", 1500],
    ["12,00", 12],
    ["12,0000", 12],
    ["\u22123", -3],
    ["\u22121,5e\u22123", -0.0015],
    ["1_000", 1000],
    ["1_000.000_1", 1000.0001],
    ["nan", NaN],
    ["-Inf", -Infinity],
    ["\u2212inf", -Infinity],
    ["Infinity", Infinity],
    ["1e308", 1e308],
  ])("%s is %d", (text, number) => {
    expect(parseNumber(text)).toBe(number);
    expect(typedNumberProblem(text)).toBeNull();
  });

  it.each([
    ["12,000", "“12,000” could mean two numbers: write 12000 or 12.000"],
    ["-1,500", "write -1500 or -1.500"],
    ["1,500e3", "write 1500e3 or 1.500e3"],
    ["1,234,567", "Write 1234567, without commas"],
    ["1,234.5", "Write 1234.5, without commas"],
    ["1.234,5", "Write 1234.5, with one decimal point"],
    ["1.234.567,8", "Write 1234567.8"],
    ["1e400", "“1e400” is too large"],
    ["-9e999", "is too large"],
  ])("%s is refused: %s", (text, problem) => {
    expect(parseNumber(text)).toBeNull();
    expect(typedNumberProblem(text)).toContain(problem);
  });

  it.each(["1__0", "_1", "1_", "1,2,3", "--1", "e5", "", "."])("%j is no number", (text) => {
    expect(parseNumber(text)).toBeNull();
  });
});

it.each([
  ["1,5 mV", { number: 1.5, unit: "mV" }],
  ["\u22123 mV", { number: -3, unit: "mV" }],
  ["1_000mV", { number: 1000, unit: "mV" }],
  ["1,500 mV", null],
  ["1e400 mV", null],
])("%s as a quantity", (text, expected) => {
  expect(parseNumberWithUnit(text)).toEqual(expected);
  if (expected === null) expect(typedNumberProblem(text)).not.toBeNull();
});

it("whole numbers take the same signs and groups", () => {
  expect([parseInteger("\u22123"), parseInteger("1_000"), parseInteger("12,000")]).toEqual([-3n, 1000n, null]);
});

it("every number that JavaScript writes is read back, also with a decimal comma, or refused with what to write", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (number) => {
      const text = String(number);
      expect(parseNumber(text)).toBe(number === 0 ? parseNumber(text) : number);
      const withComma = text.replace(".", ",");
      const problem = typedNumberProblem(withComma);
      if (problem === null) expect(parseNumber(withComma)).toBe(parseNumber(text));
      else expect(problem).toContain(text);
    }),
  );
});

it("a group of thousands is never read as a fraction", () => {
  const group = fc.integer({ min: 0, max: 999 }).map((digits) => String(digits).padStart(3, "0"));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.array(group, { minLength: 1, maxLength: 4 }), (first, groups) => {
      const text = [first, ...groups].join(",");
      expect([parseNumber(text), parseNumberWithUnit(`${text} mV`), parseInteger(text)]).toEqual([null, null, null]);
      expect(typedNumberProblem(text)).not.toBeNull();
    }),
  );
});

it("nothing that is typed throws or takes long", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+\d.,e_ ]{0,40}$/)), (text) => {
      for (const parse of [parseNumber, parseNumberWithUnit, parseInteger, typedNumberProblem]) parse(text);
    }),
  );
});
