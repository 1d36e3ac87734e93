import { parse, type ParserPlugin } from "@babel/parser";

export type File = ReturnType<typeof parse>;
export type Statement = File["program"]["body"][number];
export type ClassBody = Extract<Statement, { type: "ClassDeclaration" }>["body"];
export type Decorator = NonNullable<Extract<Statement, { type: "ClassDeclaration" }>["decorators"]>[number];
export type Class = {
  readonly body: ClassBody;
  readonly start?: number | null;
  readonly decorators?: readonly Decorator[] | null | undefined;
};

/**
 * Reads JavaScript, or TypeScript, as its extension tells.
 *
 * @param extension - of its file, with the dot.
 * @throws SyntaxError if the source can't be understood.
 */
export function parseSource(source: string, extension: string): File {
  // Babel's, and not TypeScript's own: a twentieth of the size, and it needs no binary as oxc's does.
  const isTypeScript = /^\.[cm]?tsx?$/.test(extension);
  const plugins: ParserPlugin[] = ["decorators", "decoratorAutoAccessors", "explicitResourceManagement"];
  if (isTypeScript) plugins.push("typescript");
  if (extension.endsWith("x") || !isTypeScript) plugins.push("jsx");
  return parse(source, { sourceType: "unambiguous", errorRecovery: true, allowReturnOutsideFunction: true, plugins });
}

/** The same; `null` if the source can't be understood. */
export function tryParseSource(source: string, extension: string): File | null {
  try {
    return parseSource(source, extension);
  } catch {
    return null;
  }
}

/** The classes that a statement of a module declares or names, with the names that they have at runtime. */
export function classesIn(statement: Statement): { name: string; node: Class }[] {
  switch (statement.type) {
    case "ClassDeclaration":
      return [{ name: statement.id?.name ?? "default", node: statement }];
    case "ExportDefaultDeclaration": {
      const { declaration } = statement;
      if (declaration.type !== "ClassDeclaration" && declaration.type !== "ClassExpression") return [];
      return [{ name: declaration.id?.name ?? "default", node: declaration }];
    }
    case "ExportNamedDeclaration":
      return statement.declaration ? classesIn(statement.declaration) : [];
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id, init }) =>
        init?.type === "ClassExpression" && id.type === "Identifier" ? [{ name: init.id?.name ?? id.name, node: init }] : [],
      );
    case "ExpressionStatement": {
      // `module.exports = class Laser …`
      const { expression } = statement;
      if (expression.type !== "AssignmentExpression" || expression.right.type !== "ClassExpression") return [];
      return expression.right.id ? [{ name: expression.right.id.name, node: expression.right }] : [];
    }
    default:
      return [];
  }
}

/** The name of a member; `null` if it is worked out or private. */
export function nameOf(key: { type: string; name?: unknown; value?: unknown }): string | null {
  const name = key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : null;
  return typeof name === "string" ? name : null;
}

/** The name of a member, also of one that is written as a number or in brackets as a text; `null` if it is worked out. */
export function memberNameOf(member: { key: Key; computed?: boolean | null | undefined }): string | null {
  const { key, computed } = member;
  if (key.type === "NumericLiteral") return String(key.value);
  return computed === true && key.type !== "StringLiteral" ? null : nameOf(key);
}

interface Key {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
}

/** All classes of a syntax tree, wherever they stand, except those that TypeScript only declares. */
export function* everyClassIn(node: object): Generator<Class> {
  const { type, declare }: { type?: unknown; declare?: unknown } = node;
  if (declare === true) return;
  if (type === "ClassDeclaration" || type === "ClassExpression") yield node as Class;
  for (const part of Object.values(node).flat() as unknown[]) {
    if (typeof part === "object" && part !== null && "type" in part && "start" in part) yield* everyClassIn(part);
  }
}
