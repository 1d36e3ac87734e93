import { readFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Location, Plugin } from "esbuild";
import { describeThrown } from "#runtime/error-report.ts";
import { describeClasses } from "./describe-classes.ts";
import { globOf, globProblem, writtenParts, type GlobImport } from "./glob-import.ts";
import { parseSource, tryParseSource } from "./source-classes.ts";

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

/** What is found out about the modules of a bundle on the way. */
export interface ModuleNotes {
  readonly globs: GlobImport[];
  /** Modules with classes that were not read, so that it is not known which members are private. */
  readonly unreadable: UnreadableModule[];
}

export interface UnreadableModule {
  readonly file: string;
  readonly reason: string;
}

/**
 * Gives every module of a bundle its own `import.meta.url`, `__dirname` and the like, and lets it import by a name that it works out as if it were in its own
 * place; to be used with {@link placeDefines}.
 *
 * @param notes - filled while the modules are read
 */
export function modulePlacePlugin({ globs, unreadable }: ModuleNotes): Plugin {
  Object.assign(globalThis, { [addressKey]: addressFrom });
  return {
    name: "module-place",
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        const text = await readFile(path, "utf8").catch(() => "");
        const plain = text.replace(/^\uFEFF/, "");
        const reason = hidesMembers.test(plain) ? whyUnreadable(plain, extname(path)) : null;
        if (reason !== null) unreadable.push({ file: path, reason });
        const found = mayComputeImport.test(plain) ? globImports(plain, path) : [];
        globs.push(...found);
        const problems = await Promise.all(found.map(async (glob) => ({ glob, text: await globProblem(glob) })));
        const errors = problems.flatMap(({ glob, text: problem }) =>
          problem === null ? [] : [{ text: problem, location: placeIn(plain, glob) }],
        );
        if (errors.length > 0) return { errors };
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

/** TypeScript's words for members that are not served, or not written. */
const hidesMembers = /\bclass\b[^]*\b(?:private|protected|readonly)\b/;

function whyUnreadable(source: string, extension: string): string | null {
  if (!/^\.[cm]?tsx?$/.test(extension)) return null;
  try {
    parseSource(source, extension);
    return null;
  } catch (error) {
    return describeThrown(error).message;
  }
}

function placeIn(source: string, { file, line, column }: GlobImport): Partial<Location> {
  const lineText = source.split("\n")[line - 1]?.trimEnd() ?? "";
  return { file, line, column: Buffer.byteLength(lineText.slice(0, column)), lineText };
}

/** The imports of a source that name a file only in part. */
function globImports(source: string, file: string): GlobImport[] {
  const parsed = tryParseSource(source, extname(file));
  if (parsed === null) return [];
  return [...dynamicImports(parsed.program)].flatMap(({ call, name }) => {
    const parts = writtenParts(name);
    const { start, end, loc } = call;
    if (parts === null || parts.length < 2 || typeof start !== "number" || typeof end !== "number" || !loc) return [];
    return [{ text: source.slice(start, end), file, line: loc.start.line, column: loc.start.column, ...globOf(parts, file) }];
  });
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
  const starts = [...dynamicImports(file.program)]
    .flatMap(({ callee, name }) => (typeof callee.start === "number" && !isWrittenOut(name) ? [callee.start] : []))
    .sort((a, b) => b - a);
  return starts.reduce((text, start) => text.slice(0, start) + importBeside + text.slice(start + importBeside.length), source);
}

interface Node {
  readonly type?: unknown;
  readonly start?: unknown;
  readonly end?: unknown;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null | undefined;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
}

interface DynamicImport {
  readonly call: Node;
  /** The word `import`. */
  readonly callee: Node;
  readonly name: Node;
}

/** All `import(…)` of a syntax tree. */
function* dynamicImports(node: Node): Generator<DynamicImport> {
  const { callee, arguments: [name] = [] } = node;
  if (callee?.type === "Import" && name !== undefined) yield { call: node, callee, name };
  for (const part of Object.values(node).flat() as unknown[]) {
    if (typeof part === "object" && part !== null && "type" in part && "start" in part) yield* dynamicImports(part);
  }
}

/** A text, or the beginning of a relative path, by which esbuild bundles all that it may mean. */
function isWrittenOut(name: Node): boolean {
  return name.type === "StringLiteral" || writtenParts(name) !== null;
}

/** `#!` must stay at the very beginning. */
function withPlace(source: string, place: string): string {
  const firstLine = source.startsWith("#!") ? source.indexOf("\n") + 1 : 0;
  return source.slice(0, firstLine) + place + source.slice(firstLine);
}
