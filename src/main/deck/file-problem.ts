import { statSync } from "node:fs";

/** Why a path given on a command line can't be a service file, with what to do; `null` where it may be one. */
export function fileProblem(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return `there is no file ${file}; give the path of a service file`;
  return found.isFile() ? null : `${file} is ${found.isDirectory() ? "a folder" : "not a file"}; give the path of a service file`;
}
