/** A text in JSON, which may hold anything, or a number. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Replaces the numbers of a text in JSON; what looks like a number within a string stays. */
export function replaceJsonNumbers(json: string, replace: (number: string) => string): string {
  return json.replaceAll(textOrNumber, (found) => (found.startsWith('"') ? found : replace(found)));
}

/** Finds a number that JSON.parse would silently make infinite, such as `1e400`; `null` where there is none. */
export function infiniteNumberIn(json: string): string | null {
  let infinite: string | null = null;
  replaceJsonNumbers(json, (number) => {
    if (!Number.isFinite(Number(number))) infinite ??= number;
    return number;
  });
  return infinite;
}
