import { DataService, loadState } from "dasedeck";
import { beforeEach, describe, expect, it } from "vitest";
import type { AttributeWrite, SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { Marks } from "#shared/service-channel.ts";
import { eventLoopTurn, FakeClock } from "./fake-clock.ts";
import { restoreState, type RestoreGuard } from "./restore-state.ts";
import { spokenWrite } from "./spoken-write.ts";

type Content = SerializedObject extends infer Object
  ? Object extends unknown
    ? Omit<Object, "full_access_path" | "readonly" | "doc">
    : never
  : never;

/** A serialised object without the words that say nothing here. */
function at(path: string, content: Content): SerializedObject {
  return { full_access_path: path, readonly: false, doc: null, ...content };
}
const float = (path: string, value: number): SerializedObject => at(path, { type: "float", value });
function service(path: string, value: Record<string, SerializedObject>): SerializedDataService {
  return { full_access_path: path, readonly: false, doc: null, type: "DataService", name: "Laser", value };
}

let clock: FakeClock;
let notes: string[];
let written: Record<string, AttributeWrite>;
let refusals: Record<string, () => Promise<void>>;
let announced: string[];
let oneByOne: boolean;
/** Values that ended a process, by path. */
let leftOut: Record<string, unknown>;

beforeEach(() => {
  clock = new FakeClock();
  notes = [];
  written = {};
  refusals = {};
  announced = [];
  oneByOne = false;
  leftOut = {};
});

async function restore(
  present: Record<string, SerializedObject>,
  saved: Record<string, unknown>,
  root: object = {},
  defaults: Marks = {},
): Promise<number> {
  const restoreValue = async (path: string, write: AttributeWrite): Promise<void> => {
    await refusals[path]?.();
    written[path] = write;
  };
  const guard: RestoreGuard = {
    oneByOne,
    isLeftOut: ({ path, write }) => path in leftOut && write.value === leftOut[path],
    announce: async (step) => {
      // Heard somewhat later: until then, nothing of what was announced may happen.
      const before = JSON.stringify(written);
      await eventLoopTurn();
      expect(JSON.stringify(written)).toBe(before);
      announced.push(step.kind === "value" ? `${step.path} = ${spokenWrite(step.write)}` : step.kind);
    },
  };
  const target = { root, attributes: service("", present), restoreValue };
  return (await restoreState(target, { saved, defaults, written: [] }, guard, clock, (text) => notes.push(text))).losses;
}

it.each<[string, Content, unknown, AttributeWrite]>([
  ["a number", { type: "float", value: 1 }, { type: "float", value: 2.5 }, { type: "float", value: 2.5 }],
  ["not a number", { type: "float", value: 1 }, { type: "float", value: "NaN" }, { type: "float", value: "NaN" }],
  [
    "an integer",
    { type: "int", value: 1 },
    { type: "int", value: "1180591620717411303424" },
    { type: "int", value: "1180591620717411303424" },
  ],
  ["a flag", { type: "bool", value: true }, { type: "bool", value: false }, { type: "bool", value: false }],
  ["text", { type: "str", value: "a" }, { type: "str", value: "" }, { type: "str", value: "" }],
  ["nothing", { type: "NoneType", value: null }, { type: "float", value: 3 }, { type: "float", value: 3 }],
  ["a list where there was nothing", { type: "NoneType", value: null }, { type: "list", value: [{ type: "int", value: 3 }] }, { type: "list", value: [{ type: "int", value: 3 }] }], // prettier-ignore
  ["a point in time", { type: "datetime", value: "2020-01-01T00:00:00.000Z" }, { type: "datetime", value: "2024-05-06 07:08:09.120000+00:00" }, { type: "datetime", value: "2024-05-06T07:08:09.120Z" }], // prettier-ignore
  ["a quantity", { type: "Quantity", value: { magnitude: 0, unit: "V" } }, { type: "Quantity", value: { magnitude: 3.5, unit: "mV" } }, { type: "Quantity", value: { magnitude: 3.5, unit: "mV" } }], // prettier-ignore
  ["a choice, by name", { type: "Enum", name: "Mode", value: "OFF", enum: {} }, { type: "Enum", value: "RUN" }, { type: "Enum", value: "RUN" }], // prettier-ignore
  ["a choice that has got colours", { type: "ColouredEnum", name: "Mode", value: "OFF", enum: {} }, { type: "Enum", value: "RUN" }, { type: "Enum", value: "RUN" }], // prettier-ignore
  ["an integer of Python's where a float is meant", { type: "float", value: 1 }, { type: "int", value: 2 }, { type: "float", value: 2 }],
  ["a whole float where an integer is meant now", { type: "int", value: 1 }, { type: "float", value: 2 }, { type: "int", value: 2 }],
])("restores %s", async (_, present, saved, write) => {
  await restore({ x: at("x", present) }, { x: saved });
  expect(written).toEqual({ x: write });
  expect(notes).toEqual([]);
});

it.each<[string, Content, unknown]>([
  ["text in the place of a number", { type: "float", value: 1 }, { type: "str", value: "2" }],
  ["a broken integer in the place of an integer", { type: "int", value: 1 }, { type: "float", value: 2.5 }],
  ["nothing in the place of a number", { type: "float", value: 1 }, { type: "NoneType", value: null }],
  ["a list in the place of a dict", { type: "dict", value: {} }, { type: "list", value: [] }],
  ["a number in the place of a service", { type: "DataService", name: "Inner", value: {} }, { type: "float", value: 2 }],
])("does not restore %s, and notes it", async (_, present, saved) => {
  await restore({ x: at("x", present), y: float("y", 1) }, { x: saved, y: float("y", 2) });
  expect(written).toEqual({ y: { type: "float", value: 2 } });
  expect(notes).toEqual([expect.stringMatching(/^x is not restored: it is of type \w+ now, and \w+ was saved$/)]);
});

it.each<[string, unknown, string]>([
  ["a value alone", 5, "what was saved is malformed: 5"],
  ["a type alone", { type: "float" }, 'what was saved is malformed: {"type":"float"}'],
  ["a value without a type", { value: 3 }, 'what was saved is malformed: {"value":3}'],
  ["what says that it is a number and is none", { type: "float", value: [] }, "it was saved as float, with a value that is none: []"],
  ["what says that it is text and is none", { type: "str", value: 5 }, "it was saved as str, with a value that is none: 5"],
  ["what says that it is a list and is none", { type: "list", value: "[1]" }, 'it was saved as list, with a value that is none: "[1]"'],
])("does not restore %s, and says what is wrong with it", async (_, saved, reason) => {
  const losses = await restore({ x: float("x", 1), y: float("y", 1) }, { x: saved, y: float("y", 2) });
  expect(written).toEqual({ y: { type: "float", value: 2 } });
  expect([losses, notes]).toEqual([1, [`x is not restored: ${reason}`]]);
});

it("says so, too, where there is no such member", async () => {
  await restore({}, { f: 5, "a.b": null, gone: float("gone", 1) });
  expect(notes).toEqual(["f is not restored: what was saved is malformed: 5", "a.b is not restored: what was saved is malformed: null"]);
});

it("does not touch what already has the saved value, and what nothing was saved of", async () => {
  await restore({ x: float("x", 1), y: float("y", 2) }, { x: float("x", 1), gone: float("gone", 1) });
  expect(written).toEqual({});
  expect(notes).toEqual([]);
});

it("goes into nested services, lists and dicts as far as both have an entry", async () => {
  const present = {
    inner: service("inner", { gain: float("inner.gain", 1) }),
    list: at("list", { type: "list", value: [float("list[0]", 1), float("list[1]", 1), float("list[2]", 1)] }),
    dict: at("dict", { type: "dict", value: { a: float('dict["a"]', 1), b: float('dict["b"]', 1) } }),
  };
  const saved = {
    inner: service("inner", { gain: float("inner.gain", 2) }),
    list: at("list", { type: "list", value: [float("list[0]", 3), float("list[1]", 4)] }),
    dict: at("dict", { type: "dict", value: { b: float('dict["b"]', 5), c: float('dict["c"]', 6) } }),
  };
  await restore(present, saved, { inner: {}, list: [1, 1, 1], dict: { a: 1, b: 1 } });
  expect(Object.entries(written).map(([path, { value }]) => [path, value])).toEqual(
    [["inner.gain", 2], ["list[0]", 3], ["list[1]", 4], ['dict["b"]', 5]], // prettier-ignore
  );
  expect(notes).toEqual([
    "list has 3 entries and 2 were saved: those that both have are restored",
    'dict takes none of the saved keys that it does not have, since it is not known what its class put there then; not taken: "c": 6',
  ]);
});

it("leaves properties to themselves that do not ask for their saved value", async () => {
  class Laser extends DataService {
    get power(): number {
      return 1;
    }
    set power(_: number) {
      throw new Error("Not to be set");
    }
  }
  await restore({ power: float("power", 1) }, { power: float("power", 2) }, new Laser());
  expect(written).toEqual({});
});

it("restores the value of a slider, and not its limits", async () => {
  const slider = (value: number, max: number): SerializedObject => {
    const value_ = { value: float("slider.value", value), max: float("slider.max", max), trim: float("slider.trim", value) };
    return at("slider", { type: "NumberSlider", name: "Slider", value: value_ });
  };
  await restore({ slider: slider(1, 10) }, { slider: slider(2, 20) }, { slider: {} });
  expect(Object.keys(written)).toEqual(["slider.value", "slider.trim"]);
});

it("notes what is refused and what throws, and goes on", async () => {
  refusals = { x: () => Promise.reject(new RangeError("x must be at most 3")) };
  await restore({ x: float("x", 1), y: float("y", 1) }, { x: float("x", 9), y: float("y", 2) });
  expect(Object.keys(written)).toEqual(["y"]);
  expect(notes).toEqual(["x is not restored: x must be at most 3"]);
});

it("waits for setters, but not for ever", async () => {
  refusals = { x: () => new Promise(() => undefined) };
  let over = false;
  const restored = restore({ x: float("x", 1), y: float("y", 1) }, { x: float("x", 9), y: float("y", 2) }).then(() => (over = true));
  await clock.advance(14.9);
  await eventLoopTurn();
  expect(over).toBe(false);
  await clock.advance(0.1);
  await restored;
  expect(Object.keys(written)).toEqual(["y"]);
  expect(notes).toEqual([expect.stringContaining("x takes more than 15 s to restore")]);
});

describe("what is announced", () => {
  class Laser extends DataService {
    power = 1;
    #current = 1;
    get current(): number {
      return this.#current;
    }
    @loadState set current(value: number) {
      this.#current = value;
    }
  }
  const present = (value: number, last = value): Record<string, SerializedObject> => ({
    a: float("a", value),
    b: float("b", value),
    current: float("current", value),
    c: float("c", last),
  });

  it("is each value that a setter takes, and the plain ones before and after it as one", async () => {
    await restore(present(1), present(2), new Laser());
    expect(announced).toEqual(["plain values", "current = 2", "plain values", "nothing"]);
    expect(Object.keys(written)).toEqual(["a", "b", "current", "c"]);
  });

  it("is nothing where nothing is restored, and each value where one of them is looked for", async () => {
    await restore(present(1), present(1), new Laser());
    expect(announced).toEqual([]);
    oneByOne = true;
    await restore(present(1), present(2, 1), new Laser());
    expect(announced).toEqual(["a = 2", "b = 2", "current = 2", "nothing"]);
  });

  it("is not what is left out, which is told of however much else is", async () => {
    leftOut = { current: 2, a: 7 };
    const many = Array.from({ length: 30 }, (_, index) => `x${index}`);
    const bools = Object.fromEntries(many.map((name) => [name, at(name, { type: "bool", value: true })]));
    const floats = Object.fromEntries(many.map((name) => [name, float(name, 1)]));
    await restore({ ...floats, ...present(1) }, { ...bools, ...present(2) }, new Laser());
    expect(announced).toEqual(["plain values", "nothing"]);
    expect(Object.keys(written)).toEqual(["a", "b", "c"]);
    expect(notes[0]).toBe(
      "current is left out: restoring it to 2 ended the service's process. The saved value is kept, and tried again once the service's files have " +
        "changed; a new value takes its place",
    );
  });
});

it("does not bury the log under its notes", async () => {
  const names = Array.from({ length: 500 }, (_, index) => `x${index}`);
  const all = (type: "float" | "bool"): Record<string, SerializedObject> =>
    Object.fromEntries(names.map((name) => [name, type === "float" ? float(name, 1) : at(name, { type, value: true })]));
  await restore(all("float"), all("bool"));
  expect(notes).toHaveLength(21);
  expect(notes.at(-1)).toBe("480 more saved values are not restored");
});

it.each([
  [{ x: null }],
  [{ x: 7 }],
  [{ x: { type: "float" } }],
  [{ x: { value: 3 } }],
  [{ x: [] }],
  [JSON.parse('{"__proto__": {"type": "float", "value": 1}}')],
])(
  // prettier-ignore
  "is not disturbed by %j in the file",
  async (saved: Record<string, unknown>) => {
    await restore({ x: float("x", 1) }, saved);
    expect(written).toEqual({});
  },
);
