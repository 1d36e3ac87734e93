import { expect, it } from "vitest";
import type { AttributeWrite } from "#shared/serialized.ts";
import { spokenWrite } from "./spoken-write.ts";

it.each<[AttributeWrite, string]>([
  [{ type: "float", value: 2.5 }, "2.5"],
  [{ type: "float", value: "NaN" }, "NaN"],
  [{ type: "int", value: "1180591620717411303424" }, "1180591620717411303424"],
  [{ type: "bool", value: false }, "false"],
  [{ type: "str", value: 'a "b"' }, String.raw`"a \"b\""`],
  [{ type: "NoneType", value: null }, "null"],
  [{ type: "datetime", value: "2024-05-06T07:08:09.120Z" }, "2024-05-06T07:08:09.120Z"],
  [{ type: "Quantity", value: { magnitude: 3.5, unit: "mV" } }, "3.5 mV"],
  [{ type: "Quantity", value: { magnitude: 3.5, unit: "" } }, "3.5"],
  [{ type: "Enum", value: "RUN" }, "RUN"],
  [{ type: "list", value: [{ type: "float", value: 1 }, { type: "str", value: "b" }] }, '[1, "b"]'], // prettier-ignore
  [{ type: "dict", value: { "a b": { type: "float", value: 1 } } }, '{ "a b": 1 }'],
  [{ type: "str", value: "x".repeat(300) }, `"${"x".repeat(199)}… (302 characters)`],
])("speaks of %j as %s", (write, spoken) => {
  expect(spokenWrite(write)).toBe(spoken);
});
