import { expect, it } from "vitest";
import type { SerializedMethod, SerializedObject, SerializedSubtree } from "#shared/serialized.ts";
import { partsOf } from "./parts.ts";

const place = (name: string, displayOrder?: number) => ({
  full_access_path: name,
  readonly: false,
  doc: null,
  ...(displayOrder !== undefined && { display: { displayOrder } }),
});
const float = (name: string, displayOrder?: number): SerializedObject => ({ ...place(name, displayOrder), type: "float", value: 1 });
const method = (name: string, isButton: boolean, displayOrder?: number): SerializedMethod => ({
  ...place(name, displayOrder),
  type: "method",
  value: null,
  async: false,
  signature: { parameters: {} },
  frontend_render: isButton,
});

function service(...members: SerializedObject[]): SerializedSubtree {
  const value = Object.fromEntries(members.map((member) => [member.full_access_path, member]));
  return { ...place(""), type: "DataService", name: "Laser", value };
}

it("shows members in the order that they ask for, buttons among them, over all pages", () => {
  const many = Array.from({ length: 300 }, (_, index) => float(`x${index}`));
  const { entries, methods } = partsOf(
    service(...many, float("last", 2), method("go", true, 1), method("b", false), method("a", false, 0)),
    0,
  );
  expect(entries.slice(0, 4).map(([name]) => name)).toEqual(["go", "last", "x0", "x1"]);
  expect(methods.map(([name]) => name)).toEqual(["a", "b"]);
});

it("leaves the entries of lists as they are", () => {
  const list: SerializedObject = { ...place("list"), type: "list", value: [float("list[0]", 2), float("list[1]", 1)] };
  expect(partsOf(list, 0).entries.map(([name, { full_access_path }]) => [name, full_access_path])).toEqual([
    ["0", "list[0]"],
    ["1", "list[1]"],
  ]);
});
