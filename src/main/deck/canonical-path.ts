import { realpathSync } from "node:fs";
import { resolve } from "node:path";

/** The path of the file itself, whichever links lead to it; of a file that is not there, the absolute path. */
export function canonicalPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}
