import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { ClassDocumentation } from "#runtime/documentation.ts";
import { cutText } from "#runtime/cut-text.ts";
import { classesIn, nameOf, parseSource, type ClassBody, type Decorator, type File, type Statement } from "./source-classes.ts";

type Comment = NonNullable<File["comments"]>[number];

/** The longest text that is served of one comment, in characters. */
const longestDoc = 1000;

/**
 * Reads the JSDoc comments of the classes in some source files. A file that can't be read or understood has none; of two classes of the same name neither
 * has any, since nothing tells them apart at runtime.
 *
 * @returns by name of class.
 */
export async function readDocumentation(files: readonly string[]): Promise<Map<string, ClassDocumentation>> {
  const all = new Map<string, ClassDocumentation>();
  const ambiguous = new Set<string>();
  const sources = files.map(async (file) => classDocumentation(await readFile(file, "utf8"), extname(file)));
  for (const read of await Promise.allSettled(sources)) {
    for (const [name, documentation] of read.status === "fulfilled" ? read.value : []) {
      if (all.has(name)) ambiguous.add(name);
      all.set(name, documentation);
    }
  }
  for (const name of ambiguous) all.delete(name);
  return all;
}

/**
 * What the JSDoc comments in a source say of its classes.
 *
 * @param extension - of its file, with the dot: it tells the language.
 * @throws SyntaxError if the source can't be understood.
 */
export function classDocumentation(source: string, extension: string): [string, ClassDocumentation][] {
  if (!source.includes("/**")) return [];
  const file = parseSource(source, extension);
  return new ClassReader(source, file).read();
}

class ClassReader {
  readonly #source: string;
  readonly #statements: readonly Statement[];
  readonly #comments: readonly Comment[];

  constructor(source: string, { program, comments }: File) {
    this.#source = source;
    this.#statements = program.body;
    // `/** … */`, but not a line of stars.
    this.#comments = (comments ?? []).filter(({ type, value }) => type === "CommentBlock" && /^\*[^*]/.test(value));
  }

  read(): [string, ClassDocumentation][] {
    const found: [string, ClassDocumentation][] = [];
    let before = 0;
    for (const statement of this.#statements) {
      for (const { name, node } of classesIn(statement)) {
        const doc = this.#docBetween(before, node.body.start ?? 0, node.decorators);
        found.push([name, { doc, members: Object.fromEntries(this.#members(node.body)) }]);
      }
      before = statement.end ?? before;
    }
    return found;
  }

  #members(body: ClassBody): Map<string, string> {
    const docs = new Map<string, string>();
    const add = (name: string | null, doc: string | null): void => {
      if (name !== null && doc !== null && !docs.has(name)) docs.set(name, doc);
    };
    let before = body.start ?? 0;
    for (const member of body.body) {
      if ("key" in member && !("static" in member && member.static)) {
        const decorators = "decorators" in member ? member.decorators : null;
        add(nameOf(member.key), this.#docBetween(before, member.key.start ?? 0, decorators));
        if (member.type === "ClassMethod" && member.kind === "constructor") this.#assigned(member.body.body, member.body.start ?? 0, add);
      }
      before = member.end ?? before;
    }
    return docs;
  }

  /** Attributes that the constructor assigns: `this.gain = 1;`. */
  #assigned(statements: readonly Statement[], start: number, add: (name: string | null, doc: string | null) => void): void {
    let before = start;
    for (const statement of statements) {
      if (statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression") {
        const { left } = statement.expression;
        if (left.type === "MemberExpression" && left.object.type === "ThisExpression" && !left.computed) {
          add(nameOf(left.property), this.#docBetween(before, statement.start ?? 0, null));
        }
      }
      before = statement.end ?? before;
    }
  }

  /** The last comment in that part of the source that stands outside decorators. */
  #docBetween(start: number, end: number, decorators: readonly Decorator[] | null | undefined): string | null {
    const isInside = (outer: Decorator, inner: Comment): boolean =>
      (outer.start ?? 0) < (inner.start ?? 0) && (inner.end ?? 0) < (outer.end ?? 0);
    const last = this.#comments.findLast(
      (comment) =>
        (comment.start ?? 0) >= start && (comment.end ?? 0) <= end && !(decorators ?? []).some((decorator) => isInside(decorator, comment)),
    );
    return last === undefined ? null : plainText(this.#source.slice((last.start ?? 0) + 3, (last.end ?? 0) - 2));
  }
}

/** What ends a line of Markdown before a list's item. */
const beforeItem = /\n(?=(?:[-*+]|\d+[.)])\s)/;

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** A comment as it is read: without its stars and from its first block tag on; paragraphs and items of lists stay apart, lines run on; a link is its text. */
function plainText(comment: string): string | null {
  const lines = comment.split(/\r?\n/).map((line) => line.replace(/^\s*\*+ ?/, "").trim());
  const end = lines.findIndex((line) => /^@\w/.test(line));
  const paragraphs = (end === -1 ? lines : lines.slice(0, end)).join("\n").split(/\n{2,}/);
  const text = paragraphs
    .map((paragraph) => paragraph.split(beforeItem).map(inOneLine).join("\n"))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n")
    .replaceAll(/\{@link(?:code|plain)?\s+([^}|\s]+)\s*\|?([^}]*)\}/g, (_, target: string, shown: string) => shown.trim() || target);
  return text === "" ? null : cutText(text, longestDoc);
}
