import { readFile } from "node:fs/promises";
import type { ErrorReport } from "#shared/primitives.ts";

/** A member's name at the beginning of a message, as decorators write it: a word, a text or a symbol in brackets; no class before it. */
const unnamed = /^(?<kind>Task|Member) (?<member>#?[\p{ID_Continue}$]+|"(?:[^"\\]|\\.)*"|\[Symbol\(.*?\)\]): /u;

/**
 * Puts the name of the class into the report of a wrong decorator, where its source tells it: a decorator runs before its class has a name.
 *
 * @param report - of any error that a service file threw while it was loaded.
 */
export async function nameMemberClass(report: ErrorReport): Promise<ErrorReport> {
  const { name, message, stack, location } = report;
  const marked = unnamed.exec(message);
  if (!(name === "TaskDefinitionError" || name === "DefinitionError") || marked === null || location === null) return report;
  const source = await readFile(location.file, "utf8").catch(() => "");
  const className = enclosingClassName(source, location.line);
  if (className === null) return report;
  const { kind = "", member = "" } = marked.groups ?? {};
  const ownName = member.startsWith('"') ? `[${member}]` : member.startsWith("[") ? member : `.${member}`;
  const named = `${kind} ${className}${ownName}: ${message.slice(marked[0].length)}`;
  return { ...report, message: named, stack: stack?.replace(message, () => named) ?? null };
}

/** A line that opens a class, and what names the class: its own name, or that of the variable which holds it. */
const opensClass =
  /^[^/*"'`]*?(?:\b(?:const|let|var)\s+(?<variable>[\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=\s*)?\bclass\b(?:\s+(?!extends\b)(?<own>[\p{ID_Start}$_][\p{ID_Continue}$]*))?(?:\s|\{|$)/u;

/**
 * The name of the class that a line stands in: the last one before it that is indented less, as every formatter leaves it.
 *
 * @param line - counts from 1.
 * @returns `null` where there is none, or where it has no name.
 */
export function enclosingClassName(source: string, line: number): string | null {
  const lines = source.split(/\r?\n/).slice(0, line);
  const own = lines.length - 1;
  for (let index = own; index >= 0; index--) {
    const found = opensClass.exec(lines[index] ?? "");
    if (found !== null && (index === own || indent(lines[index]) < indent(lines[own]))) {
      return found.groups?.["own"] ?? found.groups?.["variable"] ?? null;
    }
  }
  return null;
}

function indent(line = ""): number {
  return line.length - line.trimStart().length;
}
