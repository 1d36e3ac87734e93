import { randomUUID } from "node:crypto";
import { replaceJsonNumbers } from "#shared/format/json-numbers.ts";

/** What JSON has no number for, as it was written; in a tree of JSON values it stands for itself. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value in JSON, with the numbers that JavaScript's would round, and those that Python also writes: `NaN`, `Infinity`. */
export type ExactJson = null | boolean | number | string | WrittenNumber | ExactJson[] | { [name: string]: ExactJson };

/** Texts, which stay as they are; or what Python writes beside JSON's numbers. */
const textOrWord = /"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g;
/** Longer than JavaScript's numbers are exact. */
const longInteger = /^-?\d{16,}$/;

/** @returns the value, or `undefined` for what is no JSON */
export function parseExactJson(text: string): ExactJson | undefined {
  // Marks what was a number. A text may hold any character, so the mark is one that nobody can have written.
  const mark = randomUUID();
  const withMark = (found: string): string => JSON.stringify(`${mark}${found}`);
  const words = text.replaceAll(textOrWord, (found) => (found.startsWith('"') ? found : withMark(found)));
  const marked = replaceJsonNumbers(words, (found) =>
    longInteger.test(found) || !Number.isFinite(Number(found)) ? withMark(found) : found,
  );
  try {
    return JSON.parse(marked, (_, value: unknown) =>
      typeof value === "string" && value.startsWith(mark) ? new WrittenNumber(value.slice(mark.length)) : value,
    ) as ExactJson;
  } catch {
    return undefined;
  }
}
