import { cellWidth, cutToWidth } from "./cell-width.ts";
import type { Paint, Style } from "./style.ts";

/** One cell; `text` must be printable, and of one line. */
export interface Cell {
  readonly text: string;
  readonly style?: Style | undefined;
}

export interface Column {
  readonly title: string;
  readonly align?: "right";
}

const gap = "  ";
/** The last column is cut down to this; a line that is still too long is cut at its end. */
const leastLastWidth = 10;

/** How the output is to be laid out: within so many columns where it goes to a terminal, as wide as it is elsewhere. */
export interface Layout {
  readonly width: number | null;
  readonly paint: Paint;
}

/** Rows in aligned columns under their titles; the last column, which holds the longest texts, is cut to the width. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], { width, paint }: Layout): string[] {
  const head = columns.map(({ title }): Cell => ({ text: title, style: "dim" }));
  const all = [head, ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => cellWidth(row[index]?.text ?? ""))));
  if (width !== null) {
    const others = widths.slice(0, -1).reduce((sum, other) => sum + other + gap.length, 0);
    widths[widths.length - 1] = Math.min(widths.at(-1) ?? 0, Math.max(leastLastWidth, width - others));
  }
  return all.map((row) => formatRow(row, columns, widths, width, paint));
}

function formatRow(
  row: readonly Cell[],
  columns: readonly Column[],
  widths: readonly number[],
  width: number | null,
  paint: Paint,
): string {
  let line = "";
  let taken = 0;
  const write = (text: string, style?: Style): void => {
    const shown = width === null ? text : cutToWidth(text, width - taken);
    taken += cellWidth(shown);
    line += style === undefined ? shown : paint(shown, style);
  };
  const lastFilled = row.findLastIndex(({ text }) => text !== "");
  for (const [index, { text, style }] of row.slice(0, lastFilled + 1).entries()) {
    if (index > 0) write(gap);
    const isLast = index === columns.length - 1;
    const shown = isLast ? cutToWidth(text, widths[index] ?? 0) : text;
    const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - cellWidth(shown)));
    const isRight = columns[index]?.align === "right";
    if (isRight) write(padding);
    write(shown, style);
    if (!isRight && index < lastFilled) write(padding);
  }
  return line;
}
