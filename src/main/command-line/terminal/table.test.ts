import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellWidth, cutToWidth } from "./cell-width.ts";
import { inOneLine, printable } from "./printable.ts";
import { paintFor, widthOf } from "./style.ts";
import { formatTable, type Column } from "./table.ts";

const columns: Column[] = [{ title: "STATE" }, { title: "COUNT", align: "right" }, { title: "ERROR" }];
const rows = [
  [{ text: "running", style: "green" as const }, { text: "7" }, { text: "" }],
  [{ text: "失敗" }, { text: "12345678" }, { text: "Error: the valve does not answer" }],
];
const plain = paintFor({}, {});
const coloured = paintFor({ isTTY: true }, {});

describe("a table", () => {
  it("is aligned, without blanks at the end of a line", () =>
    expect(formatTable(columns, rows, { width: null, paint: plain })).toEqual([
      "STATE       COUNT  ERROR",
      "running         7",
      "失敗     12345678  Error: the valve does not answer",
    ]));

  it("cuts its last column to the width, which is at least legible", () => {
    expect(formatTable(columns, rows, { width: 34, paint: plain })[2]).toBe("失敗     12345678  Error: the val…");
    expect(formatTable(columns, rows, { width: 24, paint: plain })[2]).toBe("失敗     12345678  Erro…");
  });

  it("is never wider than it may be, in colour or not", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: "grapheme" }).map(inOneLine), fc.string({ unit: "binary" }).map(inOneLine)), { maxLength: 5 }),
        fc.integer({ min: 1, max: 60 }),
        (texts, width) => {
          const cells = texts.map(([first, second]) => [{ text: first, style: "red" as const }, { text: "1" }, { text: second }]);
          for (const line of formatTable(columns, cells, { width, paint: coloured }))
            expect(cellWidth(printable(line))).toBeLessThanOrEqual(width);
        },
      ),
    ));

  it("is coloured only on a terminal, and not where that is not wanted", () => {
    expect(coloured("failed", "red")).toBe("\u001B[31mfailed\u001B[0m");
    expect(coloured("", "red")).toBe("");
    for (const [stream, env] of [
      [{}, {}],
      [{ isTTY: true }, { NO_COLOR: "1" }],
      [{ isTTY: true }, { TERM: "dumb" }],
    ] as const) {
      expect(paintFor(stream, env)("failed", "red")).toBe("failed");
    }
    expect(paintFor({ isTTY: true }, { NO_COLOR: "" })("failed", "red")).toContain("\u001B");
  });

  it("keeps to a terminal's width, and to none elsewhere", () => {
    expect(widthOf({ isTTY: true, columns: 80 })).toBe(80);
    expect(widthOf({ isTTY: true, columns: 0 })).toBeNull();
    expect(widthOf({ columns: 80 })).toBeNull();
  });
});

describe("texts on a terminal", () => {
  it.each([
    ["plain", "plain"],
    ["\u001B[31mred\u001B[0m", "red"],
    ["\u001B]0;title\u0007", "⟨U+001B⟩]0;title⟨U+0007⟩"],
    ["\u001B[2J", "⟨U+001B⟩[2J"],
    ["\u009B2J", "⟨U+009B⟩2J"],
    ["up\rover", "up⟨U+000D⟩over"],
    ["a\u202Eb", "a⟨U+202E⟩b"],
    ["tab\tstays", "tab\tstays"],
  ])("%j can't rule it", (text, shown) => expect(printable(text)).toBe(shown));

  it("come in one line where that is needed", () => expect(inOneLine(" one\n  two\r\nthree\n")).toBe("one two three"));

  it.each([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["失敗", 4],
    ["👩‍🔬", 2],
    ["\u200B", 0],
  ])("%j takes %d columns", (text, width) => expect(cellWidth(text)).toBe(width));

  it("are cut between characters", () => {
    expect(cutToWidth("失敗した", 5)).toBe("失敗…");
    expect(cutToWidth("失敗した", 4)).toBe("失…");
    expect(cutToWidth("abc", 3)).toBe("abc");
    expect(cutToWidth("abc", 1)).toBe("…");
    expect(cutToWidth("abc", 0)).toBe("");
  });
});
