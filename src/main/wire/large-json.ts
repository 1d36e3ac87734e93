import type { Sliced } from "./sliced.ts";

/** What may be in one message. A tree of the most values that are shown stays far below. */
const maxValues = 2_000_000;
const maxDepth = 200;
/** In characters as they are written; `JSON.parse` takes a text of this length in one go. */
const maxTextLength = 8 << 20;
/** How many values are read between two places where the reading may be interrupted. */
const valuesPerStep = 200;
/** Keys repeat; so many are read once. */
const maxKnownKeys = 1000;

/** A list or an object that is not read to its end. */
type Open = { readonly list: unknown[] } | { readonly record: Record<string, unknown>; key: string };

/**
 * Reads the same JSON as `parsePythonJson`, in slices, and stops at the first value too many: for a large message of someone who is not trusted.
 *
 * @throws SyntaxError for a text that is not JSON in this sense; RangeError for one that holds too much
 */
export function* readLargeJson(text: string): Sliced<unknown> {
  const scanner = new Scanner(text);
  const open: Open[] = [];
  for (let values = 1; ; values++) {
    if (values > maxValues) throw new RangeError(`it holds more than ${maxValues} values`);
    if (values % valuesPerStep === 0) yield;
    const begun = begin(scanner);
    if (begun !== null) {
      if (open.push(begun) > maxDepth) throw new RangeError(`it is more than ${maxDepth} levels deep`);
      if (!scanner.skip("list" in begun ? "]" : "}")) {
        if ("record" in begun) begun.key = scanner.key();
        continue;
      }
      open.pop();
    }
    let value: unknown = begun === null ? scanner.scalar() : contentOf(begun);
    // Close what ends here.
    for (;;) {
      const around = open.at(-1);
      if (around === undefined) {
        scanner.expectEnd();
        return value;
      }
      put(around, value);
      if (scanner.skip(",")) {
        if ("record" in around) around.key = scanner.key();
        break;
      }
      scanner.expect("list" in around ? "]" : "}");
      value = contentOf(around);
      open.pop();
    }
  }
}

function begin(scanner: Scanner): Open | null {
  if (scanner.skip("[")) return { list: [] };
  return scanner.skip("{") ? { record: {}, key: "" } : null;
}

function contentOf(open: Open): unknown {
  return "list" in open ? open.list : open.record;
}

function put(open: Open, value: unknown): void {
  if ("list" in open) open.list.push(value);
  else if (open.key !== "__proto__") open.record[open.key] = value;
  // An assignment would set the prototype.
  else Object.defineProperty(open.record, open.key, { value, enumerable: true, configurable: true, writable: true });
}

const words: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  NaN: "NaN",
  Infinity: "Infinity",
  "-Infinity": "-Infinity",
};

class Scanner {
  readonly #text: string;
  #at = 0;
  readonly #keys = new Map<string, string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Passes over this character, if it comes next; whether it did. */
  skip(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  expect(character: string): void {
    if (!this.skip(character)) throw this.#unexpected();
  }

  expectEnd(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected();
  }

  /** A key with the colon after it. */
  key(): string {
    this.#skipSpace();
    const written = this.#string();
    this.expect(":");
    const known = this.#keys.get(written);
    if (known !== undefined) return known;
    const key = JSON.parse(written) as string;
    if (this.#keys.size < maxKnownKeys) this.#keys.set(written, key);
    return key;
  }

  /** A text, a number or a word. */
  scalar(): unknown {
    this.#skipSpace();
    // A part of the message would keep the whole of it in memory; `JSON.parse` makes a text of its own.
    if (this.#text[this.#at] === '"') return JSON.parse(this.#string());
    const pattern = /true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
    pattern.lastIndex = this.#at;
    const [found = "", fraction, exponent] = pattern.exec(this.#text) ?? [];
    if (found === "") throw this.#unexpected();
    this.#at += found.length;
    if (Object.hasOwn(words, found)) return words[found];
    const number = Number(found);
    return fraction === undefined && exponent === undefined && !Number.isSafeInteger(number) ? found : number;
  }

  /** As it is written, with its quotes. */
  #string(): string {
    const begin = this.#at;
    if (this.#text[begin] !== '"') throw this.#unexpected();
    for (let end = begin; ;) {
      end = this.#text.indexOf('"', end + 1);
      if (end === -1) throw new SyntaxError("a text in it has no end");
      if (end - begin > maxTextLength) throw new RangeError(`it holds a text of more than ${maxTextLength >> 20} Mi characters`);
      if (!this.#isEscaped(begin, end)) {
        this.#at = end + 1;
        return this.#text.slice(begin, end + 1);
      }
    }
  }

  /** Whether an odd number of backslashes stands before. */
  #isEscaped(begin: number, at: number): boolean {
    let first = at;
    while (first - 1 > begin && this.#text[first - 1] === "\\") first--;
    return (at - first) % 2 === 1;
  }

  #skipSpace(): void {
    for (let code = this.#text.charCodeAt(this.#at); code === 32 || (code >= 9 && code <= 13); code = this.#text.charCodeAt(++this.#at));
  }

  #unexpected(): SyntaxError {
    const found = this.#text[this.#at];
    return new SyntaxError(
      `${found === undefined ? "an unexpected end" : `an unexpected ${JSON.stringify(found)}`} at position ${this.#at}`,
    );
  }
}
