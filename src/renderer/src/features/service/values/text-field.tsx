import type { ReactElement } from "react";
import type { SerializedLeaf } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { EditField } from "../edit-field.tsx";

/** A text of one or more lines. */
export function TextField({ text, name }: { text: Extract<SerializedLeaf, { type: "str" }>; name: string }): ReactElement {
  return (
    <EditField
      name={name}
      place={text}
      compact={visibleText(text.value)}
      exact={text.value}
      unit={text.display?.unit}
      parse={(typed) => ({ write: { type: "str", value: typed } })}
    />
  );
}
