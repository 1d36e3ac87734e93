import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { projectRoot } from "./setup/project.mjs";

/**
 * Copies Node's types, and those of the package that they need, as they are and with their licences.
 * @param {string} target the folder in which `node` and `undici-types` are made
 */
export function copyNodeTypes(target) {
  for (const name of ["@types/node", "undici-types"]) {
    const source = join(projectRoot, "node_modules", name);
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => /\.ts$|^LICENSE$|^package\.json$/.test(file));
    for (const file of files) {
      const copy = join(target, basename(name), file);
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(join(source, file), copy);
    }
  }
}
