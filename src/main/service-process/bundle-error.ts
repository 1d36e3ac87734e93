import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import type { BuildFailure, Message } from "esbuild";
import type { SourceLocation } from "#shared/primitives.ts";
import { withoutDescriptions } from "./describe-classes.ts";
import { becauseOfGlob, type GlobImport } from "./glob-import.ts";
import { LoadError } from "./load-error.ts";
import { placeOf } from "./module-place-plugin.ts";

/** So many problems of a file are listed. */
const maxListed = 20;

/** One thing that is wrong, where it is, and the line in question. */
interface Problem {
  readonly text: string;
  readonly location: SourceLocation | null;
  readonly excerpt: string;
  /** What the import names, where it can't be resolved. */
  readonly unresolved: string | null;
  /** Why a package that is installed does not have it. */
  readonly note: string | null;
}

/**
 * What esbuild found wrong, as one error that lists all of it: an author who has to install three packages learns that at once.
 *
 * @param file - absolute path of the service file
 * @param globs - imports that take in more than they name
 */
export async function toLoadError(failure: BuildFailure, file: string, globs: readonly GlobImport[]): Promise<LoadError> {
  const problems = await Promise.all(
    failure.errors.map(async (message) => {
      const problem = problemOf(message, dirname(file));
      const because =
        problem.location === null || problem.location.file === file ? null : await becauseOfGlob(globs, problem.location.file);
      return because === null ? problem : { ...problem, text: `${problem.text} (${because})`, note: problem.note ?? because };
    }),
  );
  const rank = ({ location }: Problem): number => (location === null ? 2 : location.file === file ? 0 : 1);
  const located = problems.toSorted((one, other) => rank(one) - rank(other));
  const [first] = located;
  if (first === undefined) return new LoadError(failure.message);
  const message = describe(located.slice(0, maxListed), file, located.length - maxListed);
  if (first.location === null) return new LoadError(message);
  const frames = located
    .slice(1, maxListed)
    .map(({ location, excerpt }) => (location === null ? "" : `\n\n    at ${placeText(location)}\n\n${excerpt}`));
  return new LoadError(message, { location: first.location, excerpt: first.excerpt + frames.join("") });
}

function describe(problems: readonly Problem[], file: string, leftOut: number): string {
  const isAlone = problems.length === 1;
  const place = (problem: Problem): string => (isAlone ? "" : lineOf(problem.location, file));
  const unresolved = problems.filter(({ unresolved: name }) => name !== null);
  const sentences = problems.filter(({ unresolved: name }) => name === null).map((problem) => `${problem.text}${place(problem)}`);
  if (unresolved.length > 0) {
    const names = unresolved.map(
      (problem) => `"${problem.unresolved ?? ""}"${place(problem)}${problem.note === null ? "" : `: ${problem.note}`}`,
    );
    sentences.unshift(`Could not resolve ${names.join(", ")}`);
  }
  if (leftOut > 0) sentences.push(`and ${leftOut} more`);
  const hint = installHint(unresolved, file);
  return `${sentences.join("; ")}${hint === null ? "" : `. ${hint}`}`;
}

/** The command that installs the packages that are missing; `null` where it is not packages that are missing. */
function installHint(unresolved: readonly Problem[], file: string): string | null {
  const missing = unresolved.flatMap(({ unresolved: name, note }) => {
    const packageName = name === null || note !== null ? null : packageIn(name);
    return packageName === null ? [] : [packageName];
  });
  if (missing.length === 0) return null;
  return `Run "npm install ${[...new Set(missing)].join(" ")}" in ${projectFolder(dirname(file))}`;
}

/** The package that an import names; `null` for a path, a file beside the importing one, or an alias. */
function packageIn(specifier: string): string | null {
  return /^(?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*(?=\/|$)/i.exec(specifier)?.[0] ?? null;
}

/** The nearest folder with a package.json: where npm would install to. */
function projectFolder(folder: string): string {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) if (existsSync(join(at, "package.json"))) return at;
  return folder;
}

function problemOf({ text, location }: Message, folder: string): Problem {
  const unresolved = /^Could not resolve "([^"]*)"/.exec(text)?.[1] ?? null;
  if (location === null) return { text: withoutNamespace(text), location: null, excerpt: "", unresolved, note: null };
  const file = resolve(folder, location.file);
  const { column, lineText } = asWritten(location, placeOf(file));
  return {
    text: explained(withoutNamespace(text), lineText),
    location: { file, line: location.line, column: column + 1 },
    excerpt: `${lineText}\n${" ".repeat(column)}^`,
    unresolved,
    note: unresolved !== null && isInstalled(unresolved, file) ? "the package is installed, but has no such entry" : null,
  };
}

/** What the parser says where an author means something that JavaScript does not have. */
function explained(text: string, lineText: string): string {
  const getter = /\basync\s+get\s+([\w$#]+)/.exec(lineText)?.[1];
  if (getter === undefined || !text.startsWith('Expected "("')) return text;
  return `A getter can't be async: make "${getter}" an async method, or keep its value in an attribute that a task sets`;
}

function isInstalled(specifier: string, importer: string): boolean {
  const packageName = packageIn(specifier);
  if (packageName === null) return false;
  const folders = createRequire(importer).resolve.paths(packageName) ?? [];
  return folders.some((folder) => existsSync(join(folder, packageName)));
}

/** The line of a problem; with the file, where it is not the service file. */
function lineOf(location: SourceLocation | null, file: string): string {
  if (location === null) return "";
  return location.file === file ? ` (line ${location.line})` : ` (${basename(location.file)}, line ${location.line})`;
}

function placeText({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}

/** esbuild names what the SDK's plug-in gives it by that plug-in. */
function withoutNamespace(text: string): string {
  return text.replace('"dasedeck-sdk:dasedeck"', '"dasedeck"');
}

interface PlaceInLine {
  /** In bytes, as esbuild counts. */
  readonly column: number;
  readonly lineText: string;
}

/** The place in a line as its author wrote it: without what was added before the module and in its classes. */
function asWritten({ column, lineText }: PlaceInLine, place: string): PlaceInLine {
  if (!lineText.startsWith(place)) return withoutDescriptions(lineText, column);
  return withoutDescriptions(lineText.slice(place.length), Math.max(0, column - Buffer.byteLength(place)));
}
