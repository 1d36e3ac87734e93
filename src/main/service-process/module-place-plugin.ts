import { readFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Plugin } from "esbuild";
import { describeClasses } from "./describe-classes.ts";
import { tryParseSource } from "./source-classes.ts";

/** What a module calls its own place by, and the constant that takes its place in the bundle. */
const constants = {
  "import.meta.url": "$dasedeckUrl",
  "import.meta.filename": "$dasedeckFilename",
  "import.meta.dirname": "$dasedeckDirname",
  __filename: "$dasedeckFilename",
  __dirname: "$dasedeckDirname",
} as const;

/** esbuild's `define` for the whole bundle: leaves alone what a module declares itself, such as a `__dirname` of its own. */
export const placeDefines: Readonly<Record<string, string>> = constants;

/** Imports, in place of `import(…)`, what a module works out the name of. As long as `import`, so that columns stay as they are. */
const importBeside = "$ddImp";
const addressKey = Symbol.for("dasedeck.address");
const mayComputeImport = /\bimport\s*\((?!\s*(?:"[^"]*"|'[^']*')\s*[,)])/;
const mentionsPlace = /\bimport\s*\.\s*meta\b|\b__(?:file|dir)name\b/;
const loaders: Readonly<Record<string, Loader>> = { ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx", ".jsx": "jsx" };

/**
 * Gives every module of a bundle its own `import.meta.url`, `__dirname` and the like, and lets it import by a name that it works out as if it were in its own
 * place; to be used with {@link placeDefines}.
 */
export function modulePlacePlugin(): Plugin {
  Object.assign(globalThis, { [addressKey]: addressFrom });
  return {
    name: "module-place",
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        const text = await readFile(path, "utf8").catch(() => "");
        const plain = text.replace(/^\uFEFF/, "");
        const described = describeClasses(plain, extname(path));
        const source = mayComputeImport.test(described) ? withImportsBeside(described, extname(path)) : described;
        // A file without a place of interest, or one that can't be read, is esbuild's own matter; but it does not know `#!` after a byte order mark.
        const asksForPlace = mentionsPlace.test(source) || source !== described;
        if (!asksForPlace && source === plain && !text.startsWith("\uFEFF#!")) return undefined;
        return { contents: asksForPlace ? withPlace(source, placeOf(path)) : source, loader: loaders[extname(path)] ?? "js" };
      });
    },
  };
}

/** What stands before the text of a module that asks for its place; on one line with it, so that lines keep their numbers. */
export function placeOf(file: string): string {
  const values = { $dasedeckUrl: pathToFileURL(file).href, $dasedeckFilename: file, $dasedeckDirname: dirname(file) };
  const declarations = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const address = `globalThis[Symbol.for(${JSON.stringify(addressKey.description)})](name, $dasedeckUrl)`;
  return `const ${declarations.join(", ")}, ${importBeside} = (name, options) => import(${address}, options); `;
}

/** The address of what a module imports, as the module itself would find it; what can't be found is Node's own matter. */
function addressFrom(name: unknown, importer: string): string {
  const specifier = String(name);
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, importer).href;
  if (/^[a-z][a-z\d+.-]*:/i.test(specifier) || isBuiltin(specifier)) return specifier;
  try {
    return pathToFileURL(createRequire(importer).resolve(specifier)).href;
  } catch {
    return specifier;
  }
}

/** A source in which `import(…)` of what esbuild does not find by itself is {@link importBeside}. */
function withImportsBeside(source: string, extension: string): string {
  const file = tryParseSource(source, extension);
  if (file === null) return source;
  const starts = [...computedImports(file.program)].sort((a, b) => b - a);
  return starts.reduce((text, start) => text.slice(0, start) + importBeside + text.slice(start + importBeside.length), source);
}

interface Node {
  readonly type?: unknown;
  readonly start?: unknown;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
  readonly left?: Node;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  readonly value?: unknown;
}

/** Where the word `import` stands before a name that is worked out. */
function* computedImports(node: Node): Generator<number> {
  const { callee, arguments: [name] = [] } = node;
  if (callee?.type === "Import" && typeof callee.start === "number" && name !== undefined && !isWrittenOut(name)) yield callee.start;
  for (const part of Object.values(node).flat() as unknown[]) {
    if (typeof part === "object" && part !== null && "type" in part && "start" in part) yield* computedImports(part);
  }
}

/** A text, or the beginning of a relative path, by which esbuild bundles all that it may mean. */
function isWrittenOut({ type, left, quasis }: Node): boolean {
  if (type === "StringLiteral") return true;
  if (type === "TemplateLiteral") return /^\.\.?\//.test(quasis?.[0]?.value.raw ?? "");
  if (type !== "BinaryExpression" || left === undefined) return false;
  return left.type === "StringLiteral" ? /^\.\.?\//.test(String(left.value)) : isWrittenOut(left);
}

/** `#!` must stay at the very beginning. */
function withPlace(source: string, place: string): string {
  const firstLine = source.startsWith("#!") ? source.indexOf("\n") + 1 : 0;
  return source.slice(0, firstLine) + place + source.slice(firstLine);
}
