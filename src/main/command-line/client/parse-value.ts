import { parseLocalTime } from "#shared/format/date-time.ts";
import { parseInteger } from "#shared/format/integer.ts";
import { parseNumber } from "#shared/format/number.ts";
import { parseNumberWithUnit, type NumberWithUnit } from "#shared/format/number-with-unit.ts";
import { isNullable, whenSet } from "#shared/nullable.ts";
import { typedNumberProblem } from "#shared/format/typed-number.ts";
import { toJsonFloat, toJsonInteger, type AttributeWrite, type SerializedObject } from "#shared/serialized.ts";
import { CommandError, exitCode } from "../exit-codes.ts";
import { inOneLine } from "../terminal/printable.ts";
import { parseExactJson, WrittenNumber, type ExactJson } from "./exact-json.ts";

/**
 * What a person wrote as the new value of an attribute, by what the attribute is at present; where that says nothing (an empty attribute, a new key), by what the
 * text looks like.
 *
 * @param present - what is there; `null` where nothing is yet
 * @param name - of the attribute, for messages
 * @throws CommandError that says what would be right
 */
export function parseValue(text: string, present: SerializedObject | null, name: string): AttributeWrite {
  if (present === null) return parseFree(text);
  if (isNullable(present) && meansNull(text, present)) return { type: "NoneType", value: null };
  const template = whenSet(present);
  if (template !== present) return parseValue(text, template, name);
  switch (present.type) {
    case "str":
      return { type: "str", value: text };
    case "list":
    case "dict": {
      const json = parseExactJson(text);
      const wanted = present.type === "list" ? "[1, 2]" : '{"one": 1}';
      if (json === undefined) throw wrong(`${name} is a ${present.type}, and ${shown(text)} is no JSON; write it as ${wanted}`);
      return writeOf(json, present, name);
    }
    case "NoneType":
    case "Exception":
      return parseFree(text);
    default:
      return parseScalar(text, present, name);
  }
}

/** Of a choice that has such a name, the name is meant. */
function meansNull(text: string, present: SerializedObject): boolean {
  const word = text.trim();
  return /^(null|none)$/i.test(word) && !("enum" in present && Object.hasOwn(present.enum, word));
}

function parseScalar(text: string, present: SerializedObject, name: string): AttributeWrite {
  if (/^(null|none)$/i.test(text.trim()) && present.type !== "Enum" && present.type !== "ColouredEnum")
    return { type: "NoneType", value: null };
  switch (present.type) {
    case "float": {
      const { number } = inUnit(parseNumberWithUnit(text), present, text, name, "a number");
      return { type: "float", value: toJsonFloat(number) };
    }
    case "int": {
      const unit = present.display?.unit;
      const digits = unit !== undefined && text.trim().endsWith(unit) ? text.trim().slice(0, -unit.length) : text;
      const integer = parseInteger(digits);
      if (integer === null)
        throw (
          refused(text, name) ?? wrong(`${name} is a whole number${unit === undefined ? "" : ` (in ${unit})`}, and ${shown(text)} is none`)
        );
      return { type: "int", value: toJsonInteger(integer) };
    }
    case "bool": {
      const word = text.trim().toLowerCase();
      if (!/^(true|false|on|off)$/.test(word)) throw wrong(`${name} is true or false, and not ${shown(text)}`);
      return { type: "bool", value: word === "true" || word === "on" };
    }
    case "datetime": {
      const moment = parseLocalTime(text);
      if (moment === null) throw wrong(`${name} is a moment, and ${shown(text)} is none; write it as 2026-11-22T14:03:07Z`);
      return { type: "datetime", value: moment };
    }
    case "Quantity": {
      const typed = parseNumberWithUnit(text);
      const { unit } = present.value;
      if (typed === null)
        throw refused(text, name) ?? wrong(`${name} is a quantity, and ${shown(text)} is none; write it as ${quoted(`2 ${unit}`)}`);
      return { type: "Quantity", value: { magnitude: toJsonFloat(typed.number), unit: typed.unit === "" ? unit : typed.unit } };
    }
    case "Enum":
    case "ColouredEnum":
      return { type: "Enum", value: text.trim() };
    case "method":
      throw wrong(`${name} is a method, and not a value`);
    default:
      throw wrong(`${name} has attributes of its own: set one of them, e.g. ${name}.${firstAttribute(present)}`);
  }
}

/** What is wrong with a number whose comma may mean two things, or that is too large. */
function refused(text: string, name: string): CommandError | null {
  const problem = typedNumberProblem(text);
  return problem === null ? null : wrong(`${name}: ${inOneLine(problem)}`);
}

/** A number's unit is only for reading: in another one it would mean another value. */
function inUnit(typed: NumberWithUnit | null, present: SerializedObject, text: string, name: string, what: string): NumberWithUnit {
  const unit = present.display?.unit;
  const means = `${name} is ${what}${unit === undefined ? "" : ` in ${unit}`}`;
  if (typed === null) throw refused(text, name) ?? wrong(`${means}, and ${shown(text)} is none`);
  if (typed.unit !== "" && typed.unit !== unit) throw wrong(`${means}, and can't be given in ${shown(typed.unit)}`);
  return typed;
}

/** Where nothing says what is wanted: a number, true or false, null, a list, dict or text in JSON; else it is a text. */
function parseFree(text: string): AttributeWrite {
  const trimmed = text.trim();
  if (trimmed === "None") return { type: "NoneType", value: null };
  const number = parseNumber(trimmed);
  if (number !== null)
    return Number.isFinite(number) && /^[+-]?\d{16,}$/.test(trimmed)
      ? writtenNumber(trimmed)
      : { type: "float", value: toJsonFloat(number) };
  // A text that only looks like a number is written in quotes.
  const problem = /^[-+\u2212]?[\d.,_]+(?:e[-+\u2212]?\d+)?$/i.test(trimmed) ? refused(trimmed, "the value") : null;
  if (problem !== null) throw problem;
  const json = parseExactJson(trimmed);
  return json === undefined ? { type: "str", value: text } : writeOf(json, null, "the value");
}

/** A value within a list or dict, by what is in its place at present. */
function writeOf(json: ExactJson, present: SerializedObject | null, name: string): AttributeWrite {
  if (json === null) return { type: "NoneType", value: null };
  if (Array.isArray(json)) {
    if (present !== null && present.type !== "list" && !isFree(present)) throw wrongType(json, present, name);
    const entries = present?.type === "list" ? present.value : [];
    return { type: "list", value: json.map((entry, index) => writeOf(entry, entries[index] ?? alike(entries), `${name}[${index}]`)) };
  }
  if (typeof json === "object" && !(json instanceof WrittenNumber)) {
    if (present !== null && present.type !== "dict" && !isFree(present)) throw wrongType(json, present, name);
    const entries = present?.type === "dict" ? present.value : {};
    const template = alike(Object.values(entries));
    const writes = Object.entries(json).map(([key, entry]) => {
      const there = Object.hasOwn(entries, key) ? entries[key] : undefined;
      return [key, writeOf(entry, there ?? template, `${name}[${JSON.stringify(key)}]`)] as const;
    });
    return { type: "dict", value: Object.fromEntries(writes) };
  }
  if (present === null || isFree(present)) return freeScalar(json);
  const isText = typeof json === "string";
  const written = json instanceof WrittenNumber ? json.text : String(json);
  if (present.type === "str" ? !isText : present.type === "bool" && isText) throw wrongType(json, present, name);
  return parseValue(written, present, name);
}

function freeScalar(json: boolean | number | string | WrittenNumber): AttributeWrite {
  if (json instanceof WrittenNumber) return writtenNumber(json.text);
  if (typeof json === "number") return { type: "float", value: toJsonFloat(json) };
  return typeof json === "boolean" ? { type: "bool", value: json } : { type: "str", value: json };
}

function writtenNumber(text: string): AttributeWrite {
  // Written out, as Python does, they are meant.
  if (/^(?:NaN|-?Infinity)$/.test(text)) return { type: "float", value: toJsonFloat(Number(text)) };
  // `1e400` is no integer of 401 digits.
  const integer = /[.e]/i.test(text) ? null : parseInteger(text);
  if (!Number.isFinite(Number(text)) && integer === null) throw refused(text, "the value") ?? wrong(`${shown(text)} is too large`);
  return integer === null ? { type: "float", value: toJsonFloat(Number(text)) } : { type: "int", value: toJsonInteger(integer) };
}

/** What a further entry has to be like: as those that are there, if they are all alike. */
export function alike(entries: readonly SerializedObject[]): SerializedObject | null {
  const [first] = entries;
  return first !== undefined && entries.every(({ type }) => type === first.type) ? first : null;
}

function isFree({ type }: SerializedObject): boolean {
  return type === "NoneType" || type === "Exception";
}

function firstAttribute(object: SerializedObject): string {
  const { value } = object;
  if (typeof value !== "object" || value === null) return "name";
  return Object.entries(value).find(([, member]) => (member as SerializedObject).type !== "method")?.[0] ?? "name";
}

function wrongType(json: ExactJson, present: SerializedObject, name: string): CommandError {
  return wrong(`${name} is a ${present.type}, and not ${shown(json instanceof WrittenNumber ? json.text : JSON.stringify(json))}`);
}

/** What was written, short enough for a message. */
function shown(text: string): string {
  return quoted(text.length <= 60 ? inOneLine(text) : `${inOneLine(text.slice(0, 60))}…`);
}

function quoted(text: string): string {
  return `“${text}”`;
}

function wrong(message: string): CommandError {
  return new CommandError(message, exitCode.wrongUsage);
}
