import { describe, expect, it } from "vitest";
import { objectAt, removeValue, replaceValue } from "./mirror-tree.ts";
import type { SerializedDataService, SerializedObject } from "./serialized.ts";

function float(path: string, value: number): SerializedObject {
  return { full_access_path: path, type: "float", value, readonly: false, doc: null };
}

function service(path: string, value: Record<string, SerializedObject>): SerializedDataService {
  return { full_access_path: path, type: "DataService", name: "Test", value, readonly: false, doc: null };
}

function list(path: string, value: SerializedObject[]): SerializedObject {
  return { full_access_path: path, type: "list", value, readonly: false, doc: null };
}

function dict(path: string, value: Record<string, SerializedObject>): SerializedObject {
  return { full_access_path: path, type: "dict", value, readonly: false, doc: null };
}

const tree = () =>
  service("", {
    a: float("a", 1),
    supply: service("supply", { output: service("supply.output", { voltage: float("supply.output.voltage", 2) }) }),
    rows: list("rows", [list("rows[0]", [float("rows[0][0]", 1)]), service("rows[1]", { x: float("rows[1].x", 1) })]),
    table: dict("table", { one: float('table["one"]', 1), "a.b": dict('table["a.b"]', {}) }),
  });

describe("replaceValue", () => {
  it.each([
    float("a", 5),
    float("supply.output.voltage", 5),
    float("supply.added", 5),
    service("supply", {}),
    float("rows[0][0]", 5),
    float("rows[1].x", 5),
    list("rows", []),
    float('table["one"]', 5),
    float('table["a.b"]["new"]', 5),
    float("table['one']", 5),
  ])("puts the value at $full_access_path", (value) => {
    const changed = tree();
    replaceValue(changed, value);
    expect(objectAt(changed, value.full_access_path)).toBe(value);
  });

  it.each([
    "",
    "nowhere.x",
    "a.x",
    "supply.nowhere.x",
    "constructor.x",
    "rows[2]",
    "rows[-1]",
    'rows["0"]',
    "table.one",
    "table[0]",
    'supply["output"]',
    "a[",
  ])("changes nothing for the path %j, which leads nowhere", (path) => {
    const unchanged = tree();
    replaceValue(unchanged, float(path, 5));
    expect(unchanged).toEqual(tree());
  });
});

describe("removeValue", () => {
  it("takes members of services away", () => {
    const changed = tree();
    removeValue(changed, "supply.output");
    removeValue(changed, "rows[1].x");
    removeValue(changed, "a");
    expect(Object.keys(changed.value)).toEqual(["supply", "rows", "table"]);
    expect(objectAt(changed, "supply")).toEqual(service("supply", {}));
    expect(objectAt(changed, "rows[1]")).toEqual(service("rows[1]", {}));
  });

  it.each(["", "nowhere", "rows[0]", 'table["one"]', "a.x"])("changes nothing for the path %j", (path) => {
    const unchanged = tree();
    removeValue(unchanged, path);
    expect(unchanged).toEqual(tree());
  });
});

describe("the time of a list or dict", () => {
  const early = "2026-11-22T12:00:00.000Z";
  const late = "2026-11-22T12:00:05.000Z";
  const timed = (): SerializedDataService =>
    service("", {
      rows: {
        ...list("rows", [
          { ...list("rows[0]", [{ ...float("rows[0][0]", 1), changed_at: early }]), changed_at: early },
          service("rows[1]", {
            table: { ...dict("rows[1].table", { x: { ...float('rows[1].table["x"]', 1), changed_at: early } }), changed_at: early },
          }),
        ]),
        changed_at: early,
      },
    });

  it("follows that of its entries, however deep, up to the service that holds it", () => {
    const tree = timed();
    replaceValue(tree, { ...float("rows[0][0]", 2), changed_at: late });
    expect(objectAt(tree, "rows[0]")).toMatchObject({ changed_at: late });
    expect(objectAt(tree, "rows")).toMatchObject({ changed_at: late });
  });

  it("stays as it was where a service in it has changed, which has times of its own", () => {
    const tree = timed();
    replaceValue(tree, { ...float('rows[1].table["x"]', 2), changed_at: late });
    expect(objectAt(tree, "rows[1].table")).toMatchObject({ changed_at: late });
    expect(objectAt(tree, "rows")).toMatchObject({ changed_at: early });
  });

  it("is never set back, nor by an entry that is not there", () => {
    const tree = timed();
    replaceValue(tree, { ...float("rows[0][0]", 2), changed_at: late });
    replaceValue(tree, { ...float("rows[0][0]", 3), changed_at: early });
    replaceValue(tree, { ...float("rows[0][9]", 3), changed_at: "2026-11-22T12:00:09.000Z" });
    expect(objectAt(tree, "rows")).toMatchObject({ changed_at: late });
  });
});
