import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean } from "#runtime/nearest-name.ts";
import { LoadError } from "./load-error.ts";
import { tryParseSource, type Statement } from "./source-classes.ts";

/** An import that names what its module does not have. */
interface NamedImport {
  readonly specifier: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Says of an import of a package or a module of Node's, of which a name is missing, where it is written: the bundler does not look into those, and Node names its own
 * address of them.
 *
 * @param error - whatever was thrown while the bundle was imported
 * @param files - the author's own files, the service file first
 * @returns the explanation, or `null` if the error is about something else
 */
export async function explainMissingExport(error: unknown, files: readonly string[]): Promise<LoadError | null> {
  if (!(error instanceof SyntaxError)) return null;
  const name =
    /does not provide an export named '([^']+)'/.exec(error.message)?.[1] ?? /Named export '([^']+)' not found/.exec(error.message)?.[1];
  if (name === undefined) return null;
  const module = /requested module '([^']+)'/.exec(error.message)?.[1] ?? "";
  for (const file of files) {
    const source = (await readFile(file, "utf8").catch(() => "")).replace(/^\uFEFF/, "");
    const found = importOf(name, module, source, extname(file));
    if (found === null) continue;
    const { specifier, line, column } = found;
    const remedy = (await isCommonJs(module))
      ? `; it is a CommonJS module: write import all from ${quoted(specifier)}, then all.${name}`
      : await nearestExport(name, specifier);
    const what = name === "default" ? "no default export" : `no export ${quoted(name)}`;
    const lineText = source.split("\n")[line - 1]?.trimEnd() ?? "";
    return new LoadError(`${quoted(specifier)} has ${what}${remedy}`, {
      location: { file, line, column: column + 1 },
      excerpt: `${lineText}\n${" ".repeat(column)}^`,
    });
  }
  return null;
}

/** Of a CommonJS module Node can't tell all names before it runs it. */
async function isCommonJs(module: string): Promise<boolean> {
  if (!module.startsWith("file:") || module.endsWith(".mjs")) return false;
  const file = fileURLToPath(module);
  if (extname(file) === ".cjs") return true;
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    const text = await readFile(join(folder, "package.json"), "utf8").catch(() => null);
    if (text !== null) return !/"type"\s*:\s*"module"/.test(text);
  }
  return true;
}

/** Of Node's own modules; to ask another would run it. */
async function nearestExport(name: string, specifier: string): Promise<string> {
  if (!isBuiltin(specifier)) return "";
  return didYouMean(name, Object.keys((await import(specifier)) as object));
}

/** Where a name is imported from a module; of several that import the name, the one whose specifier fits best. */
function importOf(name: string, module: string, source: string, extension: string): NamedImport | null {
  const statements = tryParseSource(source, extension)?.program.body ?? [];
  const found = statements.flatMap((statement) => namedImports(statement, name));
  return found.find(({ specifier }) => isAddressOf(module, specifier)) ?? null;
}

function namedImports(statement: Statement, name: string): NamedImport[] {
  if (statement.type !== "ImportDeclaration" && statement.type !== "ExportNamedDeclaration") return [];
  const specifier = statement.source?.value;
  if (specifier === undefined) return [];
  return statement.specifiers.flatMap((one) => {
    const wanted = one.type === "ImportDefaultSpecifier" ? "default" : nameIn(one);
    const start = one.loc?.start;
    return wanted === name && start !== undefined ? [{ specifier, line: start.line, column: start.column }] : [];
  });
}

/** The name in the other module. */
function nameIn(specifier: object): string | null {
  const { imported, local }: { imported?: { name?: string; value?: string }; local?: { name?: string; value?: string } } = specifier;
  const named = imported ?? local;
  return named?.name ?? named?.value ?? null;
}

/** Whether Node's address of a module can be what an author wrote. */
function isAddressOf(module: string, specifier: string): boolean {
  const plain = (name: string): string => name.replace(/^node:/, "");
  if (plain(module) === plain(specifier)) return true;
  const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return module.includes(`/node_modules/${packageName}/`);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
