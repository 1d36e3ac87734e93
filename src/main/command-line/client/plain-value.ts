import { formatExact } from "#shared/format/number.ts";
import {
  isContainer,
  type JsonQuantity,
  type SerializedContainer,
  type SerializedLeaf,
  type SerializedObject,
} from "#shared/serialized.ts";

/** A value as JSON has it; what JSON lacks is text that `set` takes again: NaN, integers beyond 2^53, quantities, moments. */
export type PlainJson = null | boolean | number | string | PlainJson[] | { [name: string]: PlainJson };

/** A value as a person or a script reads it: a number with its unit, text as it is, and what has parts as JSON. */
export function plainValue(object: SerializedObject): string {
  if (isContainer(object)) return JSON.stringify(plainJson(object), null, 2);
  switch (object.type) {
    case "float":
      return withUnit(formatExact(object.value), object);
    case "int":
      return withUnit(String(object.value), object);
    default: {
      const plain = plainLeaf(object);
      return typeof plain === "string" ? plain : JSON.stringify(plain);
    }
  }
}

/** A value without types and places: of a service its attributes by name. */
export function plainJson(object: SerializedObject): PlainJson {
  return isContainer(object) ? plainContainer(object) : plainLeaf(object);
}

function plainContainer(container: SerializedContainer): PlainJson {
  if (container.type === "list") return container.value.map(plainJson);
  const attributes = Object.entries(container.value).filter(([, value]) => value.type !== "method");
  return Object.fromEntries(attributes.map(([name, value]) => [name, plainJson(value)]));
}

function plainLeaf(leaf: SerializedLeaf): PlainJson {
  switch (leaf.type) {
    case "Quantity":
      return plainQuantity(leaf.value);
    case "Exception":
      return `${leaf.name}: ${leaf.value}`;
    default:
      return leaf.value;
  }
}

function plainQuantity({ magnitude, unit }: JsonQuantity): string {
  return unit === "" ? formatExact(magnitude) : `${formatExact(magnitude)} ${unit}`;
}

function withUnit(number: string, { display }: SerializedObject): string {
  return display?.unit === undefined ? number : `${number} ${display.unit}`;
}
