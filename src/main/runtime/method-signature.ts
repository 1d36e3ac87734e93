import { parse, type ParserOptions } from "@babel/parser";
import type { SerializedMethod } from "#shared/serialized.ts";
import { parametersInSource } from "./class-source.ts";

type Signature = SerializedMethod["signature"];
type Parameters = Signature["parameters"];

/** By function, of those whose source was not read: the methods of a class are those of all its instances. */
const known = new WeakMap<object, Signature>();

/**
 * The parameters of a function as its author declared them: names, which of them may be left out, and defaults as source text. A parameter that is taken apart
 * has no name of its own and is called by its position, `argument1`; a rest parameter is called `...values`. Where the class's source was not read, as in a package,
 * the function's own text tells.
 */
export function signatureOf(method: (...args: unknown[]) => unknown): Signature {
  const written = parametersInSource(method);
  if (written !== null) return { parameters: written };
  const before = known.get(method);
  if (before !== undefined) return before;
  const signature = { parameters: parametersIn(Function.prototype.toString.call(method)) ?? unnamed(method.length) };
  known.set(method, signature);
  return signature;
}

/** What a parameter is called by its author: `...values` is `values`. */
export function parameterName(declared: string): string {
  return declared.replace(/^\.\.\./, "");
}

/** Names of private fields and `super` in the body are of no concern here. */
const options: ParserOptions = { errorRecovery: true, ranges: false };

/** Declared either as a member of a class or as a function by itself; `null` for what is neither, such as a bound function. */
function parametersIn(source: string): Parameters | null {
  return parametersOfFunction(`(class extends Object { ${source} })`) ?? parametersOfFunction(`(${source})`);
}

function parametersOfFunction(text: string): Parameters | null {
  const expression = expressionIn(text);
  const member = expression?.type === "ClassExpression" ? expression.body.body[0] : expression;
  if (member?.type !== "ClassMethod" && member?.type !== "FunctionExpression" && member?.type !== "ArrowFunctionExpression") return null;
  return declaredParameters(member.params, text);
}

/**
 * The parameters of a function's syntax tree.
 *
 * @param text - the source that the tree was made of
 */
export function declaredParameters(declared: DeclaredParameters, text: string): Parameters {
  // TypeScript's `this` says of what the function is a method, and takes no argument.
  const own = declared.filter((parameter) => parameter.type !== "Identifier" || parameter.name !== "this");
  const entries = own.map((parameter, index) => declaredParameter(parameter, `argument${index + 1}`, text));
  return Object.fromEntries<Parameters[string]>(entries);
}

function declaredParameter(parameter: DeclaredParameters[number], unnamed: string, text: string): readonly [string, Parameters[string]] {
  switch (parameter.type) {
    case "Identifier":
      return [parameter.name, { annotation: null, optional: parameter.optional === true, default: null }];
    case "AssignmentPattern": {
      const { left, right } = parameter;
      const value = text.slice(right.start ?? 0, right.end ?? 0);
      return [left.type === "Identifier" ? left.name : unnamed, { annotation: null, optional: true, default: value }];
    }
    case "RestElement": {
      const { argument } = parameter;
      return [`...${argument.type === "Identifier" ? argument.name : unnamed}`, { annotation: null, optional: true, default: null }];
    }
    default:
      return [unnamed, { annotation: null, optional: false, default: null }];
  }
}

function expressionIn(text: string): Expression | null {
  try {
    const statement = parse(text, options).program.body[0];
    return statement?.type === "ExpressionStatement" ? statement.expression : null;
  } catch {
    return null;
  }
}

type Statement = ReturnType<typeof parse>["program"]["body"][number];
type Expression = Extract<Statement, { type: "ExpressionStatement" }>["expression"];
type Member = Extract<Expression, { type: "ClassExpression" }>["body"]["body"][number];
type DeclaredParameters = Extract<Member, { type: "ClassMethod" }>["params"];

function unnamed(count: number): Parameters {
  const parameter = { annotation: null, optional: false, default: null };
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`argument${index + 1}`, parameter]));
}
