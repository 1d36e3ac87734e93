import fc from "fast-check";
import { expect, it } from "vitest";
import type { AttributeWrite } from "#shared/serialized.ts";
import { parsePythonJson } from "../../wire/python-json.ts";
import { triggerRequest, updateRequest } from "./encode-write.ts";

it("writes what pydase's own client sends", () => {
  expect(updateRequest("voltage", { type: "float", value: 2 }).text).toBe(
    '{"access_path":"voltage","value":{"full_access_path":"","doc":null,"readonly":false,"type":"float","value":2.0}}',
  );
  expect(JSON.parse(triggerRequest("limits.append", { args: [{ type: "int", value: 9 }] }).text)).toMatchObject({
    access_path: "limits.append",
    args: { type: "list", value: [{ type: "int", value: 9 }] },
    kwargs: { type: "dict", value: {} },
  });
});

it.each<[AttributeWrite, string]>([
  [{ type: "float", value: "NaN" }, "NaN"],
  [{ type: "float", value: "-Infinity" }, "-Infinity"],
  [{ type: "int", value: "1180591620717411303424" }, "1180591620717411303424"],
  [{ type: "NoneType", value: null }, "null"],
  [{ type: "Quantity", value: { magnitude: 1.5, unit: "kΩ" } }, '{"magnitude":1.5,"unit":"kΩ"}'],
])("writes %j as Python reads it", (write, text) => expect(updateRequest("x", write).text).toContain(`"value":${text}}`));

it("is JSON of Python's, whatever text is in it", () => {
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.string()), (path, table) => {
      const value = Object.fromEntries(Object.entries(table).map(([key, text]) => [key, { type: "str" as const, value: text }]));
      const read = parsePythonJson(updateRequest(path, { type: "dict", value }).text) as { access_path: string; value: { value: object } };
      expect(read.access_path).toBe(path);
      expect(Object.keys(read.value.value).sort()).toEqual(Object.keys(table).sort());
    }),
  );
});
