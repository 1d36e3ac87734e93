import fc from "fast-check";
import { expect, it } from "vitest";
import { readLargeJson } from "./large-json.ts";
import { parsePythonJson } from "./python-json.ts";
import { runAtOnce, runInSlices } from "./sliced.ts";

const read = (text: string): unknown => runAtOnce(readLargeJson(text));

it("reads whatever JavaScript writes, as the other reader does", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text)).toEqual(parsePythonJson(text));
    }),
  );
});

it.each([
  '{"a": NaN, "b": Infinity, "c": -Infinity}',
  "[1180591620717411303424, -1180591620717411303424, 1e300, -2.5E-3, 0, -0.0]",
  String.raw`["NaN", "-Infinity \" NaN 12345678901234567890", "\\", NaN, "\\\"", "A"]`,
  '{"__proto__": {"a": 1}, "a": []}',
  " [ ] ",
])("reads %s as the other reader does", (text) => {
  expect(read(text)).toEqual(parsePythonJson(text));
  expect(JSON.stringify(read(text))).toBe(JSON.stringify(parsePythonJson(text)));
});

it.each([
  "",
  "NaN1",
  "[NaN",
  '"NaN',
  "[1, ]",
  "[Nan]",
  "nan",
  "[--1]",
  "[1 2]",
  '{"a" 1}',
  "{a:1}",
  '{"a":1,}',
  "01",
  "1.",
  '["\n"]',
  "[1]]",
  '"\\"',
])("refuses %j", (text) => {
  expect(() => read(text)).toThrow(SyntaxError);
});

it("stops at the first value, level or character too many", () => {
  expect(() => read(`[${"0,".repeat(2_000_000)}0]`)).toThrow("more than 2000000 values");
  expect(() => read("[".repeat(100_000))).toThrow("more than 200 levels deep");
  expect(() => read(`["${"x".repeat(9 << 20)}"]`)).toThrow("more than 8 Mi characters");
  expect(() => read(`{"${"x".repeat(9 << 20)}":1}`)).toThrow("more than 8 Mi characters");
});

it("lets others have their turn", async () => {
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await runInSlices(readLargeJson(`[${'{"type":"float","value":1},'.repeat(200_000)}0]`));
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
});
