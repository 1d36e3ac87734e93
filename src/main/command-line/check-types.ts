import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandError } from "./exit-codes.ts";

type TypeScript = typeof import("typescript");
type CompilerOptions = import("typescript").CompilerOptions;

/**
 * What TypeScript has against a service file and the files that it imports, one line each, by the nearest `tsconfig.json`. TypeScript itself is the author's
 * own, beside the file, else the one that Dasedeck was built with; so are Node's types, which are always there: it is Node that runs the file.
 *
 * @throws CommandError where there is no TypeScript
 */
export async function typeErrors(file: string, typesDir: string): Promise<string[]> {
  const ts = await loadTypeScript(file);
  const options = withNode(ts, withDasedeck(ts, optionsFor(ts, file, typesDir), file, typesDir), file, typesDir);
  const legacyDecorators = options.experimentalDecorators === true ? [legacyDecoratorsProblem(ts, file)] : [];
  // As they are when the service runs, whatever the tsconfig says: so all that TypeScript finds is true of it.
  const standard = { experimentalDecorators: false, emitDecoratorMetadata: false };
  const errors = ts.getPreEmitDiagnostics(ts.createProgram([file], { ...options, ...standard, noEmit: true }));
  const lines = errors.map((diagnostic) => {
    const text = `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n  ")}`;
    if (diagnostic.file === undefined || diagnostic.start === undefined) return `${file}: ${text}`;
    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    return `${diagnostic.file.fileName}:${line + 1}:${character + 1}: ${text}`;
  });
  return [...legacyDecorators, ...lines];
}

/** An editor reads the tsconfig as it is, and marks each decorator without saying why. */
function legacyDecoratorsProblem(ts: TypeScript, file: string): string {
  const tsconfig = tsconfigFor(ts, file) ?? file;
  return `${tsconfig}: "experimentalDecorators" makes TypeScript read decorators in their older form, and @task and the others are standard ones: take it out of "compilerOptions"; the service itself runs all the same`;
}

function tsconfigFor(ts: TypeScript, file: string): string | undefined {
  return ts.findConfigFile(dirname(file), (path) => ts.sys.fileExists(path));
}

/** Lets an author's own tsconfig find "dasedeck": the app gives every service its copy, so none need be installed. A copy that is found goes first. */
function withDasedeck(ts: TypeScript, options: CompilerOptions, file: string, typesDir: string): CompilerOptions {
  const found = ts.resolveModuleName("dasedeck", file, options, ts.sys).resolvedModule !== undefined;
  const types = join(typesDir, "index.d.ts");
  if (found || !ts.sys.fileExists(types)) return options;
  return { ...options, paths: { ...options.paths, dasedeck: [types], "dasedeck/*": [join(typesDir, "*.d.ts")] } };
}

async function loadTypeScript(file: string): Promise<TypeScript> {
  for (const place of [file, import.meta.url]) {
    const path = resolveFrom(place);
    if (path === null) continue;
    const { default: ts } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { default: Partial<TypeScript> };
    if (typeof ts.createProgram === "function") return ts;
  }
  throw new CommandError(
    `there is no TypeScript to check with: install it beside the service file with "npm install -D typescript" in ${dirname(file)}`,
  );
}

function resolveFrom(place: string): string | null {
  try {
    return createRequire(place).resolve("typescript");
  } catch {
    return null;
  }
}

function withNode(ts: TypeScript, options: CompilerOptions, file: string, typesDir: string): CompilerOptions {
  const host = { ...ts.sys, getCurrentDirectory: () => dirname(file) };
  const roots = ts.getEffectiveTypeRoots(options, host) ?? [];
  const hasNode = (root: string): boolean => ts.sys.directoryExists(join(root, "node"));
  const named = options.types ?? ts.getAutomaticTypeDirectiveNames(options, host);
  const types = named.includes("node") ? named : [...named, "node"];
  if (roots.some(hasNode)) return { ...options, types };
  if (!hasNode(typesDir)) return options;
  const paths = { "undici-types": [join(typesDir, "undici-types", "index.d.ts")], ...options.paths };
  return { ...options, types, typeRoots: [...roots, typesDir], paths };
}

function optionsFor(ts: TypeScript, file: string, typesDir: string): CompilerOptions {
  const found = tsconfigFor(ts, file);
  if (found !== undefined) {
    const { config } = ts.readConfigFile(found, (path) => ts.sys.readFile(path)) as { config?: unknown };
    return ts.parseJsonConfigFileContent(config ?? {}, ts.sys, dirname(found)).options;
  }
  return {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.esnext.disposable.d.ts", "lib.esnext.decorators.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    strict: true,
    skipLibCheck: true,
    paths: { dasedeck: [join(typesDir, "index.d.ts")] },
  };
}
