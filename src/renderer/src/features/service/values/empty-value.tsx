import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import type { AttributeWrite, SerializedLeaf } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { useEdit } from "../use-edit.ts";
import classes from "./choice.module.css";
import member from "./member.module.css";
import { useServiceAccess } from "./service-access.ts";

type None = Extract<SerializedLeaf, { type: "NoneType" }>;

/** True or false, and neither now. */
export function EmptyFlag({ none, name }: { none: None; name: string }): ReactElement {
  return <EmptySelect none={none} name={name} options={["true", "false"]} toWrite={(wish) => ({ type: "bool", value: wish === "true" })} />;
}

/** One of a fixed set of names, and none now. */
export function EmptyChoice({ none, name, options }: { none: None; name: string; options: readonly string[] }): ReactElement {
  return <EmptySelect none={none} name={name} options={options} toWrite={(wish) => ({ type: "Enum", value: wish })} />;
}

interface EmptySelectProps {
  readonly none: None;
  readonly name: string;
  readonly options: readonly string[];
  readonly toWrite: (wish: string) => AttributeWrite;
}

function EmptySelect({ none, name, options, toWrite }: EmptySelectProps): ReactElement {
  const { service, obstacle } = useServiceAccess();
  const edit = useEdit(service, none.full_access_path, "");
  return (
    <Select
      className={classes["choice"]}
      classNames={{ error: member["message"] ?? "" }}
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
