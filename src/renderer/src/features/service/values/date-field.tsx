import type { ReactElement } from "react";
import type { AttributeWrite, SerializedLeaf } from "#shared/serialized.ts";
import { formatLocalSeconds, formatLocalTime, parseLocalTime } from "#shared/format/date-time.ts";
import { EditField } from "../edit-field.tsx";
import { emptyText, type FieldProps } from "./field-props.ts";
import { orEmpty } from "./parse-nullable.ts";

/** A moment, in local time. */
export function DateField({ date, name, isEmpty }: FieldProps & { date: Extract<SerializedLeaf, { type: "datetime" }> }): ReactElement {
  return (
    <EditField
      name={name}
      place={date}
      {...(isEmpty ? emptyText : { compact: formatLocalSeconds(date.value), exact: formatLocalTime(date.value), title: date.value })}
      parse={orEmpty(date, parseDateWrite)}
    />
  );
}

/** What is typed as a moment, or what is wrong with it. */
export function parseDateWrite(text: string): { write: AttributeWrite } | { problem: string } {
  const iso = parseLocalTime(text);
  if (iso !== null) return { write: { type: "datetime", value: iso } };
  return { problem: `“${text}” is not a moment such as 2026-11-22 14:03:07` };
}
