import fc from "fast-check";
import { expect, it } from "vitest";
import { inDisplayOrder } from "./display-order.ts";
import type { SerializedObject } from "./serialized.ts";

function member(name: string, displayOrder?: number): [string, SerializedObject] {
  const display = displayOrder === undefined ? {} : { display: { label: name, displayOrder } };
  return [name, { full_access_path: name, type: "float", value: 1, readonly: false, doc: null, ...display }];
}

it("puts those with an order first, the smallest first, and leaves the others as they are declared", () => {
  const members = [member("a"), member("b", 2), member("c", -1.5), member("d"), member("e", 2), member("f", 0)];
  expect(inDisplayOrder(members).map(([name]) => name)).toEqual(["c", "f", "b", "e", "a", "d"]);
  expect(members.map(([name]) => name)).toEqual(["a", "b", "c", "d", "e", "f"]);
});

it("leaves members as they are where none has an order", () => {
  const members = [member("b"), member("a")];
  expect(inDisplayOrder(members)).toBe(members);
});

it("never loses or doubles a member, and never puts one with an order behind one without", () => {
  const orders = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }), { maxLength: 30 });
  fc.assert(
    fc.property(orders, (given) => {
      const members = given.map((order, index) => member(`m${index}`, order));
      const shown = inDisplayOrder(members);
      expect(new Set(shown)).toEqual(new Set(members));
      expect(shown).toHaveLength(members.length);
      const numbers = shown.map(([, { display }]) => display?.displayOrder ?? Infinity);
      expect(numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))).toBe(true);
    }),
  );
});
