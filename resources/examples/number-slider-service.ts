import { DataService, NumberSlider, quantity, readonly, unit, type Quantity } from "dasedeck";

/** A slider with a setter of its own, which passes each new value on to the (simulated) amplifier. */
class Gain extends NumberSlider {
  override get value() {
    return super.value;
  }

  override set value(decibels: number) {
    super.value = decibels;
    console.log(`The amplifier is set to ${decibels} dB`);
  }
}

/**
 * Sliders and values with units.
 *
 * Shows `NumberSlider`, plain and with a setter of its own, a slider of quantities, and a quantity as an attribute: write `0.003 kV` or `2 mV` to `offset`, and it
 * is converted; write `2 A`, and it is refused with the reason.
 */
export default class NumberSliderService extends DataService {
  /** Gain of the amplifier, in decibels. */
  gain = new Gain(0, -20, 40, 0.5);

  /** Current through the coil. */
  current = new NumberSlider(quantity(0.5, "A"), quantity(0, "A"), quantity(2, "A"), quantity(10, "mA"));

  /** Added to the signal. */
  offset: Quantity = quantity(1.5, "V");

  /** What the coil is made of. */
  @readonly
  resistance = quantity(3.2, "Ω");

  /** What the coil heats with. */
  @unit("W")
  get heat() {
    return this.resistance.magnitude * this.current.value.to("A").magnitude ** 2;
  }
}
