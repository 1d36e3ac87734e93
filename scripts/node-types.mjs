import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "./setup/project.mjs";

/**
 * Copies Node's types, and those of the package that they need, as they are and with their licences.
 * @param {string} target the folder in which `node` and `undici-types` are made
 */
export function copyNodeTypes(target) {
  const filter = (/** @type {string} */ path) => basename(path) !== "README.md";
  for (const name of ["@types/node", "undici-types"]) {
    cpSync(join(projectRoot, "node_modules", name), join(target, basename(name)), { recursive: true, filter });
  }
}
