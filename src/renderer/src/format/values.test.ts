import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeWrite, type SerializedObject } from "#shared/serialized.ts";
import { argumentKind, parseArgument, spokenArgument, type Parameter } from "./argument.ts";
import { formatLocalSeconds, formatLocalTime, parseLocalTime } from "#shared/format/date-time.ts";
import { parseInteger } from "#shared/format/integer.ts";
import { parseNumberWithUnit } from "#shared/format/number-with-unit.ts";
import { plainValue } from "./plain-value.ts";
import { formatRange, outOfRange } from "./range.ts";
import { safeColour } from "./safe-colour.ts";
import { stepInteger, stepNumber } from "./step.ts";

describe("whole numbers", () => {
  it("keep every digit", () => fc.assert(fc.property(fc.bigInt(), (value) => parseInteger(` ${value} `) === value)));

  it.each([
    ["1e3", 1000n],
    ["-2E+2", -200n],
    ["+7", 7n],
    ["1.5", null],
    ["1,000", null],
    ["1e-3", null],
    ["1e9999", null],
    ["0x10", null],
    ["", null],
  ])("“%s” is %s", (text, value) => expect(parseInteger(text)).toBe(value));
});

describe("steps", () => {
  it.each([
    ["0.1", 2, 0.1, {}, "0.3"],
    ["0,3", -1, 0.1, {}, "0.2"],
    ["9.95", 1, 0.1, { maximum: 10 }, "10"],
    ["0", -10, 1, { minimum: -2.5 }, "-2.5"],
    ["1e-7", 1, 1e-8, {}, "1.1e-7"],
    ["Infinity", 1, 1, {}, null],
    ["two", 1, 1, {}, null],
  ])("“%s” and %d × %d is %s", (text, steps, step, limits, next) => expect(stepNumber(text, steps, step, limits)).toBe(next));

  it.each([
    ["9007199254740993", 1, 1, {}, "9007199254740994"],
    ["5", 10, 1, { maximum: 9.5 }, "9"],
    ["5", -10, 1, { minimum: 0.5 }, "1"],
    ["5", 1, 0.2, {}, "6"],
    ["5.5", 1, 1, {}, null],
  ])("“%s” and %d whole steps of %d is %s", (text, steps, step, limits, next) => expect(stepInteger(text, steps, step, limits)).toBe(next));

  it("go forth and back", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 6 }),
        (start, step, decimals) => {
          const scale = 10 ** decimals;
          const text = String(start / scale);
          expect(stepNumber(stepNumber(text, 1, step / scale, {}) ?? "", -1, step / scale, {})).toBe(text);
        },
      ),
    ));
});

describe("ranges", () => {
  it("are said in words", () => {
    expect(formatRange({ minimum: 0, maximum: 10, unit: "V" })).toBe("0 to 10 V");
    expect(formatRange({ minimum: 0 })).toBe("at least 0");
    expect(formatRange({ maximum: 3, unit: "K" })).toBe("at most 3 K");
    expect(formatRange({ unit: "K" })).toBeNull();
  });

  it("say why a number is not taken", () => {
    const limits = { minimum: 0, maximum: 10, unit: "V" };
    expect([outOfRange(0, limits), outOfRange(10n, limits), outOfRange(Number.NaN, {})]).toEqual([null, null, null]);
    expect(outOfRange(11, limits)).toBe("At most 10 V is allowed, not 11");
    expect(outOfRange(-1n, limits)).toBe("At least 0 V is needed, not -1");
    expect(outOfRange(Number.NaN, limits)).toBe("A number within the range is needed");
  });
});

describe("numbers with a unit", () => {
  it.each([
    ["3", 3, ""],
    ["3 mV", 3, "mV"],
    ["3mV", 3, "mV"],
    ["-1,5e-3 m/s²", -0.0015, "m/s²"],
    ["3 eV", 3, "eV"],
    ["3e2 eV", 300, "eV"],
    ["20 °C", 20, "°C"],
    ["inf V", Infinity, "V"],
    [".5 kiloohm", 0.5, "kiloohm"],
    ["3 1/s", 3, "1/s"],
  ])("“%s”", (text, number, unit) => expect(parseNumberWithUnit(text)).toEqual({ number, unit }));

  it.each(["mV", "", "1.2.3", "3-4", "three mV", "1 2"])("“%s” is none", (text) => expect(parseNumberWithUnit(text)).toBeNull());
});

describe("moments", () => {
  it("are read as they are written, whatever the zone", () =>
    fc.assert(
      fc.property(fc.date({ min: new Date("0001-01-02"), max: new Date("9998-12-30"), noInvalidDate: true }), (moment) => {
        const iso = moment.toISOString();
        const read = parseLocalTime(formatLocalTime(iso)) ?? "";
        // The hour that is there twice in autumn has one text for two moments.
        expect(formatLocalTime(read)).toBe(formatLocalTime(iso));
        expect(parseLocalTime(iso)).toBe(iso);
      }),
    ));

  it("are read along to the second", () => {
    expect(formatLocalSeconds(parseLocalTime("2026-11-22 14:03:07.120") ?? "")).toBe("2026-11-22 14:03:07");
  });

  it.each([
    ["2026-11-22T14:03:07.5Z", "2026-11-22T14:03:07.500Z"],
    ["2026-11-22 14:03+02:00", "2026-11-22T12:03:00.000Z"],
    ["2026-11-22 14:03 -0530", "2026-11-22T19:33:00.000Z"],
    ["2024-02-29T00:00Z", "2024-02-29T00:00:00.000Z"],
    ["2026-02-29 00:00", null],
    ["2026-13-01", null],
    ["2026-11-22 24:00", null],
    ["22.11.2026", null],
    ["tomorrow", null],
    ["", null],
  ])("“%s” is %s", (text, iso) => expect(parseLocalTime(text)).toBe(iso));
});

describe("colours of a service", () => {
  it.each(["#FFA500", "#abc", "#0000FF80", "SlateGray", "rgb(255, 165, 0)", "hsla(0, 100%, 50%, 0.7)", "hsl(120deg 100% 50% / 40%)"])(
    "%s is one",
    (text) => expect(safeColour(text)).toBe(text),
  );

  it.each([
    "url(https://example.org)",
    "var(--deck-surface)",
    "red; position: fixed",
    "#12",
    "rgb(0,0,0) url(x)",
    "expression(alert(1))",
    "",
  ])("“%s” is none", (text) => expect(safeColour(text)).toBeNull());
});

describe("arguments", () => {
  const required: Parameter = { annotation: null, optional: false, default: null };
  const byDefault = (source: string): Parameter => ({ annotation: null, optional: true, default: source });

  it.each([
    [required, "any"],
    [byDefault("0.5"), "float"],
    [byDefault("-Infinity"), "float"],
    [byDefault("10n"), "int"],
    [byDefault("!0"), "bool"],
    [byDefault("'x'"), "str"],
    [byDefault("this.other"), "any"],
    [{ ...required, annotation: "<class 'int'>" }, "int"],
    [{ ...required, annotation: "float | None" }, "float"],
    [{ ...required, annotation: "str" }, "str"],
    [{ ...required, annotation: "bool" }, "bool"],
    [{ ...required, annotation: "Figure" }, "any"],
  ] as const)("%o takes %s", (parameter, kind) => expect(argumentKind(parameter)).toBe(kind));

  it.each([
    ["2,5", required, { type: "float", value: 2.5 }],
    ["true", required, { type: "bool", value: true }],
    ["null", required, { type: "NoneType", value: null }],
    ["oven 2", required, { type: "str", value: "oven 2" }],
    ['"2"', required, { type: "str", value: "2" }],
    [
      '[1, {"a": null}]',
      required,
      {
        type: "list",
        value: [
          { type: "float", value: 1 },
          { type: "dict", value: { a: { type: "NoneType", value: null } } },
        ],
      },
    ],
    ["12", byDefault("'x'"), { type: "str", value: "12" }],
    ["9007199254740993", byDefault("1n"), { type: "int", value: "9007199254740993" }],
    ["", byDefault("1n"), null],
  ] as const)("“%s” for %o", (text, parameter, write) => {
    const parsed = parseArgument(text, parameter);
    expect(parsed).toEqual({ write });
    if ("write" in parsed && parsed.write !== null) expect(attributeWrite.parse(parsed.write)).toEqual(parsed.write);
  });

  it.each([
    ["", required, "A value is needed"],
    ["two", byDefault("2"), "“two” is not a number"],
    ["1.5", byDefault("2n"), "“1.5” is not a whole number"],
    ["[1", required, "This is not JSON: check brackets and quotes"],
  ])("“%s” for %o is refused", (text, parameter, problem) => expect(parseArgument(text, parameter)).toEqual({ problem }));

  it("are said in a word", () => {
    expect([spokenArgument(parseArgument("1", required)), spokenArgument(parseArgument("x", required))]).toEqual(["a number", "text"]);
    expect(spokenArgument(parseArgument("", required))).toBeNull();
  });
});

describe("what a method gave", () => {
  const place = { full_access_path: "", readonly: true, doc: null };
  const number = (value: number): SerializedObject => ({ ...place, type: "float", value });

  it("is put in words", () => {
    expect(plainValue(number(1.5))).toBe("1.5");
    expect(plainValue({ ...place, type: "NoneType", value: null })).toBe("nothing");
    expect(plainValue({ ...place, type: "Quantity", value: { magnitude: 3, unit: "mV" } })).toBe("3 mV");
    const text: SerializedObject = { ...place, type: "str", value: "a" };
    expect(plainValue(text)).toBe("a");
    expect(plainValue({ ...place, type: "dict", value: { a: { ...place, type: "list", value: [number(1), text] } } })).toBe(
      '{ a: [1, "a"] }',
    );
  });

  it("is cut where it is long, and soon", () => {
    const long = plainValue({ ...place, type: "list", value: Array.from({ length: 10_000 }, (_, index) => number(index)) });
    expect(long.length).toBe(2001);
    expect(long.endsWith("…")).toBe(true);
  });
});
