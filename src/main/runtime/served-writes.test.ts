import { choice, choices, DataService, integer, NumberSlider, quantity, range, readonly, task } from "dasedeck";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAccessPath } from "#shared/access-path.ts";
import type { AttributeWrite } from "#shared/serialized.ts";
import { objectAt } from "#shared/mirror-tree.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import { TreeBench } from "./testing/tree-bench.ts";

const Mode = { off: 0, on: 1 } as const;

class Part extends DataService {
  gain = 1;
}

/** One of every row of the type table. */
class Everything extends DataService {
  float = 1.5;
  @range(0, 10) power = 5;
  @integer count = 3;
  @integer @range(1, 6) die = 1;
  big = 2n ** 70n;
  flag = true;
  text = "a";
  empty: unknown = null;
  missing: unknown = undefined;
  date = new Date(0);
  @choices(Mode) mode: 0 | 1 = Mode.off;
  state = choice({ idle: "idle", busy: "busy" }).idle;
  @range(0, 5000) voltage = quantity(3, "mV");
  list = [1, 2];
  mixed: unknown[] = [1, "a", true];
  @range(0, 1) levels = [0.1, 0.2];
  rows = [[1, 2], [3]];
  table: Record<string, number> = { one: 1, "dotted.key": 2 };
  dict: Record<string, unknown> = { a: 1, b: "text" };
  parts = [new Part()];
  part = new Part();
  slider = new NumberSlider();
  @readonly serial = "A1";
  @integer ints: Record<string, number> = {};
  @integer counts: number[] = [];
  @range(0, 1) shares: Record<string, number> = {};
  badDate = new Date(NaN);
  _isLost = false;
  _lost: unknown = 1;
  get lost() {
    if (this._isLost) throw new Error("The instrument has gone");
    return this._lost;
  }
  set lost(value: unknown) {
    this._isLost = false;
    this._lost = value;
  }
  get lostQuantity() {
    if (this._isLost) throw new Error("The instrument has gone");
    return quantity(1, "V");
  }
  set lostQuantity(value) {
    this._lost = value;
  }
  get lostList() {
    if (this._isLost) throw new Error("The instrument has gone");
    return [1];
  }
  set lostList(value) {
    this._lost = value;
  }
  frozen = Object.freeze([1, 2]);
  _private = 1;

  get doubled() {
    return this.float * 2;
  }

  reset() {
    this.float = 0;
  }

  @task()
  async poll() {
    await Promise.resolve();
  }
}

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

const float = (value: number): AttributeWrite => ({ type: "float", value });
const int = (value: number | string): AttributeWrite => ({ type: "int", value });
const str = (value: string): AttributeWrite => ({ type: "str", value });
const bool = (value: boolean): AttributeWrite => ({ type: "bool", value });
const list = (...value: AttributeWrite[]): AttributeWrite => ({ type: "list", value });
const dict = (value: Record<string, AttributeWrite>): AttributeWrite => ({ type: "dict", value });
const none: AttributeWrite = { type: "NoneType", value: null };

/** As the author's own code would read it. */
function readAt(service: object, path: string): unknown {
  return (parseAccessPath(path) ?? []).reduce((holder: unknown, step) => {
    const name = step.kind === "member" ? step.name : step.kind === "index" ? step.index : step.key;
    return typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : undefined;
  }, service);
}

describe("what is served", () => {
  it.each([
    ["float", { type: "float", value: 1.5 }],
    ["power", { type: "float", value: 5, display: { minimum: 0, maximum: 10 } }],
    ["count", { type: "int", value: 3 }],
    ["big", { type: "int", value: "1180591620717411303424" }],
    ["flag", { type: "bool", value: true }],
    ["text", { type: "str", value: "a" }],
    ["empty", { type: "NoneType", value: null }],
    ["missing", { type: "NoneType", value: null }],
    ["date", { type: "datetime", value: "1970-01-01T00:00:00.000Z" }],
    ["mode", { type: "Enum", value: "off", enum: { off: 0, on: 1 } }],
    ["state", { type: "Enum", value: "idle" }],
    ["voltage", { type: "Quantity", value: { magnitude: 3, unit: "mV" } }],
    ["list", { type: "list", value: [{ full_access_path: "list[0]", value: 1 }, { value: 2 }] }],
    ["rows[1][0]", { type: "float", full_access_path: "rows[1][0]", value: 3 }],
    ["table", { type: "dict", value: { one: { value: 1 }, "dotted.key": { full_access_path: 'table["dotted.key"]' } } }],
    ["parts[0]", { type: "DataService", name: "Part", value: { gain: { full_access_path: "parts[0].gain", value: 1 } } }],
    ["part.gain", { type: "float", value: 1 }],
    ["serial", { type: "str", readonly: true }],
    ["frozen", { type: "list", readonly: false, value: [{ readonly: true }, { readonly: true }] }],
    ["doubled", { type: "float", value: 3, readonly: true }],
    ["reset", { type: "method", value: null, async: false }],
  ])("%s", (path, expected) => {
    const { tree } = bench.serve(new Everything());
    expect(objectAt(tree.serialize(), path)).toMatchObject(expected);
    expect(bench.warnings).toEqual([]);
  });
});

describe("a write that fits", () => {
  it.each<[path: string, write: AttributeWrite, value: unknown]>([
    ["float", float(2), 2],
    ["float", { type: "float", value: "NaN" }, NaN],
    ["float", int(3), 3],
    ["power", float(10), 10],
    ["count", int(-4), -4],
    ["big", int("-1180591620717411303425"), -(2n ** 70n) - 1n],
    ["big", int(1), 1n],
    ["flag", bool(false), false],
    ["text", str(""), ""],
    ["empty", str("now text"), "now text"],
    ["empty", int("9007199254740993"), 9007199254740993n],
    ["empty", list(int(1), str("a")), [1, "a"]],
    ["empty", dict({ a: list(none) }), { a: [null] }],
    ["missing", bool(true), true],
    ["date", { type: "datetime", value: "2026-01-02T03:04:05.000Z" }, new Date(Date.UTC(2026, 0, 2, 3, 4, 5))],
    ["mode", { type: "Enum", value: "on" }, 1],
    ["mode", str("on"), 1],
    ["list[1]", float(7), 7],
    ["list", list(float(1), int(2), float(3)), [1, 2, 3]],
    ["list", list(), []],
    ["mixed", list(float(1), str("b"), bool(false), str("more")), [1, "b", false, "more"]],
    ["levels[0]", float(1), 1],
    ["rows[0][1]", float(9), 9],
    ["rows", list(list(float(1)), list()), [[1], []]],
    ['table["one"]', float(4), 4],
    ["table['dotted.key']", float(4), 4],
    ['table["new"]', float(4), 4],
    ["table", dict({ one: float(9), two: float(2) }), { one: 9, two: 2 }],
    ['dict["new"]', str("anything"), "anything"],
    ['table["new"]', str("anything"), "anything"],
    ["counts", list(int(4)), [4]],
    ["shares", dict({ a: float(0.5) }), { a: 0.5 }],
    ["lost", float(2), 2],
    ["parts[0].gain", float(2), 2],
    ["part.gain", float(2), 2],
  ])("%s := %j", async (path, write, expected) => {
    const { service, tree } = bench.serve(new Everything());
    await tree.writeAttribute(path, write);
    expect(readAt(service, path)).toEqual(expected);
  });

  it("says so where a setter throws what is no error", async () => {
    class Odd extends DataService {
      get level() {
        return 1;
      }
      set level(_value: number) {
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw null;
      }
    }
    const { tree } = bench.serve(new Odd());
    await expect(tree.writeAttribute("level", float(2))).rejects.toThrow("null");
  });

  it("takes another choice, and a quantity in another unit", async () => {
    const { service, tree } = bench.serve(new Everything());
    await tree.writeAttribute("state", { type: "Enum", value: "busy" });
    await tree.writeAttribute("voltage", { type: "Quantity", value: { magnitude: 1, unit: "V" } });
    expect(objectAt(tree.serialize(), "state")).toMatchObject({ value: "busy" });
    expect(service.voltage.to("V").magnitude).toBeCloseTo(1);
  });
});

describe("a write that does not fit", () => {
  it.each<[path: string, write: AttributeWrite, reason: string]>([
    ["float", str("1"), "float is a number and can't become text"],
    ["float", bool(true), "float is a number and can't become true or false"],
    ["power", float(11), "power must be at most 10, not 11"],
    ["power", int(-1), "power must be at least 0, not -1"],
    ["power", { type: "float", value: "NaN" }, "power has a range, and NaN is no number within it"],
    ["count", float(3.5), "count is a whole number and can't become a number"],
    ["count", bool(true), "count is a whole number and can't become true or false"],
    ["count", int("9007199254740993"), "count can't hold 9007199254740993 exactly"],
    ["die", int(7), "die must be at most 6, not 7"],
    ["big", float(1), "big is a whole number and can't become a number"],
    ["big", bool(true), "big is a whole number and can't become true or false"],
    ["flag", int(1), "flag is true or false and can't become a whole number"],
    ["text", none, "text is text and can't become empty"],
    ["text", str("x".repeat(2 ** 20 + 1)), "text takes text of up to 1048576 characters"],
    ["date", str("today"), "date: a point in time is needed"],
    ["mode", { type: "Enum", value: "maybe" }, 'mode has no choice "maybe"; choose one of off, on'],
    ["mode", { type: "Enum", value: "constructor" }, 'mode has no choice "constructor"'],
    ["mode", int(1), "mode is a choice and can't become a whole number, 1; choose one of off, on"],
    ["mode", str("maybe"), 'mode has no choice "maybe"; choose one of off, on'],
    ["state", str("maybe"), 'state: "maybe" is none of idle, busy'],
    ["state", bool(true), "state: true is none of idle, busy"],
    ["state", { type: "Enum", value: "maybe" }, "state"],
    ["voltage", { type: "Quantity", value: { magnitude: 1, unit: "kg" } }, "voltage: "],
    ["voltage", { type: "Quantity", value: { magnitude: 1, unit: "kV" } }, "voltage must be at most 5000 mV, not 1000000"],
    ["voltage", bool(true), "voltage: a quantity in mV is needed"],
    ["list", float(1), "list is a list and can't become a number"],
    ["list", dict({}), "list is a list and can't become a dict"],
    ["list", list(str("a")), "list[0] is a number and can't become text"],
    ["list", list(float(1), float(2), str("a")), "can't become text"],
    ["list", list(...Array.from({ length: 10_001 }, () => float(1))), "list takes up to 10000 entries, not 10001"],
    ["list[2]", float(1), "list has no entry 2: it has 2, counted from 0"],
    ["list[-1]", float(1), "list has no entry -1: entries count from 0"],
    ['list["0"]', float(1), "list is a list: name an entry as list[0]"],
    ["levels[0]", float(2), "levels[0] must be at most 1, not 2"],
    ["levels", list(float(0), float(2)), "levels[1] must be at most 1, not 2"],
    ["rows[0]", list(str("a")), "rows[0][0] is a number and can't become text"],
    ['ints["a"]', str("a"), 'ints["a"] is a whole number and can\'t become text'],
    ["counts", list(float(1.5)), "counts[0] is a whole number and can't become a number"],
    ["shares", dict({ a: float(0.5), b: float(99) }), 'shares["b"] must be at most 1, not 99'],
    ['shares["c"]', str("much"), 'shares["c"] has a range and can\'t become text'],
    ["rows", list(list(float(1)), list(float(2)), list(str("a"))), "rows[2][0] is a number and can't become text"],
    ["levels", list(float(0), float(1), float(2)), "levels[2] must be at most 1, not 2"],
    ['dict["__proto__"]', dict({ x: float(1) }), "is reserved by JavaScript"],
    ["dict", JSON.parse('{"type":"dict","value":{"__proto__":{"type":"float","value":1}}}') as AttributeWrite, "is reserved by JavaScript"],
    [
      "empty",
      JSON.parse('{"type":"dict","value":{"__proto__":{"type":"float","value":1}}}') as AttributeWrite,
      "is reserved by JavaScript",
    ],
    ["lost", str("x"), "lost is a number and can't become text"],
    ["lostQuantity", { type: "Quantity", value: { magnitude: 1, unit: "kg" } }, "lostQuantity: "],
    ["lostList", str("x"), "lostList is a list and can't become text"],
    ["badDate", float(3), "badDate: a point in time is needed"],
    ["table.one", float(1), 'table is a dict: name an entry as table["key"]'],
    ["table[0]", float(1), 'table is a dict: name an entry as table["key"]'],
    ["table", dict({ one: str("a") }), 'table["one"] is a number and can\'t become text'],
    ["parts", list(), "parts holds services; write their attributes instead"],
    ["parts[0]", none, "parts[0] is a service; write its attributes instead"],
    ["part", dict({}), "part is a service; write its attributes instead"],
    ["serial", str("A2"), "serial is read-only"],
    ["doubled", float(1), "doubled is read-only"],
    ["frozen[0]", float(2), "frozen[0] is read-only"],
    ["reset", none, "reset is a method; call it instead"],
    ["poll", none, "poll is a task; start and stop it instead"],
    ["_private", float(2), 'There is no attribute "_private"'],
    ["Voltage", float(2), 'There is no attribute "Voltage"; did you mean "voltage"?'],
    ["prat.gian", float(2), 'There is no attribute "prat.gian"; did you mean "part.gain"?'],
    ["parts[0].gian", float(2), 'There is no attribute "parts[0].gian"; did you mean "parts[0].gain"?'],
    ["slider.stepSize", float(2), 'There is no attribute "slider.stepSize"; did you mean "slider.step_size"?'],
    ["part._brand", float(2), "There is no attribute"],
    ["__proto__", float(2), "There is no attribute"],
    ["list[", float(2), '"list[" is no access path'],
    ["", float(2), "This is a service; write its attributes instead"],
  ])("%s := %j", async (path, write, reason) => {
    const { service, tree, batches } = bench.serve(new Everything());
    // A setter takes what it took, also while its getter fails.
    service._isLost = true;
    await nextTurn();
    batches.length = 0;
    const before = structuredClone(tree.serialize());
    const attempt = tree.writeAttribute(path, write);
    await expect(attempt).rejects.toBeInstanceOf(AttributeWriteError);
    await expect(attempt).rejects.toThrow(reason);
    expect(tree.serialize()).toEqual(before);
    expect(batches).toEqual([]);
    expect(service._private).toBe(1);
  });
});
