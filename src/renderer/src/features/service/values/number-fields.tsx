import type { ReactElement } from "react";
import { toJsonFloat, toJsonInteger, type AttributeWrite, type SerializedLeaf, type ValueDisplay } from "#shared/serialized.ts";
import { formatInteger, parseInteger } from "#shared/format/integer.ts";
import { formatCompact, formatExact, parseNumber } from "#shared/format/number.ts";
import { typedNumberProblem } from "#shared/format/typed-number.ts";
import { outOfRange } from "../../../format/range.ts";
import { stepInteger, stepNumber } from "../../../format/step.ts";
import { EditField } from "../edit-field.tsx";
import { emptyText, type FieldProps } from "./field-props.ts";
import { orEmpty } from "./parse-nullable.ts";

export type Parsed = { write: AttributeWrite } | { problem: string };

/** A number. */
export function FloatField({ number, name, isEmpty }: FieldProps & { number: Extract<SerializedLeaf, { type: "float" }> }): ReactElement {
  const { display = {} } = number;
  const { step } = display;
  return (
    <EditField
      name={name}
      place={number}
      numeric
      {...(isEmpty ? emptyText : { compact: formatCompact(number.value), exact: formatExact(number.value) })}
      unit={display.unit}
      step={step === undefined ? undefined : (text, steps) => stepNumber(text, steps, step, display)}
      parse={orEmpty(number, (text) => parseFloatWrite(text, display))}
    />
  );
}

/** A whole number, exact however long. */
export function IntegerField({ number, name, isEmpty }: FieldProps & { number: Extract<SerializedLeaf, { type: "int" }> }): ReactElement {
  const { display = {} } = number;
  const digits = formatInteger(number.value);
  return (
    <EditField
      name={name}
      place={number}
      numeric
      {...(isEmpty ? emptyText : { compact: digits, exact: digits })}
      unit={display.unit}
      step={(text, steps) => stepInteger(text, steps, display.step ?? 1, display)}
      parse={orEmpty(number, (text) => parseIntegerWrite(text, display))}
    />
  );
}

/** What is typed as a number, or what is wrong with it. */
export function parseFloatWrite(text: string, display: ValueDisplay): Parsed {
  const number = parseNumber(withoutUnit(text, display));
  if (number === null) return { problem: typedNumberProblem(text) ?? `“${text}” is not a number` };
  const problem = outOfRange(number, display);
  return problem === null ? { write: { type: "float", value: toJsonFloat(number) } } : { problem };
}

/** What is typed as a whole number, or what is wrong with it. */
export function parseIntegerWrite(text: string, display: ValueDisplay): Parsed {
  const number = parseInteger(withoutUnit(text, display));
  if (number === null) return { problem: typedNumberProblem(text) ?? `“${text}” is not a whole number` };
  const problem = outOfRange(number, display);
  return problem === null ? { write: { type: "int", value: toJsonInteger(number) } } : { problem };
}

/** The unit that stands beside the field may be typed along. */
function withoutUnit(text: string, { unit }: ValueDisplay): string {
  const trimmed = text.trim();
  return unit !== undefined && trimmed.endsWith(unit) ? trimmed.slice(0, -unit.length) : trimmed;
}
