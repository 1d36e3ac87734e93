import * as fc from "fast-check";
import { IncompatibleUnitsError, quantity, UnknownUnitError } from "dasedeck";
import { describe, expect, it } from "vitest";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { quantityType } from "./quantity.ts";
// What pint itself gives; `pint-units.py` beside it wrote it.
import pint from "./testing/pint-units.json" with { type: "json" };

type Conversion = [magnitude: number, from: string, to: string, result: number | string];
const conversions = pint.conversions as Conversion[];

/** What does not hold of all, each with what came instead: thousands of tests of their own would take longer than what they test. */
function unlike<Row extends readonly unknown[]>(rows: readonly Row[], answer: (row: Row) => unknown): unknown[] {
  return rows.map((row) => [...row, answer(row)]).filter((row) => row.at(-1) !== "as pint");
}

describe("units are spelt as pint spells them", () => {
  it("every name, with prefixes and in the plural, and how they are put together", () => {
    const wrong = unlike(pint.spellings, ([input = "", short, long]) => {
      const { unit, longUnit } = quantity(1, input);
      return unit === short && longUnit === long ? "as pint" : [unit, longUnit];
    });
    expect(wrong).toEqual([]);
  });

  it("and read what they write, short and long, but for what pint reads otherwise", () => {
    const misread = new Set([...pint.misread, ...pint.ambiguous].map(([short]) => short as string));
    const wrong = unlike(pint.spellings, ([, short = "", long = ""]) => {
      const read = [misread.has(short) ? short : quantity(1, short).unit, quantity(1, long).unit];
      return read.every((unit) => unit === short) ? "as pint" : read;
    });
    expect(wrong).toEqual([]);
    expect([quantity(1, "hbar").unit, quantity(1, "m%").unit, quantity(1, "R_∞").longUnit]).toEqual(["ħ", "m·%", "rydberg_constant"]);
    expect([quantity(1, "℃").unit, quantity(1, "V/℉").unit, quantity(1, "square  meter").unit]).toEqual(["°C", "V/Δ°F", "m²"]);
  });

  it("what pint refuses is refused", () => {
    for (const [text = ""] of pint.refused) expect(() => quantity(1, text), text).toThrow(UnknownUnitError);
  });

  it("what pint finds ambiguous is refused, too, or means what pint takes it for where the rest are far-fetched plurals", () => {
    const meant = pint.ambiguous.map(([text, readings]) => {
      try {
        expect(quantity(1, text as string).longUnit).toBe(readings?.[0]);
        return text;
      } catch (error) {
        expect(error).toBeInstanceOf(UnknownUnitError);
        return null;
      }
    });
    expect(meant).toEqual(expect.arrayContaining(["kbps", "Mcps", "µrads"]));
    expect(meant).not.toEqual(expect.arrayContaining(["mcd", "amps"]));
    expect(() => quantity(1, "mcd")).toThrow('"mcd" is not a unit that is clear: it may mean microday or millicandela');
    expect(() => quantity(1, "amps")).toThrow("it may mean attometer_per_second or ampere");
  });
});

describe("conversions give what pint gives", () => {
  it("within each dimension and between them, of products, with zeros, levels and refusals", () => {
    const wrong = unlike(conversions, ([magnitude, from, to, result]) => {
      const given = outcome(() => quantity(magnitude, from).to(to).magnitude);
      if (result === "OverflowError") return given === Infinity ? "as pint" : given;
      if (typeof given === "string" || typeof result === "string") return given === result ? "as pint" : given;
      // A temperature passes the zero of another scale, 273.15 away.
      const hasZero = /deg.*(C|F|Re)/.test(from + to);
      return Math.abs(given - result) <= 1e-12 * Math.max(Math.abs(result), hasZero ? 500 : 0) ? "as pint" : given;
    });
    expect(wrong).toEqual([]);
  });

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
      ["delta_degC/m", "K/m", "delta_degF/inch"],
      ["statV", "erg**0.5/cm**0.5"],
      ["KiB/s", "Mbps", "byte/min"],
      ["pixel", "dot"],
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

function outcome(convert: () => number): number | string {
  try {
    return convert();
  } catch (error) {
    // pint's names.
    if (error instanceof IncompatibleUnitsError) return "DimensionalityError";
    return error instanceof RangeError ? "ValueError" : String(error);
  }
}

describe("any product of units", () => {
  const prefixes = ["", "kilo", "micro", "mebi", "semi"];
  const names = "meter second gram kelvin gauss parsec ohm inch_Hg hartree delta_degree_Celsius molar pixel ppm kip debye".split(" ");
  const power = fc.constantFrom(1, 2, 3, -1, -2, 0.5, -1.5);
  const factor = fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...names), power);
  const product = fc.array(factor, { minLength: 1, maxLength: 4 });
  const write = (factors: readonly (readonly [string, string, number])[]): string =>
    factors.map(([prefix, name, exponent]) => `${prefix}${name} ** ${exponent}`).join(" * ");

  it("is read again as it is written, short and long", () => {
    fc.assert(
      fc.property(product, (factors) => {
        const { unit, longUnit } = quantity(1, write(factors));
        expect([quantity(1, unit).longUnit, quantity(1, longUnit).longUnit]).toEqual([longUnit, longUnit]);
      }),
    );
  });

  it("is converted there and back, to its own factors in another order, with other prefixes and written as a quotient", () => {
    fc.assert(
      fc.property(product, fc.constantFrom(...prefixes), (factors, prefix) => {
        const start = quantity(2.5, write(factors));
        const other = factors.map(([, name, exponent]) => [prefix, name, exponent] as const).toReversed();
        expect(start.to(write(other)).to(start.unit).magnitude / 2.5).toBeCloseTo(1, 11);
        const quotient = factors.map(([own, name, exponent]) => `(1/(${own}${name}))^(-(${exponent}))`).join("·");
        expect([quantity(2.5, quotient).unit, quantity(2.5, quotient).to(start.unit).magnitude]).toEqual([start.unit, 2.5]);
        expect(() => start.to(`${write(factors)} * katal ** 3`)).toThrow(IncompatibleUnitsError);
      }),
    );
  });
});

describe("levels and zeros", () => {
  it("come back, as far as there is anything to come back to", () => {
    const pairs = fc.constantFrom(
      ["dBm", "W"],
      ["dBW", "mW"],
      ["dB", "percent"],
      ["Np", "dB"],
      ["octave", "decade"],
      ["degRe", "degF"],
      ["degC", "degR"],
    );
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), pairs, (magnitude, [from = "", to = ""]) => {
        expect(Math.abs(quantity(magnitude, from).to(to).to(from).magnitude - magnitude)).toBeLessThan(1e-9);
      }),
    );
    expect(() => quantity(-1, "W").to("dBm")).toThrow(new RangeError("Only what is more than 0 has a level in dBm"));
  });

  it("are exact where they can be", () => {
    expect([quantity(1, "W").to("dBm").magnitude, quantity(10, "dBm").to("mW").magnitude, quantity(3, "dBm").to("dBu").magnitude]).toEqual([
      30, 10, 33,
    ]);
    expect([quantity(1, "inch").to("mm").magnitude, quantity(1, "mile").to("foot").magnitude]).toEqual([25.4, 5280]);
  });

  it.each([
    ["degC", "delta_degC"],
    ["delta_degC", "degC"],
    ["degF", "delta_degC"],
    ["gauss", "tesla"],
    ["dBm", "dB"],
    ["pixel", "px"],
  ])("%s is no %s", (from, to) => {
    expect(() => quantity(10, from).to(to)).toThrow(IncompatibleUnitsError);
  });
});

describe("a unit that is not known", () => {
  it.each([
    ["Volt", '"volt"'],
    ["kOhm", '"kohm"'],
    ["MHZ", '"MHz"'],
    ["celcius", '"celsius"'],
    ["milivolt", '"millivolt"'],
    ["pascall", '"pascal"'],
    ["DBM", '"dBm"'],
  ])("%s is answered with %s", (unit, near) => {
    expect(() => quantity(1, unit)).toThrow(`"${unit}" is not a unit that is known; did you mean ${near}`);
  });

  it("is not answered with what is far", () => {
    expect(() => quantity(1, "furlongish")).toThrow(new UnknownUnitError('"furlongish" is not a unit that is known'));
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
    ["s⁻¹**2", '"s⁻¹**2" is no unit'],
    ["m**0.5**40", "it has a power of"],
    ["5%", "it has a factor, 5"],
    ["dB/m", "dB can't be multiplied, so it stands alone"],
    ["$", "can't be read"],
    ["__proto__", '"__proto__" is not a unit'],
    ["constructor", '"constructor" is not a unit'],
    ["mdegC", "°C can't be multiplied, so it takes no prefix"],
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

  it("is taken in the unit that it is served in, also where that is misread elsewhere", () => {
    const light = quantityType.parse({ type: "Quantity", value: { magnitude: 3, unit: "mcd" } }, quantity(1, "millicandela"));
    expect([light.magnitude, light.longUnit]).toEqual([3, "millicandela"]);
  });

  it("is no difference of temperatures, and no level of nothing", () => {
    const write = { type: "Quantity", value: { magnitude: 0, unit: "°C" } } as const;
    expect(() => quantityType.parse(write, quantity(1, "delta_degC"))).toThrow("0 °C can't be given in Δ°C: °C measures something else");
    const none = { type: "Quantity", value: { magnitude: 0, unit: "W" } } as const;
    expect(() => quantityType.parse(none, quantity(1, "dBm"))).toThrow(
      new AttributeWriteError("Only what is more than 0 has a level in dBm"),
    );
  });

  it.each([
    [{ type: "Quantity", value: { magnitude: 3, unit: "kg" } }, "3 kg can't be given in °C: kg measures something else"],
    [{ type: "Quantity", value: { magnitude: 3, unit: "volz" } }, '"volz" is not a unit that is known'],
    [{ type: "str", value: "3 K" }, "a quantity in °C is needed"],
  ] as const)("refuses %o", (write, message) => {
    expect(() => quantityType.parse(write, present)).toThrow(message);
  });
});
