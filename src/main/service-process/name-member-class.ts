import { readFile } from "node:fs/promises";
import type { ErrorReport } from "#shared/primitives.ts";

/**
 * Puts the name of the class into the report of a wrong decorator, where its source tells it: a decorator runs before its class has a name.
 *
 * @param report - of any error that a service file threw while it was loaded.
 */
export async function nameMemberClass(report: ErrorReport): Promise<ErrorReport> {
  const { name, message, stack, location } = report;
  const marked = /^(?<kind>Task|Member) (?<member>[\p{ID_Continue}$]+): /u.exec(message);
  if (!(name === "TaskDefinitionError" || name === "DefinitionError") || marked === null || location === null) return report;
  const source = await readFile(location.file, "utf8").catch(() => "");
  const className = enclosingClassName(source, location.line);
  if (className === null) return report;
  const { kind = "", member = "" } = marked.groups ?? {};
  const named = `${kind} ${className}.${member}: ${message.slice(marked[0].length)}`;
  return { ...report, message: named, stack: stack?.replace(message, () => named) ?? null };
}

/**
 * The name of the class that a line stands in: the last one before it that is indented less, as every formatter leaves it.
 *
 * @param line - counts from 1.
 */
export function enclosingClassName(source: string, line: number): string | null {
  const lines = source.split(/\r?\n/);
  const own = lines[line - 1] ?? "";
  for (const candidate of lines.slice(0, line).toReversed()) {
    const found = /^[^/*"'`]*\bclass\s+(?!extends\b)(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(candidate);
    if (found !== null && (candidate === own || indent(candidate) < indent(own))) return found.groups?.["name"] ?? null;
  }
  return null;
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
