import type { ReactElement } from "react";
import type { SerializedLeaf } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { EditField } from "../edit-field.tsx";
import { emptyText, type FieldProps } from "./field-props.ts";

/** A text of one or more lines. */
export function TextField({ text, name, isEmpty }: FieldProps & { text: Extract<SerializedLeaf, { type: "str" }> }): ReactElement {
  return (
    <EditField
      name={name}
      place={text}
      {...(isEmpty ? emptyText : { compact: visibleText(text.value), exact: text.value })}
      unit={text.display?.unit}
      parse={(typed) => ({ write: { type: "str", value: typed } })}
    />
  );
}
