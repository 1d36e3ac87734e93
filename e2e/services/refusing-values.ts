import { choice, colouredChoice, DataService, integer, NumberSlider, quantity } from "dasedeck";

const Mode = choice({ OFF: 0, ON: 1 }, { name: "Mode" });
const Status = colouredChoice({ IDLE: "#808080", BUSY: "#FFA500" });

/** As a device does that is switched to its own panel. */
function refuse(what: unknown): never {
  throw new Error(`The device refuses ${String(what)}`);
}

class Level extends NumberSlider {
  override get value() {
    return super.value;
  }

  override set value(level: number) {
    refuse(level);
  }
}

/** A value of every kind that can be written and is always refused. */
export default class RefusingValues extends DataService {
  get float() {
    return 1.5;
  }
  set float(value: number) {
    refuse(value);
  }

  @integer get count() {
    return 3;
  }
  set count(value: number) {
    refuse(value);
  }

  get flag() {
    return false;
  }
  set flag(value: boolean) {
    refuse(value);
  }

  get text() {
    return "as it was";
  }
  set text(value: string) {
    refuse(value);
  }

  get lines() {
    return "one\ntwo";
  }
  set lines(value: string) {
    refuse(value);
  }

  get mode() {
    return Mode.OFF;
  }
  set mode(value: typeof Mode.OFF) {
    refuse(value);
  }

  get status() {
    return Status.IDLE;
  }
  set status(value: typeof Status.IDLE) {
    refuse(value);
  }

  get moment() {
    return new Date("2026-11-22T14:03:07Z");
  }
  set moment(value: Date) {
    refuse(value.toISOString());
  }

  get length() {
    return quantity(3, "mm");
  }
  set length(value) {
    refuse(value);
  }

  level = new Level(5, 0, 10, 0.5);
}
