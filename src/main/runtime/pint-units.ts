/** One unit that pint knows too, without a prefix. */
export interface KnownUnit {
  /** As pint writes it short: `V`, `Ω`, `°C`. */
  readonly symbol: string;
  /** As pint writes it long: `volt`, `ohm`, `degree_Celsius`. */
  readonly name: string;
  /** How many of `of` it is. */
  readonly factor: number;
  /** The product of mathjs's units that it is a multiple of; empty for a pure number; `null` if it can be converted to nothing else. */
  readonly of: readonly UnitPower[] | null;
}

/** One factor of a product of units, by mathjs's name. */
export interface UnitPower {
  readonly name: string;
  readonly power: number;
}

/**
 * Symbol, long name, other spellings, factor and what it is a multiple of, each as in pint's registry: only there a logarithmic unit is converted, and only
 * here a gauss is 10⁻⁴ T. Units that mathjs has are its own; of others, and where its constant is older or rounder than pint's (eV, torr, …), the factor
 * stands here.
 */
const table: readonly (readonly [symbol: string, name: string, others: string, factor: number, of: string | null])[] = [
  ["m", "meter", "metre", 1, "m"],
  ["in", "inch", "inches", 1, "in"],
  ["ft", "foot", "feet", 1, "ft"],
  ["yd", "yard", "", 1, "yd"],
  ["mi", "mile", "", 1, "mi"],
  ["nmi", "nautical_mile", "", 1852, "m"],
  ["Å", "angstrom", "ångström Å", 1, "angstrom"],
  ["au", "astronomical_unit", "", 149_597_870_700, "m"],
  ["ly", "light_year", "lightyear", 9_460_730_472_580_800, "m"],
  ["s", "second", "sec", 1, "s"],
  ["min", "minute", "", 1, "minute"],
  ["h", "hour", "hr", 1, "hour"],
  ["d", "day", "", 1, "day"],
  ["week", "week", "", 1, "week"],
  ["month", "month", "", 1, "month"],
  ["a", "year", "yr julian_year", 1, "year"],
  ["g", "gram", "", 1, "g"],
  ["t", "metric_ton", "tonne", 1, "tonne"],
  ["lb", "pound", "", 1, "lb"],
  ["oz", "ounce", "", 1, "oz"],
  ["Da", "dalton", "", 1.660_539_066_6e-24, "g"],
  ["u", "unified_atomic_mass_unit", "amu", 1.660_539_066_6e-24, "g"],
  ["A", "ampere", "amp", 1, "A"],
  ["mol", "mole", "", 1, "mol"],
  ["cd", "candela", "candle", 1, "cd"],
  ["K", "kelvin", "degK °K degree_Kelvin degreeK", 1, "K"],
  ["°C", "degree_Celsius", "℃ celsius degC degreeC", 1, "degC"],
  ["°F", "degree_Fahrenheit", "℉ fahrenheit degF degreeF", 1, "degF"],
  ["°R", "degree_Rankine", "rankine degR degreeR", 5 / 9, "K"],
  ["Δ°C", "delta_degree_Celsius", "delta_celsius delta_degC delta_degreeC", 1, "K"],
  ["Δ°F", "delta_degree_Fahrenheit", "delta_fahrenheit delta_degF delta_degreeF", 5 / 9, "K"],
  ["l", "liter", "L ℓ litre", 1e-3, "m^3"],
  ["cc", "cubic_centimeter", "", 1e-6, "m^3"],
  ["gal", "gallon", "", 0.003_785_411_784, "m^3"],
  ["ha", "hectare", "", 1e4, "m^2"],
  ["b", "barn", "", 1e-28, "m^2"],
  ["kph", "kilometer_per_hour", "KPH", 1 / 3.6, "m s^-1"],
  ["mph", "mile_per_hour", "MPH", 0.447_04, "m s^-1"],
  ["kt", "knot", "", 1852 / 3600, "m s^-1"],
  ["Hz", "hertz", "", 1, "s^-1"],
  ["cps", "counts_per_second", "", 1, "s^-1"],
  ["Bq", "becquerel", "", 1, "s^-1"],
  ["Ci", "curie", "", 3.7e10, "s^-1"],
  ["Bd", "baud", "bps", 1, "s^-1"],
  ["rpm", "revolutions_per_minute", "", Math.PI / 30, "s^-1"],
  ["rps", "revolutions_per_second", "", 2 * Math.PI, "s^-1"],
  ["N", "newton", "", 1, "N"],
  ["dyn", "dyne", "", 1, "dyn"],
  ["kgf", "force_kilogram", "kilogram_force", 1, "kgf"],
  ["lbf", "force_pound", "pound_force", 1, "lbf"],
  ["J", "joule", "", 1, "J"],
  ["eV", "electron_volt", "", 1.602_176_634e-19, "J"],
  ["erg", "erg", "", 1, "erg"],
  ["cal", "calorie", "", 4.184, "J"],
  ["Btu", "british_thermal_unit", "BTU", 1055.056, "J"],
  ["Wh", "watt_hour", "watthour", 1, "Wh"],
  ["W", "watt", "", 1, "W"],
  ["hp", "horsepower", "", 745.699_871_582_270_2, "W"],
  ["VA", "volt_ampere", "", 1, "W"],
  ["Pa", "pascal", "", 1, "Pa"],
  ["bar", "bar", "", 1, "bar"],
  ["atm", "standard_atmosphere", "atmosphere", 1, "atm"],
  ["torr", "torr", "", 101_325 / 760, "Pa"],
  ["mmHg", "millimeter_Hg", "mm_Hg", 133.322_387_415, "Pa"],
  ["psi", "pound_force_per_square_inch", "", 6894.757_293_168_361, "Pa"],
  ["C", "coulomb", "", 1, "C"],
  ["Ah", "ampere_hour", "", 3600, "C"],
  ["e", "elementary_charge", "", 1.602_176_634e-19, "C"],
  ["V", "volt", "", 1, "V"],
  ["Ω", "ohm", "Ω", 1, "ohm"],
  ["S", "siemens", "mho", 1, "S"],
  ["F", "farad", "", 1, "F"],
  ["H", "henry", "", 1, "H"],
  ["Wb", "weber", "", 1, "Wb"],
  ["T", "tesla", "", 1, "T"],
  ["G", "gauss", "", 1e-4, "T"],
  ["lm", "lumen", "", 1, "cd"],
  ["lx", "lux", "", 1, "cd m^-2"],
  ["Gy", "gray", "", 1, "J kg^-1"],
  ["Sv", "sievert", "", 1, "J kg^-1"],
  ["kat", "katal", "", 1, "mol s^-1"],
  ["M", "molar", "", 1e3, "mol m^-3"],
  ["P", "poise", "", 0.1, "Pa s"],
  ["St", "stokes", "", 1e-4, "m^2 s^-1"],
  ["c", "speed_of_light", "c_0", 299_792_458, "m s^-1"],
  ["rad", "radian", "", 1, ""],
  ["deg", "degree", "arcdeg", Math.PI / 180, ""],
  ["grad", "grade", "gon", Math.PI / 200, ""],
  ["arcmin", "arcminute", "arc_minute", Math.PI / 10_800, ""],
  ["arcsec", "arcsecond", "arc_second", Math.PI / 648_000, ""],
  ["turn", "turn", "revolution cycle", 2 * Math.PI, ""],
  ["sr", "steradian", "", 1, ""],
  ["bit", "bit", "", 1, ""],
  ["B", "byte", "octet", 8, ""],
  ["count", "count", "", 1, ""],
  ["%", "percent", "", 0.01, ""],
  ["ppm", "ppm", "", 1e-6, ""],
  ["dB", "decibel", "", 1, null],
  ["dBm", "decibelmilliwatt", "", 1, null],
  ["dBu", "decibelmicrowatt", "", 1, null],
  ["pixel", "pixel", "dot pel", 1, null],
];

/** What multiplies a unit by a power of ten. */
export interface Prefix {
  readonly symbol: string;
  readonly name: string;
  readonly exponent: number;
}

const prefixTable: readonly (readonly [symbol: string, name: string, exponent: number])[] = [
  ["Q", "quetta", 30],
  ["R", "ronna", 27],
  ["Y", "yotta", 24],
  ["Z", "zetta", 21],
  ["E", "exa", 18],
  ["P", "peta", 15],
  ["T", "tera", 12],
  ["G", "giga", 9],
  ["M", "mega", 6],
  ["k", "kilo", 3],
  ["h", "hecto", 2],
  ["da", "deca", 1],
  ["d", "deci", -1],
  ["c", "centi", -2],
  ["m", "milli", -3],
  ["µ", "micro", -6],
  ["n", "nano", -9],
  ["p", "pico", -12],
  ["f", "femto", -15],
  ["a", "atto", -18],
  ["z", "zepto", -21],
  ["y", "yocto", -24],
  ["r", "ronto", -27],
  ["q", "quecto", -30],
];

export const noPrefix: Prefix = { symbol: "", name: "", exponent: 0 };

const units = new Map<string, KnownUnit>();
for (const [symbol, name, others, factor, of] of table) {
  const unit: KnownUnit = { symbol, name, factor, of: of === null ? null : toProduct(of) };
  for (const spelling of [symbol, name, ...words(others)]) units.set(spelling, unit);
}

/** By spelling, long ones first: `da` before `d`. */
const prefixes = prefixTable
  .flatMap(([symbol, name, exponent]) => {
    const prefix: Prefix = { symbol, name, exponent };
    const others = symbol === "µ" ? ["u", "μ"] : symbol === "da" ? ["deka"] : [];
    return [symbol, name, ...others].map((spelling) => ({ spelling, prefix }));
  })
  .toSorted((a, b) => b.spelling.length - a.spelling.length);

/** The unit, with its prefix, of that spelling: short or long, also in the plural; `null` if it is not known. */
export function findUnit(spelling: string): { prefix: Prefix; unit: KnownUnit } | null {
  const whole = withoutPrefix(spelling);
  if (whole !== null) return { prefix: noPrefix, unit: whole };
  for (const { spelling: start, prefix } of prefixes) {
    const unit = spelling.startsWith(start) ? withoutPrefix(spelling.slice(start.length)) : null;
    // A prefix multiplies, and what a temperature or a level is counted from can't be multiplied.
    if (unit !== null && !hasOwnZero(unit)) return { prefix, unit };
  }
  return null;
}

/** Whether a value in this unit counts from a point of its own, as degrees Celsius do. */
export function hasOwnZero({ of }: KnownUnit): boolean {
  return of === null || of.some(({ name }) => name === "degC" || name === "degF");
}

/** What a unit counts in where it is one among several: of a difference in temperature the zero is of no interest. */
export function asDifference(unit: KnownUnit): KnownUnit {
  return units.get(`Δ${unit.symbol}`) ?? unit;
}

function withoutPrefix(spelling: string): KnownUnit | null {
  const plural = /^.{3,}s$/.test(spelling) ? units.get(spelling.slice(0, -1)) : undefined;
  const singular = plural?.symbol === spelling.slice(0, -1) && plural.name !== plural.symbol ? undefined : plural;
  return units.get(spelling) ?? singular ?? null;
}

function toProduct(text: string): UnitPower[] {
  return words(text).map((word) => {
    const [name = "", power = "1"] = word.split("^");
    return { name, power: Number(power) };
  });
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
