import { toJsonFloat, toJsonInteger, type AttributeWrite, type SerializedMethod } from "#shared/serialized.ts";
import { parseInteger } from "#shared/format/integer.ts";
import { infiniteNumberIn } from "#shared/format/json-numbers.ts";
import { parseNumber } from "#shared/format/number.ts";
import { typedNumberProblem } from "#shared/format/typed-number.ts";

/** A parameter of a method. */
export type Parameter = SerializedMethod["signature"]["parameters"][string];

/** What an argument has to be; `any` where neither a type nor a default says so. */
export type ArgumentKind = "float" | "int" | "bool" | "str" | "any";

/** What a parameter takes, by its type where one is written, else by its default. */
export function argumentKind({ annotation, default: byDefault }: Parameter): ArgumentKind {
  if (annotation !== null) {
    if (/\bbool(ean)?\b/.test(annotation)) return "bool";
    if (/\b(float|number)\b/.test(annotation)) return "float";
    if (/\b(int|bigint)\b/.test(annotation)) return "int";
    return /\bstr(ing)?\b/.test(annotation) ? "str" : "any";
  }
  const source = byDefault?.trim() ?? "";
  if (/^(true|false|!0|!1)$/.test(source)) return "bool";
  if (/^-?\d+n$/.test(source)) return "int";
  if (/^-?(Infinity|NaN)$/.test(source) || parseNumber(source) !== null) return "float";
  return /^["'`]/.test(source) ? "str" : "any";
}

/** The argument that a person typed: a value to send, none since it may be left out, or what is wrong. */
export type ParsedArgument = { write: AttributeWrite } | { write: null } | { problem: string };

/** Reads an argument; an empty text leaves out what may be left out. */
export function parseArgument(text: string, parameter: Parameter): ParsedArgument {
  const kind = argumentKind(parameter);
  if (text === "" && parameter.optional) return { write: null };
  if (parameter.choices !== undefined) return text === "" ? { problem: "A choice is needed" } : { write: { type: "Enum", value: text } };
  if (text.trim() === "" && kind !== "str") return { problem: "A value is needed" };
  switch (kind) {
    case "str":
      return { write: { type: "str", value: text } };
    case "bool":
      return /^(true|false)$/i.test(text)
        ? { write: { type: "bool", value: /^true$/i.test(text) } }
        : { problem: "true or false is needed" };
    case "int": {
      const integer = parseInteger(text);
      return integer === null
        ? { problem: typedNumberProblem(text) ?? `“${text}” is not a whole number` }
        : { write: { type: "int", value: toJsonInteger(integer) } };
    }
    case "float": {
      const number = parseNumber(text);
      return number === null
        ? { problem: typedNumberProblem(text) ?? `“${text}” is not a number` }
        : { write: { type: "float", value: toJsonFloat(number) } };
    }
    case "any":
      return parseAny(text);
  }
}

/** Not the beginning of a text, such as of an address or a list of names. */
function isNumberAlone(text: string): boolean {
  return /^[-+\u2212]?[\d.,_]+(?:e[-+\u2212]?\d+)?$/i.test(text);
}

/** How a text is understood where nothing says what is wanted: a number, true or false, null, a list or dict in JSON; else it is a text. */
function parseAny(text: string): ParsedArgument {
  const trimmed = text.trim();
  const number = parseNumber(trimmed);
  if (number !== null) return { write: { type: "float", value: toJsonFloat(number) } };
  const typo = isNumberAlone(trimmed) ? typedNumberProblem(trimmed) : null;
  if (typo !== null) return { problem: typo };
  if (/^(true|false)$/.test(trimmed)) return { write: { type: "bool", value: trimmed === "true" } };
  if (trimmed === "null" || trimmed === "None") return { write: { type: "NoneType", value: null } };
  if (!/^[[{"]/.test(trimmed)) return { write: { type: "str", value: text } };
  try {
    const json: unknown = JSON.parse(trimmed);
    const infinite = infiniteNumberIn(trimmed);
    return infinite === null ? { write: writeOf(json) } : { problem: tooLarge(infinite) };
  } catch {
    return { problem: "This is not JSON: check brackets and quotes" };
  }
}

function tooLarge(number: string): string {
  const start = number.length <= 20 ? number : `${number.slice(0, 20)}…`;
  return `“${start}” is too large: the largest number is 1.797e308`;
}

function writeOf(json: unknown): AttributeWrite {
  if (Array.isArray(json)) return { type: "list", value: json.map(writeOf) };
  switch (typeof json) {
    case "number":
      return { type: "float", value: toJsonFloat(json) };
    case "boolean":
      return { type: "bool", value: json };
    case "string":
      return { type: "str", value: json };
    default:
      return json === null || json === undefined
        ? { type: "NoneType", value: null }
        : { type: "dict", value: Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, writeOf(entry)])) };
  }
}

/** What an argument will be sent as, in a word. */
export function spokenArgument(parsed: ParsedArgument): string | null {
  if ("problem" in parsed || parsed.write === null) return null;
  const words: Readonly<Partial<Record<AttributeWrite["type"], string>>> = {
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    str: "text",
    NoneType: "nothing",
    list: "a list",
    dict: "a dict",
  };
  return words[parsed.write.type] ?? null;
}
