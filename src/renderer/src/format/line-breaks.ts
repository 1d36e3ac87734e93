const lineBreak = /\r\n|\r|\n/;
const everyLineBreak = /\r\n|\r|\n/g;

/** Whether a text has more than one line. */
export function hasLineBreak(text: string): boolean {
  return lineBreak.test(text);
}

/** The text as a browser's text area holds it: every line break is `\n`. */
export function unifyLineBreaks(text: string): string {
  return text.replace(everyLineBreak, "\n");
}

/**
 * An edited text with the line breaks of its original again, which a text area forgets: where lines before and after the edit are the same, each
 * keeps its own; new ones are as the first of the original.
 */
export function keepLineBreaks(original: string, edited: string): string {
  const before = original.split(lineBreak);
  const after = edited.split(lineBreak);
  const breaks: readonly string[] = original.match(everyLineBreak) ?? [];
  const head = equalFromStart(before, after);
  const tail = equalFromStart([...before].reverse(), [...after].reverse());
  const breakBefore = (line: number): string => {
    const fromEnd = after.length - 1 - line;
    const kept = line <= head ? breaks[line - 1] : fromEnd < tail ? breaks[breaks.length - 1 - fromEnd] : undefined;
    return kept ?? breaks[0] ?? "\n";
  };
  return after.map((text, line) => (line === 0 ? text : breakBefore(line) + text)).join("");
}

function equalFromStart(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((text, line) => text !== other[line]);
  return different === -1 ? one.length : different;
}
