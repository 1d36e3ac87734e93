import { useWindowEvent } from "@mantine/hooks";
import type { RefObject } from "react";

const rowSelector = "[role='row'], tr, article";
const cellSelector = ":scope > :is(td, th, [role='cell'], [role='rowheader'], [role='columnheader'], time, div, button)";

/**
 * On *Copy*, copies the rows that are selected in a list, or the one that has the focus, as a table: cells apart by tabs, so that they can be put into a
 * spreadsheet. A selection within one cell is copied as the text that it is.
 *
 * It listens at the window: without a selection, Chrome (130, of Electron 33) dispatches `copy` at the body, even while a row has the focus.
 *
 * @param list the element that contains the rows
 */
export function useCopyRows(list: RefObject<HTMLElement | null>): void {
  useWindowEvent("copy", (event) => {
    const rows = list.current === null ? [] : selectedRows(list.current);
    if (rows.length === 0 || event.clipboardData === null || event.defaultPrevented) return;
    event.clipboardData.setData(
      "text/plain",
      tableText(rows.map((row) => [...row.querySelectorAll<HTMLElement>(cellSelector)].map((cell) => cell.innerText))),
    );
    event.preventDefault();
  });
}

/** @returns lines of cells apart by tabs; what would break them is a space */
export function tableText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, " ").trim()).join("\t")).join("\n");
}

function selectedRows(list: HTMLElement): HTMLElement[] {
  const selection = list.ownerDocument.getSelection();
  if (selection === null || selection.isCollapsed) {
    const focused = list.ownerDocument.activeElement;
    return focused instanceof HTMLElement && list.contains(focused) && focused.matches(rowSelector) ? [focused] : [];
  }
  const rows = [...list.querySelectorAll<HTMLElement>(rowSelector)].filter((row) => selection.containsNode(row, true) && !row.ariaHidden);
  const [row] = rows;
  if (rows.length > 1 || row === undefined) return rows;
  const cells = [...row.querySelectorAll(cellSelector)].filter((cell) => selection.containsNode(cell, true));
  return cells.length > 1 ? rows : [];
}
