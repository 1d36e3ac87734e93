/** A string, or a number in one of the forms that Python writes; a string that never ends reaches to the end. */
const token = /"[^"\\]*(?:\\[^][^"\\]*)*"?|-?(?:Infinity|NaN)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads JSON as Python writes it: the bare words `NaN`, `Infinity` and `-Infinity`, and integers beyond 2^53, become text, which is how serialised objects
 * hold them.
 *
 * @throws SyntaxError for what is no JSON in this sense either
 */
export function parsePythonJson(text: string): unknown {
  return JSON.parse(text.replaceAll(token, toJson));
}

function toJson(found: string): string {
  if (found.startsWith('"')) return found;
  if (found.endsWith("y") || found.endsWith("N")) return `"${found}"`;
  return /^-?\d+$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found;
}
