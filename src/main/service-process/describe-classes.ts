import { describeClassName } from "#runtime/class-source.ts";
import { readClassSource } from "./read-class-source.ts";
import { everyClassIn, tryParseSource } from "./source-classes.ts";

/** How what is added ends, by which it is found again. */
const endMark = "/*dasedeck*/}";
const added = new RegExp(String.raw`static\{globalThis\.\$dasedeckClass\?\.\(this,"(?:[^"\\]|\\.)*"\)/\*dasedeck\*/\}`, "g");

/**
 * Lets each class of a module tell, when it is defined, what its source says of it: see `runtime/class-source.ts`. What is added stands at the end of the class, so
 * that what the author wrote keeps its place.
 *
 * @param source - without a byte order mark
 * @param extension - of its file, with the dot: it tells the language
 * @returns the source as it is where there is no class in it, or it can't be understood
 */
export function describeClasses(source: string, extension: string): string {
  if (!/\bclass\b/.test(source)) return source;
  const file = tryParseSource(source, extension);
  if (file === null) return source;
  const additions = [...everyClassIn(file.program)].flatMap((found) => {
    const said = readClassSource(found, source);
    // Before the brace that ends the class.
    return said.length === 0 ? [] : [{ at: (found.body.end ?? 1) - 1, text: blockOf(JSON.stringify(said)) }];
  });
  return additions
    .toSorted((one, other) => other.at - one.at)
    .reduce((text, { at, text: block }) => text.slice(0, at) + block + text.slice(at), source);
}

/** A line of a described module, and a place in it, as its author wrote them. */
export function withoutDescriptions(lineText: string, column: number): { lineText: string; column: number } {
  let shift = 0;
  for (const { index, 0: block } of lineText.matchAll(added)) if (index < column) shift += block.length;
  return { lineText: lineText.replaceAll(added, ""), column: Math.max(0, column - shift) };
}

function blockOf(json: string): string {
  return `static{globalThis.${describeClassName}?.(this,${JSON.stringify(json)})${endMark}`;
}
