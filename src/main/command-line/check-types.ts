import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandError } from "./exit-codes.ts";

type TypeScript = typeof import("typescript");

/**
 * What TypeScript has against a service file and the files that it imports, one line each, by the nearest `tsconfig.json`. TypeScript itself is the author's
 * own, beside the file, else the one that Dasedeck was built with.
 *
 * @throws CommandError where there is no TypeScript
 */
export async function typeErrors(file: string, typesDir: string): Promise<string[]> {
  const ts = await loadTypeScript(file);
  const options = optionsFor(ts, file, typesDir);
  const program = ts.createProgram([file], { ...options, noEmit: true });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n  ")}`;
    if (diagnostic.file === undefined || diagnostic.start === undefined) return `${file}: ${text}`;
    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    return `${diagnostic.file.fileName}:${line + 1}:${character + 1}: ${text}`;
  });
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

function optionsFor(ts: TypeScript, file: string, typesDir: string): import("typescript").CompilerOptions {
  const found = ts.findConfigFile(dirname(file), (path) => ts.sys.fileExists(path));
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
