import { describe, expect, it } from "vitest";
import { parsePythonJson } from "../../wire/python-json.ts";
import { runAtOnce } from "../../wire/sliced.ts";
import { decodeObject, type Decoded } from "./decode-object.ts";
import { TreeQuota } from "./remote-limits.ts";

const place = { full_access_path: "x", readonly: false, doc: null };

function decode(given: unknown, path: string): Decoded {
  return runAtOnce(decodeObject(given, path, new TreeQuota()));
}

/** What a text of Python's JSON is in the deck's mirror. */
function decoded(json: string): unknown {
  return decode(parsePythonJson(json), "x").object;
}

describe("a value of pydase", () => {
  it.each<[json: string, object: object]>([
    ['{"type":"float","value":NaN}', { type: "float", value: "NaN" }],
    ['{"type":"float","value":2}', { type: "float", value: 2 }],
    ['{"type":"int","value":1180591620717411303424}', { type: "int", value: "1180591620717411303424" }],
    ['{"type":"None","value":null}', { type: "NoneType", value: null }],
    ['{"type":"datetime","value":"2024-05-06 07:08:09.120000+02:00"}', { type: "datetime", value: "2024-05-06T05:08:09.120Z" }],
    ['{"type":"Quantity","value":{"magnitude":Infinity,"unit":"V"}}', { type: "Quantity", value: { magnitude: "Infinity", unit: "V" } }],
    [
      '{"type":"Enum","name":"Mode","value":"RUN","enum":{"RUN":"run","OFF":0,"PAIR":[1,2]}}',
      { type: "Enum", name: "Mode", value: "RUN", enum: { RUN: "run", OFF: 0, PAIR: "[1,2]" } },
    ],
    [
      '{"type":"ColouredEnum","name":"C","value":"A","enum":{"A":"red"}}',
      { type: "ColouredEnum", name: "C", value: "A", enum: { A: "red" } },
    ],
  ])("%s", (json, object) => expect(decoded(json)).toEqual({ ...place, ...object }));

  it("has its own place, whatever it says of that, and its documentation", () => {
    expect(decoded('{"type":"bool","value":true,"full_access_path":"elsewhere","readonly":true,"doc":"On or off."}')).toEqual({
      full_access_path: "x",
      readonly: true,
      doc: "On or off.",
      type: "bool",
      value: true,
    });
  });

  it.each([
    '{"type":"float","value":"much"}',
    '{"type":"bool","value":1}',
    '{"type":"Quantity","value":{"magnitude":1}}',
    '{"type":"Enum","value":"RUN"}',
    '{"type":"complex","value":"1+2j"}',
    '{"type":"datetime","value":"yesterday"}',
  ])("that can't be read stands in its place and says so: %s", (json) =>
    expect(decoded(json)).toMatchObject({ ...place, readonly: true, type: "Exception", name: "TypeError" }),
  );
});

it("knows the parameters of a method by Python's names of their types", () => {
  const signature = {
    parameters: {
      a: { annotation: "<class 'int'>", default: {} },
      b: { annotation: "<class 'inspect._empty'>", default: { type: "float", value: 2.5 } },
      c: { annotation: "list[int]", default: { type: "NoneType", value: null } },
    },
  };
  expect(decode({ type: "method", value: null, async: true, signature, frontend_render: true }, "x").object).toEqual({
    ...place,
    type: "method",
    value: null,
    async: true,
    frontend_render: true,
    signature: {
      parameters: {
        a: { annotation: "int", optional: false, default: null },
        b: { annotation: null, optional: true, default: "2.5" },
        c: { annotation: "list[int]", optional: true, default: null },
      },
    },
  });
});

it("takes tasks out of the tree, at any depth", () => {
  const task = { type: "Task", value: { status: { type: "Enum", value: "RUNNING" }, autostart: { type: "bool", value: true } } };
  const part = { type: "DataService", name: "Part", value: { poll: task, "no.path": { type: "int", value: 1 } } };
  const { object, tasks } = decode({ type: "dict", value: { 'a"b': part, __proto__: part } }, "parts");
  expect(tasks).toMatchObject([{ path: 'parts["a\\"b"].poll', status: "RUNNING" }]);
  expect(object).toMatchObject({ value: { 'a"b': { full_access_path: 'parts["a\\"b"]', value: {} } } });
});

it("leaves out a key that is called __proto__, as a service here does", () => {
  const { object } = decode(parsePythonJson('{"type":"dict","value":{"__proto__":{"type":"int","value":1}}}'), "x");
  expect(Object.keys(object?.value ?? {})).toEqual([]);
});

it.each<[given: unknown, message: string]>([
  [undefined, "x is no serialised object"],
  [[], "x is no serialised object"],
  [{ value: 1 }, "x is no serialised object"],
  [{ type: "list", value: {} }, "x is no list"],
  [{ type: "dict", value: [] }, "x is no dict"],
  [{ type: "DataService", value: null }, "x is no DataService"],
  [{ type: "list", value: [{ type: "list", value: [7] }] }, "x[0][0] is no serialised object"],
  [deep(100), "is more than 64 levels deep"],
])("refuses %j", (given, message) => expect(() => decode(given, "x")).toThrow(message));

function deep(levels: number): object {
  return levels === 0 ? { type: "int", value: 1 } : { type: "list", value: [deep(levels - 1)] };
}
