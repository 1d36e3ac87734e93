import { DataService } from "./data-service.ts";
import { addMemberOptions } from "./member-options.ts";
import { Quantity } from "./quantity.ts";
import { servedAs, wireNames } from "./value-type.ts";

/**
 * A number with a slider to set it, pydase's component of that name. A class that extends it may have a setter of its own, and so do more with a new value
 * or check it otherwise. What it stands at is restored when its service starts, by way of its setter.
 *
 * @example
 * ```ts
 * class Current extends NumberSlider {
 *   override get value() { return super.value; }
 *   override set value(amperes: number) {
 *     super.value = amperes;
 *     supply.setCurrent(amperes);
 *   }
 * }
 *
 * export default class Magnet extends DataService {
 *   current = new Current(0, 0, 10, 0.1);
 *   field = new NumberSlider(quantity(0, "T"), quantity(-1, "T"), quantity(1, "T"), quantity(1, "mT"));
 * }
 * ```
 */
// Not `Value extends number | Quantity`: it would be inferred as the very numbers that are given.
export class NumberSlider<Value = number> extends DataService {
  static readonly [servedAs] = "NumberSlider";
  static readonly [wireNames] = { stepSize: "step_size" };

  static {
    // What `@loadState` at the setter would say: only service files are compiled by something that knows decorators.
    const metadata = {};
    addMemberOptions(metadata, "value", { loadState: true });
    Object.defineProperty(this, Symbol.metadata, { value: metadata });
  }

  _value: Value;
  _min: Value;
  _max: Value;
  _stepSize: Value;

  /**
   * Four numbers, or four quantities that measure the same.
   *
   * @param value - what it begins with. Default 0.
   * @param min - the least value that is taken. Default 0.
   * @param max - the greatest value that is taken. Default 100.
   * @param stepSize - how far one step goes; more than 0. Default 1. It does not bind what is written.
   * @throws TypeError if they are of different kinds; RangeError if the limits are the wrong way round, the step is not more than 0, or the value lies outside.
   */
  constructor(value?: Value, min?: Value, max?: Value, stepSize?: Value) {
    super();
    // Left out, they are numbers: `Value` is inferred from those that are given.
    this._value = value ?? (0 as unknown as Value);
    this._min = min ?? (0 as unknown as Value);
    this._max = max ?? (100 as unknown as Value);
    this._stepSize = stepSize ?? (1 as unknown as Value);
    if (!(amount(this._min) <= inUnit(this._max, this._min)))
      throw new RangeError(`A slider can't go from ${String(this._min)} to ${String(this._max)}`);
    if (!(amount(this._stepSize) > 0)) throw new RangeError(`The step of a slider must be more than 0, not ${String(this._stepSize)}`);
    inUnit(this._stepSize, this._min);
    this._check(this._value);
  }

  /** What the slider stands at; it takes what lies between `min` and `max`, and throws a RangeError otherwise. */
  get value(): Value {
    return this._value;
  }

  set value(value: Value) {
    this._check(value);
    this._value = value;
  }

  get min(): Value {
    return this._min;
  }

  get max(): Value {
    return this._max;
  }

  get stepSize(): Value {
    return this._stepSize;
  }

  _check(value: Value): void {
    const number = amount(value);
    if (number >= inUnit(this._min, value) && number <= inUnit(this._max, value)) return;
    throw new RangeError(`${String(value)} lies outside ${String(this._min)} to ${String(this._max)}`);
  }
}

function amount(value: unknown): number {
  return value instanceof Quantity ? value.magnitude : Number(value);
}

/** A limit as a number in the unit of a value. */
function inUnit(limit: unknown, value: unknown): number {
  if (typeof limit === "number" && typeof value === "number") return limit;
  if (limit instanceof Quantity && value instanceof Quantity) return Quantity.inUnitOf(limit, value).magnitude;
  throw new TypeError("Value, limits and step of a slider must all be numbers, or all quantities");
}
