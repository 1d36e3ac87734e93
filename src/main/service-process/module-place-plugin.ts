import { readFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Plugin } from "esbuild";

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

const mentionsPlace = /\bimport\s*\.\s*meta\b|\b__(?:file|dir)name\b/;
const loaders: Readonly<Record<string, Loader>> = { ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx", ".jsx": "jsx" };

/** Gives every module of a bundle its own `import.meta.url`, `__dirname` and the like; to be used with {@link placeDefines}. */
export function modulePlacePlugin(): Plugin {
  return {
    name: "module-place",
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        const source = await readFile(path, "utf8").catch(() => "");
        // A file without a place of interest, or one that can't be read, is esbuild's own matter.
        if (!mentionsPlace.test(source)) return undefined;
        return { contents: withPlace(source, placeOf(path)), loader: loaders[extname(path)] ?? "js" };
      });
    },
  };
}

/** What stands before the text of a module that asks for its place; on one line with it, so that lines keep their numbers. */
export function placeOf(file: string): string {
  const values = { $dasedeckUrl: pathToFileURL(file).href, $dasedeckFilename: file, $dasedeckDirname: dirname(file) };
  const declarations = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `const ${declarations.join(", ")}; `;
}

/** `#!` must stay at the very beginning. */
function withPlace(source: string, place: string): string {
  const firstLine = source.startsWith("#!") ? source.indexOf("\n") + 1 : 0;
  return source.slice(0, firstLine) + place + source.slice(firstLine);
}
