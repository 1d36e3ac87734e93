import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePythonJson } from "./python-json.ts";

it.each<[string, unknown]>([
  ['{"a": NaN, "b": Infinity, "c": -Infinity}', { a: "NaN", b: "Infinity", c: "-Infinity" }],
  ["[1180591620717411303424, -1180591620717411303424]", ["1180591620717411303424", "-1180591620717411303424"]],
  ["[9007199254740991, 9007199254740993]", [9007199254740991, "9007199254740993"]],
  ["[1e300, -2.5E-3, 0, -0.0, 12345678901234567890.5]", [1e300, -0.0025, 0, -0, 12345678901234567000]],
  [String.raw`["NaN", "-Infinity \" NaN 12345678901234567890", "\\", NaN]`, ["NaN", '-Infinity " NaN 12345678901234567890', "\\", "NaN"]],
  ['{"NaN": 12345678901234567890}', { NaN: "12345678901234567890" }],
])("reads %s", (text, value) => {
  expect(parsePythonJson(text)).toEqual(value);
});

it("reads whatever JavaScript writes as JSON.parse does", () => {
  const safe = fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(safe, (value) => {
      expect(parsePythonJson(JSON.stringify(value, null, 2))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it.each(["", "NaN1", "[NaN", '"NaN', "[1, ]", "[Nan]", "nan", "[--Infinity]"])("refuses %j", (text) => {
  expect(() => parsePythonJson(text)).toThrow(SyntaxError);
});
