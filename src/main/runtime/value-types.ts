import { AttributeWriteError } from "./attribute-write-error.ts";
import { choiceType } from "./choice.ts";
import { quantityType } from "./quantity.ts";
import type { ValueType } from "./value-type.ts";

const dateType: ValueType<Date> = {
  matches: (value): value is Date => value instanceof Date,
  serialize: (value) =>
    Number.isNaN(value.getTime())
      ? { type: "Exception", name: "RangeError", value: "The date is invalid" }
      : { type: "datetime", value: value.toISOString() },
  parse(write) {
    if (write.type !== "datetime") throw new AttributeWriteError("a point in time is needed");
    return new Date(write.value);
  },
  create: (write) => (write.type === "datetime" ? new Date(write.value) : null),
};

/** The classes whose instances are served as one value. */
export const valueTypes: readonly ValueType[] = [dateType, choiceType, quantityType];
