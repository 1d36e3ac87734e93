import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ErrorReport, IsoTime, SourceLocation } from "#shared/primitives.ts";

/** Turns any thrown thing into what is shown of it; never throws itself, whatever it is given. */
export function toErrorReport(thrown: unknown, at: IsoTime): ErrorReport {
  try {
    if (typeof thrown !== "object" || thrown === null) return { name: "Error", message: String(thrown), stack: null, location: null, at };
    const { name, message, stack }: { name?: unknown; message?: unknown; stack?: unknown } = thrown;
    const stackText = typeof stack === "string" ? stack : null;
    return {
      name: typeof name === "string" && name !== "" ? name : "Error",
      message: typeof message === "string" ? message : describeObject(thrown),
      stack: stackText === null ? null : authorStack(stackText, isOwnFolder),
      location: stackText === null ? null : locationIn(stackText, isOwnFolder),
      at,
    };
  } catch {
    return { name: "Error", message: "Something was thrown that can't be read", stack: null, location: null, at };
  }
}

/** The first frame of a stack that is neither Node's own nor in a folder that `isPassedOver`. */
export function locationIn(stack: string, isPassedOver: (folder: string) => boolean): SourceLocation | null {
  for (const line of stack.split("\n")) {
    const location = frameLocation(line);
    if (location !== null && !isPassedOver(dirname(location.file))) return location;
  }
  return null;
}

/**
 * A stack without the frames of Node and of folders that `isPassedOver`: what is left is the author's. A stack that has none of those stays whole.
 */
export function authorStack(stack: string, isPassedOver: (folder: string) => boolean): string {
  if (locationIn(stack, isPassedOver) === null) return stack;
  const lines = stack.split("\n").filter((line) => {
    const location = frameLocation(line);
    return location === null ? !nodeFrame.test(line) : !isPassedOver(dirname(location.file));
  });
  // A service is observed through a proxy, of which V8 tells the author's class no name.
  return lines.map((line) => line.replace(/^(\s+at (?:async )?)Proxy\./, "$1")).join("\n");
}

const nodeFrame = /^\s+at (?:.*\()?node:/;

/** `    at name (file:///path/file.ts:12:5)` or `    at /path/file.ts:12:5`; anything else, such as `node:internal/…`, is no place in a file. */
const framePattern = /^\s+at (?:async )?(?:.*? \()?(?<file>(?:file:\/\/|\/|[A-Za-z]:[\\/])[^<>]*):(?<line>\d+):(?<column>\d+)\)?$/;

function frameLocation(line: string): SourceLocation | null {
  const frame = framePattern.exec(line)?.groups;
  if (frame === undefined) return null;
  const { file = "", line: row, column } = frame;
  const path = file.startsWith("file:") ? fileURLToPath(file.replace(/[?#].*$/, "")) : file;
  return { file: path, line: Math.max(1, Number(row)), column: Math.max(1, Number(column)) };
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

function describeObject(thrown: object): string {
  // What JSON has no text for, such as an object whose toJSON gives undefined, is undefined, whatever the type says.
  const text: unknown = JSON.stringify(thrown);
  return typeof text === "string" ? text : Object.prototype.toString.call(thrown);
}
