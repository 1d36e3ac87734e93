import * as z from "zod";

/** Characters. */
export const maxInstanceNameLength = 64;
/** Of one service. */
const maxParameters = 64;
/** Characters. */
const maxValueLength = 4096;

/** Controls, bidirectional marks and line separators: a name that holds them looks like another, or breaks a line. */
const invisible = /[\p{C}\p{Zl}\p{Zp}]/u;

/** As an identifier, so that `__proto__` is none. */
const parameterName = /^[A-Za-z][\w.-]{0,63}$/;
const parameterNameRule = "the name of a parameter begins with a letter and has letters, digits, _, - and ., 64 at most";

/** What a person calls one of several services of the same file. It becomes the service's title, and in kebab-case its id. */
export const instanceName = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "a name can't be empty")
  .max(maxInstanceNameLength, `a name has at most ${maxInstanceNameLength} characters`)
  .refine((name) => !invisible.test(name), "a name can't have invisible characters, such as line breaks")
  .refine((name) => /[\p{L}\d]/u.test(name), "a name needs a letter or a digit");

/** What a service is told when it is loaded, by name. Not secret: everyone who sees the service sees it. */
export const serviceParameters = z
  .record(
    z.string().regex(parameterName, parameterNameRule),
    z
      .string()
      .max(maxValueLength, `a parameter has at most ${maxValueLength} characters`)
      .refine((value) => !/\p{Cc}/u.test(value), "a parameter can't have control characters, such as line breaks"),
  )
  .refine((all) => Object.keys(all).length <= maxParameters, `a service has at most ${maxParameters} parameters`);
export type ServiceParameters = Readonly<z.infer<typeof serviceParameters>>;

/** What tells the services of one file apart, and what they are told. */
export const instanceFields = {
  /** Without one it is the only service of its file that has no name. */
  name: instanceName.optional(),
  /** Left out: those that it has. */
  parameters: serviceParameters.optional(),
};

/** One service of a file, as a person asks for it. */
export interface ServiceInstance {
  /** Path of the service file. Together with the name it is the service's identity. */
  readonly file: string;
  readonly name?: string | undefined;
  readonly parameters?: ServiceParameters | undefined;
}

/** @returns why this can't be a service's name, `null` where it can */
export function instanceNameProblem(text: string): string | null {
  return instanceName.safeParse(text).error?.issues[0]?.message ?? null;
}

/**
 * Parses `name=value`. The value may be empty, and may contain `=`.
 *
 * @throws Error that says what to write
 */
export function parseParameter(text: string): readonly [name: string, value: string] {
  const at = text.indexOf("=");
  if (at < 0) throw new Error(`${JSON.stringify(text)} is no parameter: write name=value, such as port=/dev/ttyUSB0`);
  const parameter = [text.slice(0, at).trim(), text.slice(at + 1).trim()] as const;
  const problem = parametersProblem([parameter]);
  if (problem !== null) throw new Error(`${JSON.stringify(text)} is no parameter: ${problem}`);
  return parameter;
}

/**
 * Parses parameters that stand one a line, as `name=value`; empty lines are skipped.
 *
 * @throws Error that says what is wrong with which line
 */
export function parseParameterLines(text: string): ServiceParameters {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return collectParameters(lines.map(parseParameter));
}

/** @throws Error where a name comes twice, or there are too many */
export function collectParameters(all: readonly (readonly [name: string, value: string])[]): ServiceParameters {
  const twice = all.find(([name], index) => all.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) throw new Error(`the parameter ${twice[0]} is given twice`);
  const problem = parametersProblem(all);
  if (problem !== null) throw new Error(problem);
  return Object.fromEntries(all);
}

/** As {@link parseParameterLines} reads it. */
export function formatParameters(parameters: ServiceParameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

export function haveSameParameters(one: ServiceParameters, other: ServiceParameters): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && one[name] === other[name]);
}

function parametersProblem(all: readonly (readonly [name: string, value: string])[]): string | null {
  // A record of zod's passes over `__proto__`.
  if (!all.every(([name]) => parameterName.test(name))) return parameterNameRule;
  return serviceParameters.safeParse(Object.fromEntries(all)).error?.issues[0]?.message ?? null;
}
