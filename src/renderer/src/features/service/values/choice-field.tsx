import { Loader, Select } from "@mantine/core";
import type { ReactElement } from "react";
import type { SerializedLeaf } from "#shared/serialized.ts";
import { useLate } from "../../../components/use-late.ts";
import { safeColour } from "../../../format/safe-colour.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { useEdit } from "../use-edit.ts";
import { useServiceAccess } from "./service-access.ts";
import classes from "./choice.module.css";
import member from "./member.module.css";

type Choice = Extract<SerializedLeaf, { type: "Enum" | "ColouredEnum" }>;

/** One of a fixed set of names. The list stays open and as it is while the value changes. */
export function ChoiceField({ choice, name }: { choice: Choice; name: string }): ReactElement {
  const { service, obstacle } = useServiceAccess();
  const edit = useEdit(service, choice.full_access_path, choice.value);
  const late = useLate(edit.pending !== null);
  const shown = edit.pending ?? choice.value;
  const swatch = <Swatch colour={colourOf(choice, shown)} />;
  return (
    <Select
      className={classes["choice"]}
      classNames={{ error: member["message"] ?? "" }}
      size="xs"
      aria-label={name}
      aria-description={choice.doc ?? undefined}
      aria-busy={edit.pending !== null}
      title={obstacle ?? meaningOf(choice, shown)}
      data={Object.keys(choice.enum).map((option) => ({ value: option, label: visibleText(option) }))}
      value={shown}
      allowDeselect={false}
      checkIconPosition="right"
      maxDropdownHeight={260}
      readOnly={obstacle !== null}
      aria-disabled={obstacle !== null}
      error={edit.problem}
      {...(choice.type === "ColouredEnum" && { leftSection: swatch, leftSectionWidth: 30 })}
      rightSection={late ? <Loader size={12} aria-hidden /> : undefined}
      comboboxProps={{ portalProps: { target: "#overlays" }, transitionProps: { duration: 0 } }}
      renderOption={({ option }) => (
        <span className={classes["option"]}>
          {choice.type === "ColouredEnum" && <Swatch colour={colourOf(choice, option.value)} />}
          {option.label}
        </span>
      )}
      onKeyDown={(event) => {
        // It closes the list, and does not lead out of the view around it, too.
        if (event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") === "true") event.stopPropagation();
      }}
      onChange={(wish) => {
        if (wish !== null && wish !== choice.value) edit.submit(wish, { type: "Enum", value: wish });
      }}
    />
  );
}

/** A choice that is only read. */
export function ChoiceText({ choice, name }: { choice: Choice; name: string }): ReactElement {
  return (
    <output
      className={`${member["plain"]} ${classes["read"]}`}
      aria-label={name}
      aria-live="off"
      dir="auto"
      title={meaningOf(choice, choice.value)}
    >
      {choice.type === "ColouredEnum" && <Swatch colour={colourOf(choice, choice.value)} />}
      {visibleText(choice.value)}
    </output>
  );
}

function Swatch({ colour }: { colour: string | null }): ReactElement {
  return <span className={classes["swatch"]} aria-hidden {...(colour !== null && { style: { backgroundColor: colour } })} />;
}

function colourOf(choice: Choice, name: string): string | null {
  const content = Object.hasOwn(choice.enum, name) ? choice.enum[name] : null;
  return choice.type === "ColouredEnum" && typeof content === "string" ? safeColour(content) : null;
}

/** The name with what it stands for. */
function meaningOf(choice: Choice, name: string): string {
  const content = Object.hasOwn(choice.enum, name) ? choice.enum[name] : undefined;
  return visibleText(content === undefined ? name : `${name} = ${JSON.stringify(content)}`);
}
