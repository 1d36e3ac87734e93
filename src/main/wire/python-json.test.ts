import fc from "fast-check";
import { expect, it } from "vitest";
import { JsonTooComplex } from "./json-structure.ts";
import { messageLimits, noLimits, parsePythonJson } from "./python-json.ts";

it.each<[string, unknown]>([
  ['{"a": NaN, "b": Infinity, "c": -Infinity}', { a: "NaN", b: "Infinity", c: "-Infinity" }],
  ["[1180591620717411303424, -1180591620717411303424]", ["1180591620717411303424", "-1180591620717411303424"]],
  ["[9007199254740991, 9007199254740993]", [9007199254740991, "9007199254740993"]],
  ["[1e300, -2.5E-3, 0, -0.0, 12345678901234567890.5]", [1e300, -0.0025, 0, -0, 12345678901234567000]],
  [String.raw`["NaN", "-Infinity \" NaN 12345678901234567890", "\\", NaN]`, ["NaN", '-Infinity " NaN 12345678901234567890', "\\", "NaN"]],
  ['{"NaN": 12345678901234567890}', { NaN: "12345678901234567890" }],
  ["[12345678901234567890e1, 0.12345678901234567, 9007199254740992]", [123456789012345680000, 0.12345678901234566, "9007199254740992"]],
  ['["1234567890123456", -9007199254740991, -9007199254740992]', ["1234567890123456", -9007199254740991, "-9007199254740992"]],
])("reads %s", (text, value) => {
  expect(parsePythonJson(text)).toEqual(value);
  // A long text goes another way.
  expect(parsePythonJson(`${text}${" ".repeat(5000)}`)).toEqual(value);
});

it("reads whatever JavaScript writes as JSON.parse does", () => {
  const safe = fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(safe, (value) => {
      expect(parsePythonJson(JSON.stringify(value, null, 2))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it("reads numbers and words of Python's as they are, wherever they stand", () => {
  const words = fc.constantFrom("NaN", "Infinity", "-Infinity");
  const integers = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
  const item = fc.oneof(words, integers, fc.string(), fc.double({ noDefaultInfinity: true, noNaN: true, noInteger: true }));
  const written = (value: unknown): string => (typeof value === "bigint" ? String(value) : JSON.stringify(value));
  fc.assert(
    fc.property(fc.array(fc.tuple(item, fc.boolean())), fc.constantFrom(0, 5000), (items, padding) => {
      const text = items.map(([value, isBare]) =>
        isBare && ["NaN", "Infinity", "-Infinity"].includes(String(value)) ? String(value) : written(value),
      );
      const expected = items.map(([value]) =>
        typeof value !== "bigint" ? value : Number.isSafeInteger(Number(value)) ? Number(value) : String(value),
      );
      expect(parsePythonJson(`[${" ".repeat(padding)}${text.join(", ")}]`)).toEqual(JSON.parse(JSON.stringify(expected)));
    }),
  );
});

it.each(["", "NaN1", "[NaN", '"NaN', "[1, ]", "[Nan]", "nan", "[--Infinity]", "[-NaN]", "[0012345678901234567]", "[1234567890123456789x]"])(
  "refuses %j",
  (text) => {
    expect(() => parsePythonJson(text)).toThrow(SyntaxError);
    expect(() => parsePythonJson(`${" ".repeat(5000)}${text}`)).toThrow(SyntaxError);
  },
);

it.each([
  ["many values", `[${"1,".repeat(100_000)}1]`, /at most 100000 values/],
  ["many empty lists", `[${"[],".repeat(50_000)}1]`, /at most 100000 values/],
  ["deep nesting", "[".repeat(5000), /at most 200 levels deep/],
  ["deep nesting of objects", '{"a":'.repeat(5000), /at most 200 levels deep/],
  ["a long number", "1".repeat(30_000), /at most 20000 digits/],
])("refuses %s before it parses them", (_, text, message) => {
  expect(() => parsePythonJson(text)).toThrow(JsonTooComplex);
  expect(() => parsePythonJson(text)).toThrow(message);
});

it("does not count what stands in strings", () => {
  const text = String.raw`[["{,[\\\"]`.repeat(50_000);
  expect(parsePythonJson(JSON.stringify([text]))).toEqual([text]);
});

it("reads as many values as are allowed, and of our own files any number", () => {
  const text = `[${"1,".repeat(messageLimits.maxValues - 3)}1]`;
  expect(parsePythonJson(text)).toHaveLength(messageLimits.maxValues - 2);
  expect(parsePythonJson(`[${text},${text}]`, noLimits)).toHaveLength(2);
});
