import { Switch } from "@mantine/core";
import type { ReactElement } from "react";
import type { SerializedLeaf } from "#shared/serialized.ts";
import { errorInFull } from "../../format/error.ts";
import { formatCompact, formatExact, parseNumber } from "../../format/number.ts";
import { visibleText } from "../../format/visible-text.ts";
import { toJsonFloat } from "#shared/serialized.ts";
import { useObstacle } from "../../api/use-command.ts";
import { BrokenValue } from "./broken-value.tsx";
import { EditField } from "./edit-field.tsx";
import { useEdit, type EditTarget } from "./use-edit.ts";
import classes from "./service.module.css";

/** What {@link AttributeValue} shows. */
export interface AttributeValueProps {
  readonly attribute: SerializedLeaf;
  readonly name: string;
  /** Of the element that holds the name. */
  readonly nameId: string;
  readonly target: EditTarget;
}

/** The value of an attribute with the control of its type. */
export function AttributeValue({ attribute, name, nameId, target }: AttributeValueProps): ReactElement {
  const path = attribute.full_access_path;
  const barred = useObstacle();
  const obstacle = barred ?? target.obstacle;
  if (attribute.type === "Exception") return <BrokenValue reason={errorInFull({ name: attribute.name, message: attribute.value })} />;
  if (attribute.type === "NoneType") return <Plain nameId={nameId} text="–" title="no value" />;
  if (attribute.readonly || !isEditable(attribute)) return <Plain nameId={nameId} {...readText(attribute)} />;
  if (attribute.type === "bool") {
    return <Flag value={attribute.value} path={path} nameId={nameId} service={target.service} obstacle={obstacle} />;
  }
  const shared = { name, path, service: target.service, obstacle };
  if (attribute.type === "str") {
    return (
      <EditField
        {...shared}
        compact={visibleText(attribute.value)}
        exact={attribute.value}
        parse={(text) => ({ write: { type: "str", value: text } })}
      />
    );
  }
  return (
    <EditField
      {...shared}
      numeric
      compact={formatCompact(attribute.value)}
      exact={formatExact(attribute.value)}
      parse={(text) => {
        const number = parseNumber(text);
        return number === null ? { problem: `“${text}” is not a number` } : { write: { type: "float", value: toJsonFloat(number) } };
      }}
    />
  );
}

function isEditable(attribute: SerializedLeaf): attribute is Extract<SerializedLeaf, { type: "float" | "str" | "bool" }> {
  return ["float", "str", "bool"].includes(attribute.type);
}

function readText(attribute: SerializedLeaf): { text: string; title: string } {
  switch (attribute.type) {
    case "float":
      return { text: formatCompact(attribute.value), title: formatExact(attribute.value) };
    case "Quantity": {
      const { magnitude, unit } = attribute.value;
      return { text: visibleText(`${formatCompact(magnitude)} ${unit}`), title: visibleText(`${formatExact(magnitude)} ${unit}`) };
    }
    case "method": {
      const text = visibleText(`(${Object.keys(attribute.signature.parameters).join(", ")})`);
      return { text, title: text };
    }
    default: {
      const text = visibleText(String(attribute.value));
      return { text, title: text };
    }
  }
}

function Plain({ nameId, text, title }: { nameId: string; text: string; title: string }): ReactElement {
  return (
    <output className={classes["plain"]} aria-labelledby={nameId} aria-live="off" dir="auto" title={title}>
      {text}
    </output>
  );
}

interface FlagProps {
  value: boolean;
  path: string;
  nameId: string;
  service: string;
  obstacle: string | null;
}

function Flag({ value, path, nameId, service, obstacle }: FlagProps): ReactElement {
  const edit = useEdit(service, path, String(value));
  return (
    <div className={classes["flag"]} title={obstacle ?? undefined}>
      <Switch
        aria-labelledby={nameId}
        checked={edit.pending === null ? value : edit.pending === "true"}
        disabled={obstacle !== null}
        error={edit.problem}
        onChange={(event) => {
          const wish = event.currentTarget.checked;
          edit.submit(String(wish), { type: "bool", value: wish });
        }}
      />
    </div>
  );
}
