import { expect, it } from "vitest";
import type { SerializedObject } from "#shared/serialized.ts";
import { defaultServiceOptions } from "#shared/service-snapshot.ts";
import { printTree } from "./print-tree.ts";

function float(name: string, displayOrder?: number): SerializedObject {
  const display = displayOrder === undefined ? {} : { display: { displayOrder } };
  return { full_access_path: name, type: "float", value: 1, readonly: false, doc: null, ...display };
}

it("prints the members of each service in the order that they ask for", () => {
  const place = { full_access_path: "", readonly: false, doc: null };
  const inner: SerializedObject = {
    ...place,
    type: "DataService",
    name: "Channel",
    value: { gain: float("gain"), offset: float("offset", 1) },
  };
  const value = { plain: float("plain"), second: float("second", 2), inner, first: float("first", -1) };
  const attributes = { ...place, type: "DataService" as const, name: "Laser", value };
  const printed = printTree({
    title: "Laser",
    doc: null,
    options: defaultServiceOptions,
    attributes,
    tasks: {},
    sources: {},
    restored: { defaults: {}, losses: 0 },
    leftOut: [],
  });
  const names = printed.split("\n").map((line) => /^ *\w+/.exec(line)?.[0]);
  expect(names).toEqual(["Laser", "  first", "  second", "  plain", "  inner", "    offset", "    gain"]);
});
