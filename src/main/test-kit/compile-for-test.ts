import { extname } from "node:path";
import { transformSync, type Loader } from "esbuild";
import { compileOptions } from "../service-process/compile-options.ts";
import { describeClasses } from "../service-process/describe-classes.ts";

const loaders: Readonly<Record<string, Loader>> = { ".ts": "ts", ".mts": "ts", ".js": "js", ".mjs": "js" };

/** A module as Node can run it. */
export interface CompiledModule {
  readonly code: string;
  /** JSON text. */
  readonly map: string;
}

/** Whether a module is TypeScript. */
export function isTypeScript(file: string): boolean {
  return loaders[extname(file)] === "ts";
}

/** Whether a module may have decorators, going by its name and its text; a word in a comment or text that looks like one does no harm. */
export function hasDecorators(file: string, source: string): boolean {
  return extname(file) in loaders && /(?:^|[\s;{}])@[\w$]/.test(source.replaceAll(/\/\*.*?\*\//gs, ""));
}

/**
 * Compiles one module as Dasedeck compiles a service file: types removed, standard decorators lowered.
 *
 * @param file - its absolute path.
 * @throws Error of esbuild that names file, line and column
 */
export function compileForTest(file: string, source: string): CompiledModule {
  return transformSync(describeClasses(source.replace(/^\uFEFF/, ""), extname(file)), {
    ...compileOptions,
    loader: loaders[extname(file)] ?? "ts",
    sourcefile: file,
    sourcemap: true,
    sourcesContent: false,
  });
}
