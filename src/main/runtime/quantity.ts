import { fromJsonFloat, toJsonFloat } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { convertMagnitude } from "./unit-conversion.ts";
import { parseUnit, type UnitExpression } from "./unit-expression.ts";
import { UnknownUnitError } from "./unit-name.ts";
import type { ValueType } from "./value-type.ts";

/** Units that measure different things. */
export class IncompatibleUnitsError extends Error {
  override readonly name = "IncompatibleUnitsError";
}

/** A magnitude and its unit; frozen. Made by {@link quantity}. */
export class Quantity {
  /** How many of the unit. */
  readonly magnitude: number;
  readonly #unit: UnitExpression;

  /** @internal */
  constructor(magnitude: number, unit: UnitExpression) {
    this.magnitude = magnitude;
    this.#unit = unit;
    Object.freeze(this);
  }

  /** In pint's short spelling: `mV`, `m/s²`, `°C`; empty for a pure number. */
  get unit(): string {
    return this.#unit.short;
  }

  /** In pint's long spelling: `millivolt`, `meter / second ** 2`, `degree_Celsius`; `dimensionless` for a pure number. */
  get longUnit(): string {
    return this.#unit.long;
  }

  /**
   * The same in another unit: `quantity(20, "°C").to("K").magnitude` is 293.15. As in pint, 20 °C are a temperature and no difference of temperatures
   * (`delta_degC`), and neither becomes the other.
   *
   * @throws UnknownUnitError if the text is no unit; IncompatibleUnitsError if it measures something else; RangeError for the level (`dBm`) of what is not
   * more than 0.
   */
  to(unit: string): Quantity {
    return this.#in(unitOf(unit));
  }

  /** Another magnitude in the same unit. */
  with(magnitude: number): Quantity {
    return new Quantity(checked(magnitude), this.#unit);
  }

  /** As pint prints it: `3.2 mV`. */
  toString(): string {
    return this.unit === "" ? String(this.magnitude) : `${this.magnitude} ${this.unit}`;
  }

  /** `value` in the unit of `other`. */
  static inUnitOf(value: Quantity, other: Quantity): Quantity {
    return value.#in(other.#unit);
  }

  #in(unit: UnitExpression): Quantity {
    const magnitude = convertMagnitude(this.magnitude, this.#unit, unit);
    if (magnitude !== null) return new Quantity(magnitude, unit);
    throw new IncompatibleUnitsError(`${this.toString()} can't be given in ${spoken(unit)}: ${spoken(this.#unit)} measures something else`);
  }
}

/**
 * A magnitude with its unit, pint's `Quantity`. A write from outside is converted into the unit that the attribute holds at that time, and refused if it
 * measures something else. What the service itself assigns is served as it is, in its own unit and whatever it measures, as in pydase; a setter that has to
 * hold on to its unit says so: `this._speed = speed.to("m/s")`.
 *
 * @example
 * `voltage = quantity(3.2, "mV");`, then `this.voltage = this.voltage.with(4);`
 * @param unit - in pint's spelling, short or long: `kΩ` or `kiloohm`, `m/s²` or `meter / second ** 2`; none for a pure number. Every unit and prefix of pint's
 * is known, its constants (`hbar`) and levels (`dBm`) too. What pint finds ambiguous (`mcd`) is refused.
 * @throws UnknownUnitError that names the unit that is not known; TypeError if the magnitude is no number.
 */
export function quantity(magnitude: number, unit = ""): Quantity {
  return new Quantity(checked(magnitude), unitOf(unit));
}

function checked(magnitude: unknown): number {
  if (typeof magnitude === "number") return magnitude;
  throw new TypeError(`A quantity needs a number, not ${typeof magnitude === "string" ? JSON.stringify(magnitude) : typeof magnitude}`);
}

/** What was read lately: the same few units come again and again. */
const read = new Map<string, UnitExpression>();
const mostRead = 500;

function unitOf(text: unknown): UnitExpression {
  if (typeof text !== "string") throw new TypeError(`A unit is a text such as "mV", not ${typeof text}`);
  const known = read.get(text);
  if (known !== undefined) return known;
  const unit = parseUnit(text);
  if (read.size >= mostRead) read.clear();
  read.set(text, unit);
  return unit;
}

function spoken({ short }: UnitExpression): string {
  return short === "" ? "a pure number" : short;
}

/** How a {@link Quantity} travels. */
export const quantityType: ValueType<Quantity> = {
  matches: (value): value is Quantity => value instanceof Quantity,
  serialize: ({ magnitude, unit }) => ({ type: "Quantity", value: { magnitude: toJsonFloat(magnitude), unit } }),
  parse(write, present) {
    // As pydase's clients write it: a number alone is a magnitude in the unit that is there.
    if (write.type === "float") return present.with(fromJsonFloat(write.value));
    if (write.type === "int") return present.with(Number(write.value));
    if (write.type !== "Quantity") throw new AttributeWriteError(`a quantity in ${present.unit || "no unit"} is needed`);
    const magnitude = fromJsonFloat(write.value.magnitude);
    // pint writes some units as it would not read them: a millicandela is `mcd`, and `mcd` a microday.
    if (write.value.unit === present.unit) return present.with(magnitude);
    return orRefused(() => Quantity.inUnitOf(quantity(magnitude, write.value.unit), present));
  },
  create: (write) => (write.type === "Quantity" ? orRefused(() => quantity(fromJsonFloat(write.value.magnitude), write.value.unit)) : null),
};

/** What is wrong with a unit is the writer's own mistake. */
function orRefused(make: () => Quantity): Quantity {
  try {
    return make();
  } catch (error) {
    const isRefused = error instanceof UnknownUnitError || error instanceof IncompatibleUnitsError || error instanceof RangeError;
    throw isRefused ? new AttributeWriteError(error.message) : error;
  }
}
