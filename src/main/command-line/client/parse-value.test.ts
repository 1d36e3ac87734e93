import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attributeWrite,
  toJsonFloat,
  toJsonInteger,
  type AttributeWrite,
  type NullableKind,
  type SerializedObject,
  type ValueDisplay,
} from "#shared/serialized.ts";
import { parseValue } from "./parse-value.ts";
import { plainValue } from "./plain-value.ts";

const place = { full_access_path: "x", readonly: false, doc: null };
const float = (value: number, display?: ValueDisplay): SerializedObject => ({
  ...place,
  type: "float",
  value,
  ...(display && { display }),
});
const int = (value: number | string, display?: ValueDisplay): SerializedObject => ({
  ...place,
  type: "int",
  value,
  ...(display && { display }),
});
const text: SerializedObject = { ...place, type: "str", value: "" };
const flag: SerializedObject = { ...place, type: "bool", value: false };
const none: SerializedObject = { ...place, type: "NoneType", value: null };
/** A value that is empty now, and what it is when it is not. */
const emptyOf = (nullable: NullableKind): SerializedObject => ({ ...place, type: "NoneType", value: null, display: { nullable } });
const moment: SerializedObject = { ...place, type: "datetime", value: "2026-11-22T14:03:07.000Z" };
const length: SerializedObject = { ...place, type: "Quantity", value: { magnitude: 3, unit: "mm" } };
const mode: SerializedObject = { ...place, type: "Enum", name: "Mode", value: "OFF", enum: { OFF: 0, RUN: 1 } };
const list = (...value: SerializedObject[]): SerializedObject => ({ ...place, type: "list", value });
const dict = (value: Record<string, SerializedObject>): SerializedObject => ({ ...place, type: "dict", value });
const slider: SerializedObject = { ...place, type: "NumberSlider", name: "Slider", value: { level: float(1) } };
const method: SerializedObject = {
  ...place,
  type: "method",
  value: null,
  async: false,
  signature: { parameters: {} },
  frontend_render: true,
};

describe("a value is read by what the attribute is", () => {
  const rows: [string, SerializedObject | null, AttributeWrite][] = [
    ["-1.5", float(0), { type: "float", value: -1.5 }],
    ["1e3", float(0), { type: "float", value: 1000 }],
    ["nan", float(0), { type: "float", value: "NaN" }],
    ["-inf", float(0), { type: "float", value: "-Infinity" }],
    ["2 V", float(0, { unit: "V" }), { type: "float", value: 2 }],
    ["90071992547409931234", int(0), { type: "int", value: "90071992547409931234" }],
    ["12 %", int(0, { unit: "%" }), { type: "int", value: 12 }],
    ["null", float(0), { type: "NoneType", value: null }],
    ["null", text, { type: "str", value: "null" }],
    [" two\nlines ", text, { type: "str", value: " two\nlines " }],
    ["", text, { type: "str", value: "" }],
    ["TRUE", flag, { type: "bool", value: true }],
    ["off", flag, { type: "bool", value: false }],
    ["2 mV", length, { type: "Quantity", value: { magnitude: 2, unit: "mV" } }],
    ["-2", length, { type: "Quantity", value: { magnitude: -2, unit: "mm" } }],
    ["2026-11-22T14:03:07+01:00", moment, { type: "datetime", value: "2026-11-22T13:03:07.000Z" }],
    ["RUN", mode, { type: "Enum", value: "RUN" }],
    ["null", mode, { type: "Enum", value: "null" }],
    ["[1, -2]", list(int(0)), { type: "list", value: [{ type: "int", value: 1 }, { type: "int", value: -2 }] }], // prettier-ignore
    ['["1 m", 2]', list(length), { type: "list", value: [{ type: "Quantity", value: { magnitude: 1, unit: "m" } }, { type: "Quantity", value: { magnitude: 2, unit: "mm" } }] }], // prettier-ignore
    ["[NaN, 1]", list(float(0)), { type: "list", value: [{ type: "float", value: "NaN" }, { type: "float", value: 1 }] }], // prettier-ignore
    ["[90071992547409931234]", list(int(0)), { type: "list", value: [{ type: "int", value: "90071992547409931234" }] }],
    ['{"new": "NaN 90071992547409931234"}', dict({ a: text }), { type: "dict", value: { new: { type: "str", value: "NaN 90071992547409931234" } } }], // prettier-ignore
    ['["\\u0000", "\\u00007"]', list(text), { type: "list", value: [{ type: "str", value: "\0" }, { type: "str", value: "\u00007" }] }], // prettier-ignore
    ['{"rows": [[1]]}', dict({ rows: list(list(int(0))) }), { type: "dict", value: { rows: { type: "list", value: [{ type: "list", value: [{ type: "int", value: 1 }] }] } } }], // prettier-ignore
    ["3", null, { type: "float", value: 3 }],
    ["90071992547409931234", null, { type: "int", value: "90071992547409931234" }],
    ["7", emptyOf({ type: "float" }), { type: "float", value: 7 }],
    ["null", emptyOf({ type: "float" }), { type: "NoneType", value: null }],
    ["7", emptyOf({ type: "str" }), { type: "str", value: "7" }],
    ["None", emptyOf({ type: "str" }), { type: "NoneType", value: null }],
    ["null", { ...text, display: { nullable: {} } }, { type: "NoneType", value: null }],
    ["on", emptyOf({ type: "bool" }), { type: "bool", value: true }],
    ["2", emptyOf({ type: "Quantity", unit: "mm" }), { type: "Quantity", value: { magnitude: 2, unit: "mm" } }],
    ["RUN", emptyOf({ type: "Enum", enum: { OFF: 0, RUN: 1 } }), { type: "Enum", value: "RUN" }],
    ["None", emptyOf({ type: "Enum", enum: { OFF: 0, None: 1 } }), { type: "NoneType", value: null }],
    ["None", { ...mode, enum: { None: 0 }, display: { nullable: {} } }, { type: "Enum", value: "None" }],
    ["[1]", emptyOf({ type: "list" }), { type: "list", value: [{ type: "float", value: 1 }] }],
    ["a word", emptyOf({}), { type: "str", value: "a word" }],
    ["true", none, { type: "bool", value: true }],
    ["null", none, { type: "NoneType", value: null }],
    ["[1, true, null]", none, { type: "list", value: [{ type: "float", value: 1 }, { type: "bool", value: true }, { type: "NoneType", value: null }] }], // prettier-ignore
    ["a word", none, { type: "str", value: "a word" }],
    ['"3"', none, { type: "str", value: "3" }],
    ["[broken", none, { type: "str", value: "[broken" }],
  ];

  it.each(rows)("%j for %j", (written, present, write) => {
    expect(parseValue(written, present, "lamp.x")).toEqual(write);
    expect(attributeWrite.safeParse(write).success).toBe(true);
  });
});

describe("what does not fit is wrong usage, and says what would", () => {
  const rows: [string, SerializedObject, string][] = [
    ["two", float(0), "lamp.x is a number, and “two” is none"],
    ["2 mV", float(0, { unit: "V" }), "lamp.x is a number in V, and can't be given in “mV”"],
    ["1.5", int(0, { unit: "%" }), "lamp.x is a whole number (in %), and “1.5” is none"],
    ["two", emptyOf({ type: "float" }), "lamp.x is a number, and “two” is none"],
    ["maybe", flag, "lamp.x is true or false, and not “maybe”"],
    ["2026-02-30", moment, "lamp.x is a moment, and “2026-02-30” is none; write it as 2026-11-22T14:03:07Z"],
    ["long", length, "lamp.x is a quantity, and “long” is none; write it as “2 mm”"],
    ["[1", list(), "lamp.x is a list, and “[1” is no JSON; write it as [1, 2]"],
    ["{1}", dict({}), 'lamp.x is a dict, and “{1}” is no JSON; write it as {"one": 1}'],
    ["{}", list(), "lamp.x is a list, and not “{}”"],
    ['[1, "two"]', list(int(0)), "lamp.x[1] is a whole number, and “two” is none"],
    ["[1]", list(text), "lamp.x[0] is a str, and not “1”"],
    ["[[1]]", list(float(0)), "lamp.x[0] is a float, and not “[1]”"],
    ['{"a": "true"}', dict({ a: flag }), 'lamp.x["a"] is a bool, and not “"true"”'],
    ["3", slider, "lamp.x has attributes of its own: set one of them, e.g. lamp.x.level"],
    ["3", method, "lamp.x is a method, and not a value"],
    ["\u001B[2J".repeat(50), float(0), "is none"],
  ];

  it.each(rows)("%j for %j", (written, present, message) => {
    const parse = (): unknown => parseValue(written, present, "lamp.x");
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
    expect(parse).not.toThrow("\u001B");
  });
});

describe("numbers in JSON that would silently become infinite are refused", () => {
  it.each([
    ["[1, 1e400]", list(float(1))],
    ["[-1e400]", list()],
    ['{"a": {"b": 1e400}}', dict({})],
    ["[1e400]", none],
  ])("%s", (json, present) => {
    expect(() => parseValue(json, present, "x")).toThrow("is too large: the largest number is 1.797e308");
  });

  it("but not where they stand in a text, and not where Infinity is written", () => {
    expect(parseValue('["1e400", Infinity]', none, "x")).toMatchObject({ value: [{ value: "1e400" }, { value: "Infinity" }] });
  });
});

const anyFloat = fc.double().map((value): SerializedObject => float(value, { unit: "V" }));
const inJson = ({ value }: SerializedObject): unknown => (typeof value === "number" ? toJsonFloat(value) : value);

describe("what get prints, set takes", () => {
  it("as numbers with their unit", () =>
    fc.assert(
      fc.property(anyFloat, (object) => {
        expect(parseValue(plainValue(object), object, "x").value).toEqual(inJson(object));
      }),
    ));

  it("as integers of any size", () =>
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        const entries = list(int(value.toString()), int("7"));
        expect(parseValue(plainValue(int(value.toString())), int(0), "x")).toEqual({ type: "int", value: toJsonInteger(value) });
        expect(parseValue(plainValue(entries), entries, "x")).toMatchObject({ value: [{ type: "int" }, { value: 7 }] });
      }),
    ));

  it("as texts in lists and dicts", () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 3 }), (texts) => {
        const object = list(...texts.map((value): SerializedObject => ({ ...place, type: "str", value })));
        expect(parseValue(plainValue(object), object, "x")).toEqual({
          type: "list",
          value: texts.map((value) => ({ type: "str", value })),
        });
      }),
    ));

  it("as quantities, moments, choices and flags within a dict", () => {
    const object = dict({ length, moment, mode, flag, text, none });
    expect(parseValue(plainValue(object), object, "x")).toEqual({
      type: "dict",
      value: {
        length: { type: "Quantity", value: { magnitude: 3, unit: "mm" } },
        moment: { type: "datetime", value: "2026-11-22T14:03:07.000Z" },
        mode: { type: "Enum", value: "OFF" },
        flag: { type: "bool", value: false },
        text: { type: "str", value: "" },
        none: { type: "NoneType", value: null },
      },
    });
  });
});
