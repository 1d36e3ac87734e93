import type { ReactElement } from "react";
import { toJsonFloat, type AttributeWrite, type SerializedLeaf, type ValueDisplay } from "#shared/serialized.ts";
import { formatCompact, formatExact } from "#shared/format/number.ts";
import { parseNumberWithUnit } from "#shared/format/number-with-unit.ts";
import { typedNumberProblem } from "#shared/format/typed-number.ts";
import { outOfRange } from "../../../format/range.ts";
import { stepNumber } from "../../../format/step.ts";
import { EditField } from "../edit-field.tsx";
import { emptyText, type FieldProps } from "./field-props.ts";
import { orEmpty } from "./parse-nullable.ts";

/** A magnitude with its unit; a unit that is typed along is sent along, and the service converts. */
export function QuantityField({
  quantity,
  name,
  isEmpty,
}: FieldProps & { quantity: Extract<SerializedLeaf, { type: "Quantity" }> }): ReactElement {
  const { magnitude, unit } = quantity.value;
  const display = { ...quantity.display, unit };
  const { step } = display;
  return (
    <EditField
      name={name}
      place={quantity}
      numeric
      {...(isEmpty ? emptyText : { compact: formatCompact(magnitude), exact: formatExact(magnitude) })}
      unit={unit}
      step={step === undefined ? undefined : (text, steps) => stepNumber(text, steps, step, display)}
      parse={orEmpty(quantity, (text) => parseQuantityWrite(text, unit, display))}
    />
  );
}

/** What is typed as a magnitude with or without a unit, or what is wrong with it. */
export function parseQuantityWrite(text: string, unit: string, display: ValueDisplay): { write: AttributeWrite } | { problem: string } {
  const typed = parseNumberWithUnit(text);
  if (typed === null) return { problem: typedNumberProblem(text) ?? `“${text}” is not a number, nor one with a unit` };
  const sent = typed.unit === "" ? unit : typed.unit;
  // The limits count in the quantity's own unit; what another would be in it only the service knows.
  const problem = sent === unit ? outOfRange(typed.number, display) : null;
  return problem === null ? { write: { type: "Quantity", value: { magnitude: toJsonFloat(typed.number), unit: sent } } } : { problem };
}
