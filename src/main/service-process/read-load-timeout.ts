import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { defaultServiceOptions, type ServiceOptions } from "#shared/service-snapshot.ts";
import { tryParseSource } from "./source-classes.ts";

const option = "loadTimeoutSec" satisfies keyof ServiceOptions;

/**
 * Reads from the source how long a service may take to load, since its class can be asked only when much of that time has passed.
 *
 * @param files - what the service is made of; those that can't be read are passed over
 * @returns seconds: the largest that any object of the source says, or the default where none says anything; `null` where it says something that can't be told
 * without running it
 */
export async function readLoadTimeout(files: readonly string[]): Promise<number | null> {
  const read = await Promise.all(files.map(async (file) => loadTimeoutsIn(await readFile(file, "utf8").catch(() => ""), extname(file))));
  const found = read.flat();
  if (found.length === 0) return defaultServiceOptions[option];
  const known = found.filter((sec) => sec !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** @returns one for each place; `null` where it is worked out */
export function loadTimeoutsIn(source: string, extension: string): (number | null)[] {
  if (!source.includes(option)) return [];
  const file = tryParseSource(source, extension);
  if (file === null) return [null];
  const nodes = [...everyNodeIn(file.program)];
  const constants = constantsIn(nodes);
  const written = nodes.flatMap((node) => (isOption(node) ? [numberOf(node["value"], constants)] : []));
  const valid = written.filter((sec) => sec === null || sec > 0);
  return valid.length === 0 ? [null] : valid;
}

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function* everyNodeIn(node: unknown): Generator<Node> {
  if (!isNode(node)) return;
  yield node;
  for (const part of Object.values(node).flat()) yield* everyNodeIn(part);
}

function isOption(node: Node): boolean {
  if (node.type !== "ObjectProperty" || node["computed"] === true || !isNode(node["key"])) return false;
  const { name, value } = node["key"];
  return name === option || value === option;
}

type Constants = ReadonlyMap<unknown, unknown>;

/** What `const NAME = …` says, by name. A name that is declared twice is none. */
function constantsIn(nodes: readonly Node[]): Constants {
  const constants = new Map<unknown, unknown>();
  for (const { type, kind, declarations } of nodes) {
    if (type !== "VariableDeclaration" || kind !== "const" || !Array.isArray(declarations)) continue;
    for (const declared of declarations.filter(isNode)) {
      const name = isNode(declared["id"]) ? declared["id"]["name"] : undefined;
      constants.set(name, constants.has(name) ? null : declared["init"]);
    }
  }
  return constants;
}

/** @returns `null` where it can't be told without running the source */
function numberOf(node: unknown, constants: Constants, depth = 0): number | null {
  if (!isNode(node) || depth > 20) return null;
  const inner = (part: unknown): number | null => numberOf(part, constants, depth + 1);
  switch (node.type) {
    case "NumericLiteral":
      return typeof node["value"] === "number" ? node["value"] : null;
    case "Identifier":
      return inner(constants.get(node["name"]));
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return inner(node["expression"]);
    case "BinaryExpression": {
      const [left, right] = [inner(node["left"]), inner(node["right"])];
      return left === null || right === null ? null : calculate(left, node["operator"], right);
    }
    default:
      return null;
  }
}

function calculate(left: number, operator: unknown, right: number): number | null {
  if (operator === "*") return left * right;
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  return operator === "/" && right !== 0 ? left / right : null;
}
