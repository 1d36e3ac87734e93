import { Loader, TextInput } from "@mantine/core";
import { useState, type KeyboardEvent, type ReactElement } from "react";
import type { AttributeWrite } from "#shared/serialized.ts";
import { useLate } from "../../components/use-late.ts";
import { useEdit } from "./use-edit.ts";
import classes from "./service.module.css";

/** What an {@link EditField} shows and sends. */
export interface EditFieldProps {
  readonly name: string;
  readonly service: string;
  readonly path: string;
  /** Why it can't be edited at present. */
  readonly obstacle: string | null;
  /** The reported value, for reading along, and with everything that it has, for editing. */
  readonly compact: string;
  readonly exact: string;
  readonly numeric?: boolean;
  readonly parse: (text: string) => { write: AttributeWrite } | { problem: string };
}

/**
 * A value that is edited as text: sent on Enter and on leaving, taken back with Escape. What is typed is a draft of its own, which reported values
 * don't overwrite.
 */
export function EditField(props: EditFieldProps): ReactElement {
  const { name, service, path, obstacle, compact, exact, numeric = false, parse } = props;
  const edit = useEdit(service, path, exact);
  const [draft, setDraft] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const late = useLate(edit.pending !== null);

  const send = (): void => {
    if (draft === null) return;
    if (draft === exact) return revert();
    const parsed = parse(draft);
    if ("problem" in parsed) return edit.refuse(parsed.problem);
    setDraft(null);
    edit.submit(draft, parsed.write);
  };
  const revert = (): void => {
    setDraft(null);
    edit.clearProblem();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") send();
    if (event.key === "Escape" && (draft !== null || edit.problem !== null)) {
      // Else it would close the panel around it too.
      event.stopPropagation();
      revert();
    }
  };

  return (
    <TextInput
      aria-label={name}
      className={classes["field"]}
      size="xs"
      title={obstacle ?? exact}
      data-numeric={numeric || undefined}
      data-draft={draft !== null || undefined}
      inputMode={numeric ? "decimal" : "text"}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? edit.pending ?? (focused ? exact : compact)}
      error={edit.problem}
      aria-busy={edit.pending !== null}
      readOnly={obstacle !== null}
      aria-disabled={obstacle !== null}
      rightSection={late ? <Loader size={12} aria-hidden /> : null}
      rightSectionWidth={24}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        send();
      }}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        edit.clearProblem();
      }}
      onKeyDown={onKeyDown}
    />
  );
}
