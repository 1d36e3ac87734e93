import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceLocation } from "#shared/primitives.ts";

/** Whether frames in that file (an absolute path) say nothing to the author of a service. */
export type IsPassedOver = (file: string) => boolean;

/** The first frame of a stack that is neither Node's own nor in a file that `isPassedOver`. */
export function locationIn(stack: string, isPassedOver: IsPassedOver): SourceLocation | null {
  for (const line of linesOf(stack)) {
    const location = frameLocation(line);
    if (location !== null && !isPassedOver(location.file)) return location;
  }
  return null;
}

/**
 * A stack without the frames of Node and of files that `isPassedOver`: what is left is the author's. A stack without any of the author's keeps those of
 * files, as they are all that there is to know.
 */
export function authorStack(stack: string, isPassedOver: IsPassedOver): string {
  const lines = linesOf(stack).map((line) => ({ line, file: frameLocation(line)?.file ?? null }));
  const hasAuthorFrames = lines.some(({ file }) => file !== null && !isPassedOver(file));
  const kept = lines.filter(({ line, file }) => (file === null ? !builtInFrame.test(line) : !(hasAuthorFrames && isPassedOver(file))));
  // A service is observed through a proxy, of which V8 tells the author's class no name.
  return kept.map(({ line }) => line.replace(/^(\s+at (?:async )?)Proxy\./, "$1")).join("\n");
}

/** The longest line that is looked at as a frame; longer than any path may be. */
const longestFrame = 8 * 1024;
/** The most lines of a stack that are looked at. */
const mostLines = 5000;

/** Any code may give its errors any text as a stack, which must not keep the service busy. */
function linesOf(stack: string): string[] {
  return stack.split("\n", mostLines);
}

/** `    at Array.map (<anonymous>)`, `    at async node:internal/…`, `    at async Promise.all (index 0)`. */
const builtInFrame = /^\s+at (?:(?:async )?(?:.*\()?node:|.*\(?<anonymous>\)?$|.*\(index \d+\)$)/;

/** `    at name (file:///path/file.ts:12:5)` or `    at /path/file.ts:12:5`; anything else, such as `node:internal/…`, is no place in a file. */
const framePattern = /^\s+at (?:async )?(?:.*? \()?(?<file>(?:file:\/\/|\/|[A-Za-z]:[\\/])[^<>]*):(?<line>\d+):(?<column>\d+)\)?$/;

function frameLocation(line: string): SourceLocation | null {
  if (line.length > longestFrame) return null;
  const frame = framePattern.exec(line)?.groups;
  if (frame === undefined) return null;
  const { file = "", line: row, column } = frame;
  const path = file.startsWith("file:") ? pathOf(file.replace(/[?#].*$/, "")) : file;
  return path === null ? null : { file: path, line: placeNumber(row), column: placeNumber(column) };
}

/** A number that the contract takes, whatever digits there are. */
function placeNumber(digits = ""): number {
  return Math.min(Math.max(1, Number(digits)), Number.MAX_SAFE_INTEGER);
}

/** The path that a URL names; `null` if it is none of this computer, such as `file://elsewhere/x`. */
function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}

let bundleFile: string | null = null;

/**
 * Tells which file this process's service is bundled into: what stacks say of it is not the author's, but for example esbuild's helper that calls decorators,
 * which has no place in the source.
 *
 * @param file - its real path.
 */
export function registerBundleFile(file: string): void {
  bundleFile = file;
}

/** Whether a text names the bundle, of which the author knows nothing. */
export function namesBundle(text: string): boolean {
  return bundleFile !== null && text.includes(bundleFile);
}

/** Whether a file is this app's own or the bundle itself, to which source maps lead from no line that the author wrote. */
export function isForeign(file: string): boolean {
  return file === bundleFile || isOwnFolder(dirname(file));
}

/** Where this very code is, as stacks name it: with source maps that is the source, without them the bundle. */
let ownFolders: ReadonlySet<string> | null = null;

function isOwnFolder(folder: string): boolean {
  ownFolders ??= findOwnFolders();
  return ownFolders.has(folder);
}

function findOwnFolders(): ReadonlySet<string> {
  const here = locationIn(new Error().stack ?? "", () => false);
  if (here === null) return new Set();
  const folder = dirname(here.file);
  // A bundle has its entries in one folder and shared code in `chunks` below it.
  const entries = basename(folder) === "chunks" ? dirname(folder) : folder;
  return new Set([folder, entries, join(entries, "chunks")]);
}
