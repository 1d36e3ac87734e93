import * as fc from "fast-check";
import { IncompatibleUnitsError, quantity, UnknownUnitError } from "dasedeck";
import { describe, expect, it } from "vitest";
import { quantityType } from "./quantity.ts";
// What pint itself gives; `pint-units.py` beside it wrote it.
import pint from "./testing/pint-units.json" with { type: "json" };

const spellings = pint.spellings.map(({ input, short, long }): [string, string, string] => [input, short, long]);

describe("units are spelt as pint spells them", () => {
  it.each(spellings)("%s is %s, %s", (input, short, long) => {
    const { unit, longUnit } = quantity(1, input);
    expect([unit, longUnit]).toEqual([short, long]);
  });

  it("and read what they write, short and long", () => {
    for (const { short, long } of pint.spellings) {
      expect(quantity(1, short).unit).toBe(short);
      expect(quantity(1, long).unit).toBe(short);
    }
  });
});

describe("conversions give what pint gives", () => {
  it.each(pint.conversions.map(({ magnitude, from, to, result }): [number, string, string, number] => [magnitude, from, to, result]))(
    "%d %s in %s is %d",
    (magnitude, from, to, result) => {
      expect(quantity(magnitude, from).to(to).magnitude / result).toBeCloseTo(1, 9);
    },
  );

  it("are exact between prefixes", () => {
    expect(quantity(3.2, "mV").to("V").magnitude).toBe(0.0032);
    expect(quantity(0.1, "kΩ").to("mΩ").magnitude).toBe(100_000);
    expect(quantity(Infinity, "V").to("mV").magnitude).toBe(Infinity);
  });

  it("come back to where they began, and say by units alone whether they are possible", () => {
    const kinds = [
      ["V", "mV", "MV", "W/A", "J/C"],
      ["°C", "K", "°F", "mK"],
      ["m/s²", "km/h/s", "inch / second ** 2"],
      ["Pa", "mbar", "torr", "psi", "N/m²"],
      ["", "%", "rad", "deg", "m/mm"],
      ["dBm"],
    ];
    const unit = fc
      .integer({ min: 0, max: kinds.length - 1 })
      .chain((kind) => fc.tuple(fc.constant(kind), fc.constantFrom(...(kinds[kind] ?? []))));
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), unit, unit, (magnitude, [fromKind, from], [toKind, to]) => {
        const start = quantity(magnitude, from);
        if (fromKind !== toKind) {
          expect(() => start.to(to)).toThrow(IncompatibleUnitsError);
          return;
        }
        const back = start.to(to).to(from);
        expect(back.unit).toBe(start.unit);
        // A temperature passes the zero of another scale, 273.15 away.
        expect(Math.abs(back.magnitude - magnitude)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(magnitude), 500));
      }),
    );
  });
});

describe("a quantity", () => {
  it("is immutable, and written as pint writes it", () => {
    const voltage = quantity(3.2, "millivolt");
    expect([String(voltage), String(quantity(2)), String(quantity(5, "%"))]).toEqual(["3.2 mV", "2", "5 %"]);
    expect(() => Object.assign(voltage, { magnitude: 4 })).toThrow(TypeError);
    expect(String(voltage.with(4))).toBe("4 mV");
    expect(voltage.magnitude).toBe(3.2);
  });

  it.each([
    ["volts per furlongish", '"furlongish" is not a unit'],
    ["m//s", '"m//s" is no unit'],
    ["(m", '"(m" is no unit'],
    ["m)", '"m)" is no unit'],
    ["2 m", '"2 m" is no unit'],
    ["m**x", '"m**x" is no unit'],
    ["m**", '"m**" is no unit'],
    ["$", "can't be read"],
    ["__proto__", '"__proto__" is not a unit'],
    ["constructor", '"constructor" is not a unit'],
    ["mdegC", '"mdegC" is not a unit'],
    ["m".repeat(300), "at most 200 characters"],
  ])("has no unit %s", (unit, message) => {
    expect(() => quantity(1, unit)).toThrow(UnknownUnitError);
    expect(() => quantity(1, unit)).toThrow(message);
  });

  it("is refused what it is not", () => {
    expect(() => quantity("3" as unknown as number, "V")).toThrow('A quantity needs a number, not "3"');
    expect(() => quantity(3, 5 as unknown as string)).toThrow(TypeError);
    expect(() => quantity(3, "V").to("A")).toThrow(new IncompatibleUnitsError("3 V can't be given in A: V measures something else"));
    expect(() => quantity(3).to("A")).toThrow("3 can't be given in A: a pure number measures something else");
  });

  it("reads any text as a unit or refuses it, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[mskgVA°CΩµ /*^()1²⁻·.-]{0,12}$/)), (text) => {
        try {
          const { unit, longUnit } = quantity(1, text);
          expect([quantity(1, unit).unit, quantity(1, longUnit).unit]).toEqual([unit, unit]);
        } catch (error) {
          expect(error).toBeInstanceOf(UnknownUnitError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a quantity in a service", () => {
  const present = quantity(20, "°C");

  it("is served with magnitude and short unit", () => {
    expect(quantityType.serialize(quantity(1.5, "kiloohm"))).toEqual({ type: "Quantity", value: { magnitude: 1.5, unit: "kΩ" } });
    expect(quantityType.serialize(quantity(NaN))).toEqual({ type: "Quantity", value: { magnitude: "NaN", unit: "" } });
  });

  it("keeps its unit, and converts what is written in another", () => {
    const written = quantityType.parse({ type: "Quantity", value: { magnitude: 300, unit: "kelvin" } }, present);
    expect([written.magnitude, written.unit]).toEqual([expect.closeTo(26.85, 9), "°C"]);
    expect(String(quantityType.parse({ type: "float", value: 25 }, present))).toBe("25 °C");
    expect(String(quantityType.parse({ type: "int", value: 25 }, present))).toBe("25 °C");
    expect(String(quantityType.create?.({ type: "Quantity", value: { magnitude: 2, unit: "kiloohm" } }))).toBe("2 kΩ");
    expect(quantityType.create?.({ type: "float", value: 2 })).toBeNull();
  });

  it.each([
    [{ type: "Quantity", value: { magnitude: 3, unit: "kg" } }, "3 kg can't be given in °C: kg measures something else"],
    [{ type: "Quantity", value: { magnitude: 3, unit: "volz" } }, '"volz" is not a unit that is known'],
    [{ type: "str", value: "3 K" }, "a quantity in °C is needed"],
  ] as const)("refuses %o", (write, message) => {
    expect(() => quantityType.parse(write, present)).toThrow(message);
  });
});
