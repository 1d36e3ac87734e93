import { toJsonFloat, toJsonInteger } from "#shared/serialized.ts";
import { cutText, longestServedText } from "./cut-text.ts";
import { describeThrown } from "./error-report.ts";
import type { MemberOptions } from "./member-options.ts";
import type { SerializedContent } from "./value-type.ts";
import { valueTypes } from "./value-types.ts";

/** How many digits an integer may have. */
const mostDigits = 10_000;

/**
 * What is served of a value without parts of its own, `null` for anything else.
 *
 * @param options - what the decorators say of its place.
 */
export function contentOf(value: unknown, { integer = false, choices }: MemberOptions): SerializedContent | null {
  if (value === null || value === undefined) return { type: "NoneType", value: null };
  if (choices !== undefined) return choiceContent(value, choices);
  switch (typeof value) {
    case "number":
      if (!integer) return { type: "float", value: toJsonFloat(value) };
      if (!Number.isInteger(value)) return noInteger(value);
      return { type: "int", value: toJsonInteger(value) };
    case "bigint":
      return bigintContent(value);
    case "boolean":
      return integer ? noInteger(value) : { type: "bool", value };
    case "string":
      if (integer) return noInteger(value);
      return value.length > longestServedText ? exceptionContent(tooLong(value)) : { type: "str", value };
    case "object":
      return valueTypes.find((type) => type.matches(value))?.serialize(value) ?? null;
    default:
      return null;
  }
}

/** What stands in the place of a value that can't be read. */
export function exceptionContent(error: unknown): SerializedContent {
  const { name, message } = describeThrown(error);
  return { type: "Exception", name, value: message };
}

/** Whether two values are served alike. */
export function isSameContent(a: SerializedContent, b: SerializedContent): boolean {
  if (a.type !== b.type) return false;
  if (a.type === "Quantity" && b.type === "Quantity")
    return a.value.unit === b.value.unit && Object.is(a.value.magnitude, b.value.magnitude);
  if (!Object.is(a.value, b.value)) return false;
  if (!("name" in a && "name" in b)) return true;
  if (a.name !== b.name) return false;
  return !("enum" in a && "enum" in b) || a.enum === b.enum || JSON.stringify(a.enum) === JSON.stringify(b.enum);
}

function noInteger(value: number | string | boolean): SerializedContent {
  return exceptionContent(new RangeError(`${cutText(JSON.stringify(value), 40)} is not an integer`));
}

function choiceContent(value: unknown, choices: Readonly<Record<string, string | number>>): SerializedContent {
  const chosen = Object.entries(choices).find(([, candidate]) => candidate === value);
  if (chosen !== undefined) return { type: "Enum", name: "Enum", value: chosen[0], enum: choices };
  return exceptionContent(new RangeError(`${String(value)} is none of the choices ${Object.keys(choices).join(", ")}`));
}

function bigintContent(value: bigint): SerializedContent {
  const json = toJsonInteger(value);
  if (typeof json === "string" && json.length > mostDigits) {
    return exceptionContent(new RangeError(`Integers are served up to ${mostDigits} digits, not ${json.length}`));
  }
  return { type: "int", value: json };
}

function tooLong(text: string): RangeError {
  return new RangeError(`Text is served up to ${longestServedText} characters, not ${text.slice(0, 40)}… (${text.length} characters)`);
}
