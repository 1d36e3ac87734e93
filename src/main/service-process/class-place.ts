import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { LoadError, type ClassPart, type LoadErrorPlace } from "./load-error.ts";
import { classesIn, nameOf, tryParseSource, type Class } from "./source-classes.ts";

type Member = Class["body"]["body"][number];
interface Node {
  readonly start?: number | null;
}

/** The error with the place of the class that it is about, if one of the files tells it. */
export async function withClassPlace(error: LoadError, files: readonly string[]): Promise<LoadError> {
  if (error.part === null) return error;
  const place = await placeOfClass(files, error.part);
  return place === null ? error : new LoadError(error.message, place);
}

/**
 * Where a class stands, or the part of it that is named as closely as its source tells it.
 *
 * @param files - those that are looked into, the likeliest first.
 */
export async function placeOfClass(files: readonly string[], part: ClassPart): Promise<LoadErrorPlace | null> {
  for (const file of files) {
    const source = (await readFile(file, "utf8").catch(() => "")).replace(/^\uFEFF/, "");
    if (!source.includes("class")) continue;
    const start = startIn(source, extname(file), part);
    if (start !== null) return placeAt(file, source, start);
  }
  return null;
}

function startIn(source: string, extension: string, part: ClassPart): number | null {
  const statements = tryParseSource(source, extension)?.program.body ?? [];
  const found = statements.flatMap((statement) => classesIn(statement)).find(({ name }) => name === part.className)?.node;
  if (found === undefined) return null;
  const node: Node = nodeIn(found, part) ?? found;
  return node.start ?? null;
}

function nodeIn({ body }: Class, { member: name, isStatic = false, key }: ClassPart): Node | null {
  const member = body.body.find((candidate) => isNamed(candidate, name, isStatic));
  if (member === undefined) return null;
  const value = member.type === "ClassProperty" ? member.value : null;
  const entries = value?.type === "ObjectExpression" ? value.properties : [];
  return entries.find((entry) => "key" in entry && key !== undefined && nameOf(entry.key) === key) ?? member;
}

function isNamed(member: Member, name: string | undefined, isStatic: boolean): boolean {
  return "key" in member && nameOf(member.key) === name && isStaticMember(member) === isStatic;
}

function isStaticMember(member: Member): boolean {
  return "static" in member && Boolean(member.static);
}

function placeAt(file: string, source: string, start: number): LoadErrorPlace {
  const before = source.slice(0, start).split("\n");
  const column = before.at(-1)?.length ?? 0;
  const lineText = source.split("\n")[before.length - 1]?.trimEnd() ?? "";
  return { location: { file, line: before.length, column: column + 1 }, excerpt: `${lineText}\n${" ".repeat(column)}^` };
}
