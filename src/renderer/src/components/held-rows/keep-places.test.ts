import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepPlaces, placeAnew, type PlacedList, type PresentRows } from "./keep-places.ts";

interface Row {
  readonly key: string;
  readonly state: string;
}

const never = (): boolean => false;

function rowsOf(keys: string, state = "now"): Row[] {
  return Array.from(keys, (key) => ({ key, state }));
}

/** @param shown - a letter for each row that is shown @param hidden - those that exist, but don't pass the filter */
function present(shown: string, hidden = "", own: Partial<PresentRows<Row>> = {}): PresentRows<Row> {
  const all = new Map(rowsOf(shown + hidden).map((row) => [row.key, row]));
  return { shown: rowsOf(shown), all, isOwnAddition: never, isOwnRemoval: never, ...own };
}

function textOf({ rows }: PlacedList<Row>): string {
  const marks = { present: "", left: "?", gone: "!" };
  return rows.map(({ row, standing }) => `${row.key}${marks[standing]}`).join("");
}

const before = placeAnew({ shown: rowsOf("abcd", "before") });

describe("a list that keeps its places", () => {
  it.each([
    ["nothing has changed", present("abcd"), "abcd", 0],
    ["one row moves to the top", present("dabc"), "abcd", 1],
    ["two rows swap", present("bacd"), "abcd", 1],
    ["the order is reversed", present("dcba"), "abcd", 3],
    ["a row leaves the filter", present("abd", "c"), "abc?d", 1],
    ["a row is gone", present("abd"), "abc!d", 1],
    ["a row comes in between", present("axbcd"), "abcd", 1],
    ["everything at once", present("xdab", "c"), "abc?d", 3],
    ["all are gone", present(""), "a!b!c!d!", 4],
  ])("%s", (_name, now, text, changed) => {
    const list = keepPlaces(before, now);
    expect(textOf(list)).toBe(text);
    expect(list.changed).toBe(changed);
  });

  it("shows what its rows are now, and of a row that is gone what it was last", () => {
    const list = keepPlaces(before, present("bd", "a"));
    expect(list.rows.map(({ row }) => row.state)).toEqual(["now", "now", "before", "now"]);
    const later = keepPlaces(list, present("bd", "a"));
    expect(later.rows[2]).toEqual({ row: { key: "c", state: "before" }, standing: "gone" });
  });

  it("takes a row back that returns", () => {
    const list = keepPlaces(keepPlaces(before, present("abd")), present("cabd"));
    expect(textOf(list)).toBe("abcd");
    expect(list.changed).toBe(1);
  });

  it("follows the person's own acts: what they remove goes, what they add comes last", () => {
    const own = ({ key }: Row): boolean => key === "b" || key === "x";
    const list = keepPlaces(before, present("xyacd", "", { isOwnAddition: own, isOwnRemoval: own }));
    expect(textOf(list)).toBe("acdx");
    expect(list.changed).toBe(2);
  });

  it("keeps the row that a service no longer has after a person started it, and shows its new one", () => {
    const list = keepPlaces(before, present("axcd", "", { isOwnAddition: () => true }));
    expect(textOf(list)).toBe("ab!cdx");
  });

  it("never moves, adds or removes a row, whatever happens", () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
    const keys = fc.uniqueArray(key).map((some) => some.join(""));
    const moment = fc.record({ shown: keys, hidden: keys });
    fc.assert(
      fc.property(keys, fc.array(moment, { minLength: 1, maxLength: 8 }), (first, moments) => {
        let list = placeAnew({ shown: rowsOf(first, "before") });
        for (const { shown, hidden } of moments) {
          const now = present(
            shown,
            Array.from(hidden)
              .filter((one) => !shown.includes(one))
              .join(""),
          );
          list = keepPlaces(list, now);
          expect(list.rows.map(({ row }) => row.key).join("")).toBe(first);
          for (const { row, standing } of list.rows) {
            expect(standing).toBe(shown.includes(row.key) ? "present" : now.all.has(row.key) ? "left" : "gone");
          }
          // Nothing would change exactly where a new order would show the same.
          expect(list.changed === 0).toBe(shown === first);
        }
      }),
    );
  });
});
