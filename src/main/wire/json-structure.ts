/** How much structure a JSON text may have. */
export interface JsonLimits {
  /** Objects, arrays, their members and entries, all together. */
  readonly maxValues: number;
  /** Levels of objects and arrays within each other. */
  readonly maxDepth: number;
}

/** A JSON text has more structure than is read. */
export class JsonTooComplex extends Error {
  override readonly name = "JsonTooComplex";
}

/** Calls back with where a word or a number begins and ends. */
export type TokenListener = (start: number, end: number) => void;

/** Longer than any integer that is served. */
const maxTokenLength = 20_000;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
/** Opening and closing brackets of both kinds differ in this bit alone. */
const bracketBit = 0x20;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Goes once through a text before it is parsed, and counts its structure: a parser makes an object of every few characters of a hostile text, and holds the event
 * loop for as long. The text need not be JSON; whether it is, the parser decides.
 *
 * @throws JsonTooComplex that names the limit
 */
export function scanJson(text: string, { maxValues, maxDepth }: JsonLimits, onToken: TokenListener): void {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === comma) {
      if (++values > maxValues) throw tooMany(maxValues);
    } else if ((code | bracketBit) === openBrace) {
      if (++values > maxValues) throw tooMany(maxValues);
      if (++depth > maxDepth) throw new JsonTooComplex(`A message may be at most ${maxDepth} levels deep`);
    } else if ((code | bracketBit) === closeBrace) depth--;
    else if (isTokenPart(code)) {
      const start = at;
      while (isTokenPart(text.charCodeAt(at + 1))) at++;
      if (at - start > maxTokenLength) throw new JsonTooComplex(`A number may have at most ${maxTokenLength} digits`);
      onToken(start, at + 1);
    }
  }
}

function tooMany(maxValues: number): JsonTooComplex {
  return new JsonTooComplex(`A message may hold at most ${maxValues} values: send fewer at once`);
}

/** Letters, digits, signs and points: what words and numbers are made of. */
function isTokenPart(code: number): boolean {
  if (code > 0x39) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return code >= 0x30 || code === 0x2e || code === 0x2d || code === 0x2b;
}

/** Where the string that begins at `start` has its closing quote; the end of the text where it has none. */
function endOfString(text: string, start: number): number {
  // Most strings have no quote within, and the engine finds the next one many characters at a time.
  const next = text.indexOf('"', start + 1);
  if (next < 0) return text.length;
  if (text.charCodeAt(next - 1) !== backslash) return next;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
  }
  return text.length;
}
