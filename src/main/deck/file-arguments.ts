import { basename, resolve } from "node:path";
import { collectParameters, instanceName, instanceNameProblem, parseParameter, type ServiceInstance } from "#shared/service-instance.ts";
import { canonicalPath } from "./canonical-path.ts";

/** The options that belong to the file before them, and what each needs. */
export const fileOptions = { name: "a name, such as --name left", param: "a parameter, such as --param port=/dev/ttyUSB0" } as const;
export type FileOption = keyof typeof fileOptions;

export function isFileOption(option: string): option is FileOption {
  return Object.hasOwn(fileOptions, option);
}

interface FileArgument {
  readonly file: string;
  name?: string;
  readonly parameters: (readonly [name: string, value: string])[];
}

/** Collects the service files of a command line in its order: `FILE [--name NAME] [--param NAME=VALUE]…`, as often as there are services. */
export class FileArguments {
  readonly #cwd: string;
  readonly #files: FileArgument[] = [];

  /** @param cwd - the folder that relative paths start from */
  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** @throws Error for an empty one */
  addFile(path: string): void {
    if (path === "") throw new Error("a file name is empty; give the path of a service file");
    this.#files.push({ file: resolve(this.#cwd, path), parameters: [] });
  }

  /** @throws Error where no file stands before it, and for a text that is no name or parameter */
  addOption(option: FileOption, text: string): void {
    const last = this.#files.at(-1);
    if (last === undefined) throw new Error(`--${option} ${text} has no file before it; write it after the file that it belongs to`);
    if (option === "param") last.parameters.push(parseParameterOption(text));
    else if (last.name !== undefined) throw new Error(`${basename(last.file)} is given two names, ${last.name} and ${text}`);
    else last.name = parseName(text);
  }

  /**
   * A service with a name or parameters on the command line has these parameters and no others; one with neither keeps those that it has.
   *
   * @throws Error where one service is given twice, or one of its parameters
   */
  instances(): ServiceInstance[] {
    const instances = this.#files.map(({ file, name, parameters }) => ({
      file,
      ...(name !== undefined && { name }),
      ...((name !== undefined || parameters.length > 0) && { parameters: collectParameters(parameters) }),
    }));
    const twice = firstDuplicate(instances);
    if (twice !== null) throw new Error(duplicateMessage(twice));
    return instances;
  }
}

function parseName(text: string): string {
  const problem = instanceNameProblem(text);
  if (problem !== null) throw new Error(`--name ${JSON.stringify(text)}: ${problem}`);
  return instanceName.parse(text);
}

function parseParameterOption(text: string): readonly [name: string, value: string] {
  try {
    return parseParameter(text);
  } catch (error) {
    throw new Error(`--param: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Two paths may lead to one file. */
function firstDuplicate(instances: readonly ServiceInstance[]): ServiceInstance | null {
  const seen = new Set<string>();
  for (const instance of instances) {
    const identity = JSON.stringify([canonicalPath(instance.file), instance.name ?? null]);
    if (seen.has(identity)) return instance;
    seen.add(identity);
  }
  return null;
}

function duplicateMessage({ file, name }: ServiceInstance): string {
  if (name !== undefined) return `${file} is given twice with the name ${name}; give each a name of its own`;
  const short = basename(file);
  return `${file} is given twice; to run it twice, give each a name of its own: ${short} --name left ${short} --name right`;
}
