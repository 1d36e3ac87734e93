import { scanJson, type JsonLimits } from "./json-structure.ts";

/** Of a message that somebody sends: parsing it takes less than a tenth of a second, whatever is in it. A list of 10,000 serialised quantities has 80,000 values. */
export const messageLimits: JsonLimits = { maxValues: 100_000, maxDepth: 200 };
/** Of a file of our own. */
export const noLimits: JsonLimits = { maxValues: Infinity, maxDepth: Infinity };

/** In a text of so few characters no structure takes long to parse. */
const shortText = 4096;

const minus = 0x2d;
const zero = 0x30;
/** What Python writes and JSON lacks. */
const bareWords = ["NaN", "Infinity", "-Infinity"];
const longestWord = 9;
/** The largest integer that a number holds exactly, and how many digits it has. */
const largestSafe = String(Number.MAX_SAFE_INTEGER);
const safeDigits = largestSafe.length;

/**
 * Reads JSON as Python writes it: the bare words `NaN`, `Infinity` and `-Infinity`, and integers beyond 2^53, become text, which is how serialised objects
 * hold them. A text without them, as nearly all are, goes to `JSON.parse` as it is.
 *
 * @throws SyntaxError for what is no JSON in this sense either
 * @throws JsonTooComplex for more structure than `limits` allow, before any of it is parsed
 */
export function parsePythonJson(text: string, limits: JsonLimits = messageLimits): unknown {
  if (text.length > shortText) return JSON.parse(toJson(text, limits));
  if (hasLongInteger(text)) return JSON.parse(toJson(text, noLimits));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!text.includes("NaN") && !text.includes("Infinity")) throw error;
    return JSON.parse(toJson(text, noLimits));
  }
}

/** Puts into quotes what JSON lacks. What is wrong in the text stays wrong. */
function toJson(text: string, limits: JsonLimits): string {
  const parts: string[] = [];
  let copied = 0;
  scanJson(text, limits, (start, end) => {
    if (!needsQuotes(text, start, end)) return;
    parts.push(text.slice(copied, start), text.slice(start, end));
    copied = end;
  });
  // Between any two there is a quote.
  return parts.length === 0 ? text : `${parts.join('"')}"${text.slice(copied)}`;
}

function needsQuotes(text: string, start: number, end: number): boolean {
  const isNegative = text.charCodeAt(start) === minus;
  const first = isNegative ? start + 1 : start;
  const code = text.charCodeAt(first);
  if (!isDigit(code)) {
    const word = end - start <= longestWord ? text.slice(start, end) : "";
    return bareWords.includes(word);
  }
  // With a zero before other digits it is no number.
  if (end - first < safeDigits || code === zero) return false;
  for (let at = first; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return end - first > safeDigits || text.slice(first, end) > largestSafe;
}

/** Whether there may be an integer beyond 2^53 in a text; it may stand in a string, too. */
function hasLongInteger(text: string): boolean {
  // Among so many digits in a row one stands at every such place.
  for (let probe = safeDigits - 1; probe < text.length; probe += safeDigits) {
    if (!isDigit(text.charCodeAt(probe))) continue;
    let start = probe;
    while (isDigit(text.charCodeAt(start - 1))) start--;
    while (isDigit(text.charCodeAt(probe + 1))) probe++;
    // Digits behind the point of a float are none.
    if (probe - start >= safeDigits - 1 && text[start - 1] !== ".") return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
