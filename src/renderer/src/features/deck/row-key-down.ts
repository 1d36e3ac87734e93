import type { KeyboardEvent } from "react";
import { rowCommandOf } from "../../components/actions/row-keys.ts";
import type { TableRow } from "./deck-rows.ts";

/** So many rows further with Page Down and Page Up. */
const rowsPerPage = 10;

/** What the keyboard needs to know of the table. */
export interface RowKeysInput {
  readonly rows: readonly TableRow[];
  /** Gives the focus to a row, wherever it is. */
  readonly focusRow: (index: number) => void;
  /** Opens the service that a row belongs to. */
  readonly onOpen: (row: TableRow) => void;
}

/** The keyboard in the table: from row to row, and what can be done about the one that has the focus. */
export function rowKeyDown({ rows, focusRow, onOpen }: RowKeysInput): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>("tr[data-index]");
    // A menu or a dialog that a row has opened hears its own keys.
    if (row === null || !event.currentTarget.contains(target)) return;
    const index = Number(row.dataset["index"]);
    const to = rowAfter(event, index, rows.length);
    const command = rowCommandOf(event.nativeEvent);
    if (to !== null) focusRow(to);
    else if (event.key === "Enter" && target === row) {
      const present = rows[index];
      if (present !== undefined) onOpen(present);
    } else if (command !== null) giveCommand(row, command);
    else return;
    event.preventDefault();
  };
}

/** The row that a key leads to, `null` where it leads to none. */
function rowAfter({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, index: number, count: number): number | null {
  if (ctrlKey || metaKey || altKey || shiftKey) return null;
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "PageDown":
      return index + rowsPerPage;
    case "PageUp":
      return index - rowsPerPage;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** As if its button was pressed; one that can't be used gets the focus, and says why. */
function giveCommand(row: HTMLElement, command: string): void {
  const button = row.querySelector<HTMLElement>(`[data-command="${command}"]`);
  if (button === null) return;
  if (button.ariaDisabled === "true") button.focus();
  else button.click();
}
