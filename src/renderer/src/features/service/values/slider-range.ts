import { fromJsonFloat, toJsonFloat, type AttributeWrite, type SerializedObject, type SerializedSubtree } from "#shared/serialized.ts";

/** A slider that can be drawn: all in one unit. */
export interface SliderRange {
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly unit: string;
  readonly write: (value: number) => AttributeWrite;
}

interface Amount {
  readonly number: number;
  readonly unit: string;
}

/**
 * What a `NumberSlider` says of itself; `null` where that makes no slider, such as limits in other units than the value, which the window can't convert: the
 * number beside it is edited all the same.
 */
export function sliderRange({ value: members }: SerializedSubtree): SliderRange | null {
  const [value, minimum, maximum, step] = ["value", "min", "max", "step_size"].map((name) => amountOf(members[name]));
  if (!value || !minimum || !maximum || !step) return null;
  if (minimum.unit !== value.unit || maximum.unit !== value.unit || !(minimum.number < maximum.number)) return null;
  const isOwnUnit = step.unit === value.unit && step.number > 0;
  return {
    value: value.number,
    minimum: minimum.number,
    maximum: maximum.number,
    step: isOwnUnit ? step.number : (maximum.number - minimum.number) / 100,
    unit: value.unit,
    write: writerFor(members["value"], value.unit),
  };
}

function amountOf(object: SerializedObject | undefined): Amount | null {
  switch (object?.type) {
    case "float":
    case "int":
      return finite({ number: Number(object.value), unit: "" });
    case "Quantity":
      return finite({ number: fromJsonFloat(object.value.magnitude), unit: object.value.unit });
    default:
      return null;
  }
}

function finite(amount: Amount): Amount | null {
  return Number.isFinite(amount.number) ? amount : null;
}

function writerFor(object: SerializedObject | undefined, unit: string): (value: number) => AttributeWrite {
  if (object?.type === "Quantity") return (value) => ({ type: "Quantity", value: { magnitude: toJsonFloat(value), unit } });
  if (object?.type === "int") return (value) => ({ type: "int", value: Math.round(value) });
  return (value) => ({ type: "float", value: toJsonFloat(value) });
}
