import { Loader, Textarea, TextInput } from "@mantine/core";
import {
  useLayoutEffect,
  useRef,
  useState,
  type ChangeEvent,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactElement,
  type SyntheticEvent,
} from "react";
import type { AttributeWrite, SerializedPlace } from "#shared/serialized.ts";
import { useLate } from "../../components/use-late.ts";
import { hasLineBreak, keepLineBreaks, unifyLineBreaks } from "../../format/line-breaks.ts";
import { parseNumberWithUnit } from "#shared/format/number-with-unit.ts";
import { visibleText } from "../../format/visible-text.ts";
import { Announcement, changedMeanwhile } from "./changed-meanwhile.tsx";
import { beginDraft, valueReported, type Draft } from "./draft.ts";
import { useEdit } from "./use-edit.ts";
import { useServiceAccess } from "./values/service-access.ts";
import member from "./values/member.module.css";
import classes from "./service.module.css";

/** What an {@link EditField} shows and sends. */
export interface EditFieldProps {
  readonly name: string;
  readonly place: Pick<SerializedPlace, "full_access_path" | "doc">;
  /** The reported value, for reading along, and with everything that it has, for editing. */
  readonly compact: string;
  readonly exact: string;
  readonly numeric?: boolean;
  /** Stands behind the value, until another is typed along. */
  readonly unit?: string | undefined;
  /** To point at; else the exact value. */
  readonly title?: string;
  /** The text some steps further, for the arrow keys; `null` where there is no such thing. It is a draft like any other: nothing is sent by a stray key. */
  readonly step?: ((text: string, steps: number) => string | null) | undefined;
  readonly parse: (text: string) => { write: AttributeWrite } | { problem: string };
}

const cursorKeys: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

const fieldOrder: ("input" | "description" | "error")[] = ["input", "description", "error"];

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * A value that is edited as text: sent on Enter and on leaving, taken back with Escape. A text of several lines has as many, and is sent on Ctrl+Enter. What is typed is a draft of its own, which reported values
 * don't overwrite. Until then all of the text is selected, so that the first key replaces it; or the cursor was put into it, and it stands still.
 */
export function EditField(props: EditFieldProps): ReactElement {
  const { name, place, compact, exact, numeric = false, unit = "", title = exact, step, parse } = props;
  const { service, obstacle, writerOf } = useServiceAccess();
  const edit = useEdit(service, place.full_access_path, exact);
  const [keptDraft, setDraft] = useState<Draft | null>(null);
  const draft =
    keptDraft === null || keptDraft.reported === exact ? keptDraft : valueReported(keptDraft, exact, writerOf(place.full_access_path));
  if (draft !== keptDraft) setDraft(draft);
  const [focused, setFocused] = useState(false);
  const late = useLate(edit.pending !== null);
  // A field of one line would drop the breaks without a word.
  const multiline = hasLineBreak(exact) || hasLineBreak(draft?.text ?? edit.pending ?? "");
  const shown = unifyLineBreaks(draft?.text ?? edit.pending ?? (focused ? exact : compact));
  const field = useRef<Field>(null);
  const untouched = focused && draft === null;
  // A new text drops the selection and leaves the cursor at its end: the next key would add a digit to the old value.
  useLayoutEffect(() => {
    if (untouched && !multiline) field.current?.select();
  }, [untouched, multiline, shown]);
  // The other kind of field has come into the place of the one that had the focus.
  useLayoutEffect(() => {
    if (focused && field.current !== document.activeElement) focusAtEnd(field.current);
  }, [focused, multiline]);

  const send = (): void => {
    if (draft === null) return;
    const text = keepLineBreaks(exact, draft.text);
    if (text === exact) return revert();
    const parsed = parse(text);
    if ("problem" in parsed) return edit.refuse(parsed.problem);
    setDraft(null);
    edit.submit(text, parsed.write);
  };
  const type = (text: string): void => {
    setDraft(draft === null ? beginDraft(text, shown, exact) : { ...draft, text });
    edit.clearProblem();
  };
  const holdUnderCursor = ({ currentTarget: { selectionStart, selectionEnd, value } }: SyntheticEvent<Field>): void => {
    const allSelected = selectionStart === 0 && selectionEnd === value.length;
    if (untouched && !allSelected && obstacle === null) setDraft(beginDraft(value, value, exact));
  };
  const revert = (): void => {
    setDraft(null);
    edit.clearProblem();
  };
  /** Whether the key was one that steps; Shift makes it ten. */
  const stepped = ({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent<Field>): boolean => {
    if (step === undefined || obstacle !== null || altKey || ctrlKey || metaKey || (key !== "ArrowUp" && key !== "ArrowDown")) return false;
    const next = step(shown, (key === "ArrowUp" ? 1 : -1) * (shiftKey ? 10 : 1));
    if (next !== null) type(next);
    return next !== null;
  };
  const onKeyDown = (event: KeyboardEvent<Field>): void => {
    if (stepped(event)) return event.preventDefault();
    // Before the cursor moves: a new value that comes in between would select everything again.
    if (untouched && obstacle === null && cursorKeys.has(event.key)) setDraft(beginDraft(shown, shown, exact));
    if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) send();
    if (event.key === "Escape" && (draft !== null || edit.problem !== null)) {
      // Else it would lead out of the view around it, too.
      event.stopPropagation();
      revert();
    }
  };

  const onPaste = (event: ClipboardEvent<Field>): void => {
    // The break at the end comes along when a line is copied whole.
    const pasted = event.clipboardData.getData("text").replace(/(\r\n|\r|\n)$/, "");
    if (multiline || numeric || obstacle !== null || !hasLineBreak(pasted)) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    type(unifyLineBreaks(value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? value.length)));
  };

  const typesUnit = numeric && (parseNumberWithUnit(shown)?.unit ?? "") !== "";
  const unitBeside = typesUnit ? "" : visibleText(unit);
  const news = changedMeanwhile(draft, unit);
  const shared = {
    ref: (element: Field | null) => void (field.current = element),
    "aria-label": name,
    "aria-description": place.doc === null ? undefined : visibleText(place.doc),
    className: classes["field"],
    classNames: { description: member["message"] ?? "", error: member["message"] ?? "" },
    inputWrapperOrder: fieldOrder,
    description: news ?? (multiline && focused && obstacle === null ? "Ctrl/Cmd+Enter sends, Escape takes back" : null),
    descriptionProps: { "data-news": news !== null || undefined },
    size: "xs",
    title: obstacle ?? visibleText(title),
    dir: numeric ? undefined : "auto",
    "data-draft": (draft !== null && draft.text !== draft.from) || undefined,
    autoComplete: "off",
    spellCheck: false,
    value: shown,
    error: edit.problem,
    "aria-busy": edit.pending !== null,
    readOnly: obstacle !== null,
    "aria-disabled": obstacle !== null,
    rightSection: late ? <Loader size={12} aria-hidden /> : unitBeside === "" ? null : <Unit text={unitBeside} />,
    rightSectionWidth: widthOfUnit(unit),
    onFocus: () => setFocused(true),
    onSelect: holdUnderCursor,
    onBlur: () => {
      setFocused(false);
      // Looking is not editing: a value that has moved on meanwhile is not set back.
      if (draft !== null && draft.text === draft.from) revert();
      else send();
    },
    onChange: (event: ChangeEvent<Field>) => type(event.currentTarget.value),
    onKeyDown,
    onPaste,
  };
  return (
    <>
      {multiline ? (
        <Textarea {...shared} autosize minRows={2} maxRows={8} />
      ) : (
        <TextInput {...shared} data-numeric={numeric || undefined} inputMode={numeric ? "decimal" : "text"} />
      )}
      {focused && <Announcement text={news === null ? "" : `${name}: ${news}`} />}
    </>
  );
}

function Unit({ text }: { text: string }): ReactElement {
  return (
    <span className={classes["unit"]} title={text}>
      {text}
    </span>
  );
}

/** Pixels, the same whatever else stands there: nothing jumps. */
function widthOfUnit(unit: string): number {
  return unit === "" ? 24 : Math.min(20 + unit.length * 9, 92);
}

function focusAtEnd(field: Field | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
