import type { AttributeWrite } from "#shared/serialized.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";

/** @param now - a type of pydase's, or of JavaScript's */
export function typeError(path: string, now: string, wanted: AttributeWrite["type"]): AttributeWriteError {
  return new AttributeWriteError(`${path} is ${spoken(now)} and can't become ${spoken(wanted)}`);
}

const spokenTypes: Readonly<Record<string, string>> = {
  float: "a number",
  number: "a number",
  int: "a whole number",
  bigint: "a whole number",
  bool: "true or false",
  boolean: "true or false",
  str: "text",
  string: "text",
  NoneType: "empty",
  datetime: "a date",
  Quantity: "a quantity",
  Enum: "a choice",
  ColouredEnum: "a choice",
  list: "a list",
  dict: "a dict",
};

/** A type as an operator would call it. */
export function spoken(type: string): string {
  return spokenTypes[type] ?? type;
}
