/** Where this project and its tools are. Everything in `scripts` runs on plain Node ≥ 20 before anything is installed. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where set-up helpers remember things; a fresh install empties it. */
export const cacheFolder = join(projectRoot, "node_modules", ".cache", "dasedeck");

/**
 * The Node that builds, tests and serves: the project's own once installed, so that it is the same on every machine.
 * Where install scripts are switched off there is none, and the system's Node has to do.
 */
export function projectNode() {
  const own = join(projectRoot, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(own) ? own : process.execPath;
}

/**
 * The JavaScript file behind a command of an installed package, to be run with {@link projectNode}.
 * @param {string} packageName
 * @param {string} [command] the command's name, if it is not the package's
 * @throws if the package is not installed or has no such command
 */
export function commandFile(packageName, command = packageName) {
  const folder = join(projectRoot, "node_modules", packageName);
  const { bin } = /** @type {{ bin?: string | Record<string, string> }} */ (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const file = typeof bin === "string" ? bin : bin?.[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}.`);
  return join(folder, file);
}

/**
 * The environment for a tool: its own child processes find the project's Node and commands first.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(extra = {}) {
  const separator = process.platform === "win32" ? ";" : ":";
  const commands = join(projectRoot, "node_modules", ".bin");
  return { ...process.env, PATH: [commands, process.env["PATH"]].join(separator), ...extra };
}
