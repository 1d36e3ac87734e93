import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { whenSet } from "#shared/nullable.ts";
import type { AttributeWrite, SerializedLeaf, SerializedObject } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { EditField } from "../edit-field.tsx";
import { useEdit } from "../use-edit.ts";
import classes from "./choice.module.css";
import { parseDateWrite } from "./date-field.tsx";
import { parseFloatWrite, parseIntegerWrite, type Parsed } from "./number-fields.tsx";
import { PlainText } from "./plain-text.tsx";
import { parseQuantityWrite } from "./quantity-field.tsx";
import { useServiceAccess } from "./service-access.ts";

type None = Extract<SerializedLeaf, { type: "NoneType" }>;

/** A value that is empty. Where it is known what it can be instead (`@nullable`), that can be entered. */
export function EmptyValue({ none, name }: { none: None; name: string }): ReactElement {
  const template = whenSet(none);
  if (none.readonly) return <PlainText name={name} text="–" exact="no value" />;
  switch (template.type) {
    case "bool":
      return (
        <EmptyChoice none={none} name={name} options={["true", "false"]} toWrite={(wish) => ({ type: "bool", value: wish === "true" })} />
      );
    case "Enum":
    case "ColouredEnum":
      return (
        <EmptyChoice none={none} name={name} options={Object.keys(template.enum)} toWrite={(wish) => ({ type: "Enum", value: wish })} />
      );
    default: {
      const parse = parserFor(template);
      if (parse === null) return <PlainText name={name} text="–" exact="no value" />;
      const isNumber = template.type !== "str" && template.type !== "datetime";
      const unit = template.type === "Quantity" ? template.value.unit : none.display?.unit;
      return <EditField name={name} place={none} numeric={isNumber} compact="–" exact="" title="no value" unit={unit} parse={parse} />;
    }
  }
}

/** How what is typed is read; `null` for what is not typed in a field. */
function parserFor(template: SerializedObject): ((text: string) => Parsed) | null {
  const { display = {} } = template;
  switch (template.type) {
    case "float":
      return (text) => parseFloatWrite(text, display);
    case "int":
      return (text) => parseIntegerWrite(text, display);
    case "Quantity": {
      const { unit } = template.value;
      return (text) => parseQuantityWrite(text, unit, { ...display, unit });
    }
    case "datetime":
      return parseDateWrite;
    case "str":
      return (text) => ({ write: { type: "str", value: text } });
    default:
      return null;
  }
}

interface EmptyChoiceProps {
  readonly none: None;
  readonly name: string;
  readonly options: readonly string[];
  readonly toWrite: (wish: string) => AttributeWrite;
}

function EmptyChoice({ none, name, options, toWrite }: EmptyChoiceProps): ReactElement {
  const { service, obstacle } = useServiceAccess();
  const edit = useEdit(service, none.full_access_path, "");
  return (
    <Select
      className={classes["choice"]}
      size="xs"
      aria-label={name}
      aria-busy={edit.pending !== null}
      placeholder="–"
      title={obstacle ?? "no value"}
      data={options.map((option) => ({ value: option, label: visibleText(option) }))}
      value={edit.pending}
      readOnly={obstacle !== null}
      aria-disabled={obstacle !== null}
      error={edit.problem}
      onChange={(wish) => {
        if (wish !== null) edit.submit(wish, toWrite(wish));
      }}
    />
  );
}
