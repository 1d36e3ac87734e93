import { Loader, TextInput } from "@mantine/core";
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement, type SyntheticEvent } from "react";
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

/** What is typed, and the text that it was begun with. */
interface Draft {
  readonly text: string;
  readonly from: string;
}

/**
 * A value that is edited as text: sent on Enter and on leaving, taken back with Escape. What is typed is a draft of its own, which reported values
 * don't overwrite. Until then all of the text is selected, so that the first key replaces it; or the cursor was put into it, and it stands still.
 */
export function EditField(props: EditFieldProps): ReactElement {
  const { name, service, path, obstacle, compact, exact, numeric = false, parse } = props;
  const edit = useEdit(service, path, exact);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [focused, setFocused] = useState(false);
  const late = useLate(edit.pending !== null);
  const shown = draft?.text ?? edit.pending ?? (focused ? exact : compact);
  const input = useRef<HTMLInputElement>(null);
  const untouched = focused && draft === null;
  // A new text drops the selection and leaves the cursor at its end: the next key would add a digit to the old value.
  useLayoutEffect(() => {
    if (untouched) input.current?.select();
  }, [untouched, shown]);

  const send = (): void => {
    if (draft === null) return;
    if (draft.text === exact) return revert();
    const parsed = parse(draft.text);
    if ("problem" in parsed) return edit.refuse(parsed.problem);
    setDraft(null);
    edit.submit(draft.text, parsed.write);
  };
  const holdUnderCursor = ({ currentTarget: { selectionStart, selectionEnd, value } }: SyntheticEvent<HTMLInputElement>): void => {
    const allSelected = selectionStart === 0 && selectionEnd === value.length;
    if (untouched && !allSelected && obstacle === null) setDraft({ text: value, from: value });
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
      ref={input}
      aria-label={name}
      className={classes["field"]}
      size="xs"
      title={obstacle ?? exact}
      data-numeric={numeric || undefined}
      data-draft={(draft !== null && draft.text !== draft.from) || undefined}
      inputMode={numeric ? "decimal" : "text"}
      autoComplete="off"
      spellCheck={false}
      value={shown}
      error={edit.problem}
      aria-busy={edit.pending !== null}
      readOnly={obstacle !== null}
      aria-disabled={obstacle !== null}
      rightSection={late ? <Loader size={12} aria-hidden /> : null}
      rightSectionWidth={24}
      onFocus={() => setFocused(true)}
      onSelect={holdUnderCursor}
      onBlur={() => {
        setFocused(false);
        // Looking is not editing: a value that has moved on meanwhile is not set back.
        if (draft !== null && draft.text === draft.from) revert();
        else send();
      }}
      onChange={(event) => {
        setDraft({ text: event.currentTarget.value, from: draft?.from ?? shown });
        edit.clearProblem();
      }}
      onKeyDown={onKeyDown}
    />
  );
}
