import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceLocation } from "#shared/primitives.ts";

/** Whether frames in that file (an absolute path) say nothing to the author of a service. */
export type IsPassedOver = (file: string) => boolean;

/** The first frame of a stack that is neither Node's own nor in a file that `isPassedOver`. */
export function locationIn(stack: string, isPassedOver: IsPassedOver): SourceLocation | null {
  for (const line of stack.split("\n")) {
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
  const hasAuthorFrames = locationIn(stack, isPassedOver) !== null;
  const lines = stack.split("\n").filter((line) => {
    const location = frameLocation(line);
    return location === null ? !builtInFrame.test(line) : !(hasAuthorFrames && isPassedOver(location.file));
  });
  // A service is observed through a proxy, of which V8 tells the author's class no name.
  return lines.map((line) => line.replace(/^(\s+at (?:async )?)Proxy\./, "$1")).join("\n");
}

/** `    at Array.map (<anonymous>)`, `    at async node:internal/…`, `    at async Promise.all (index 0)`. */
const builtInFrame = /^\s+at (?:(?:async )?(?:.*\()?node:|.*\(?<anonymous>\)?$|.*\(index \d+\)$)/;

/** `    at name (file:///path/file.ts:12:5)` or `    at /path/file.ts:12:5`; anything else, such as `node:internal/…`, is no place in a file. */
const framePattern = /^\s+at (?:async )?(?:.*? \()?(?<file>(?:file:\/\/|\/|[A-Za-z]:[\\/])[^<>]*):(?<line>\d+):(?<column>\d+)\)?$/;

function frameLocation(line: string): SourceLocation | null {
  const frame = framePattern.exec(line)?.groups;
  if (frame === undefined) return null;
  const { file = "", line: row, column } = frame;
  const path = file.startsWith("file:") ? fileURLToPath(file.replace(/[?#].*$/, "")) : file;
  return { file: path, line: Math.max(1, Number(row)), column: Math.max(1, Number(column)) };
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
