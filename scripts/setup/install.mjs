/** Installs the project's packages where they are missing or out of date. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { runChild } from "../run/child.mjs";
import { projectRoot } from "./project.mjs";
import { SetUpError, step } from "./step.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/** npm writes this file as its last act: where it is missing, an install was interrupted. */
const installedLockfile = join(projectRoot, "node_modules", ".package-lock.json");
const wantedLockfile = join(projectRoot, "package-lock.json");

/**
 * Whether what is installed is what the lockfile asks for. Optional packages, such as another system's binaries, may be missing.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile | undefined} installed node_modules/.package-lock.json
 */
export function isUpToDate(wanted, installed) {
  const there = installed?.packages;
  if (there === undefined) return false;
  return Object.entries(wanted.packages ?? {}).every(([path, entry]) => {
    if (path === "" || entry.link === true) return true;
    const found = there[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * Runs `npm ci` if it is needed, in one line of output.
 * @throws {SetUpError} if npm fails
 */
export async function ensureInstalled() {
  if (isUpToDate(readLockfile(wantedLockfile) ?? {}, readLockfile(installedLockfile))) return;
  await step("Installing packages", async () => {
    // An old mark must not survive an install that is interrupted.
    rmSync(installedLockfile, { force: true });
    const [command, ...first] = npmCommand();
    const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const result = await runChild(command, [...first, ...args], { cwd: projectRoot, output: "collect", signals: "group" });
    if (result.interrupted !== undefined) throw new SetUpError("npm ci was interrupted.", { interrupted: result.interrupted });
    if (result.code !== 0) throw new SetUpError(`npm ci failed (exit code ${String(result.code)}).`, { output: result.output });
  });
}

/**
 * The npm that started us, else the one beside our Node. Its script is run directly: a `.cmd` file would need a shell.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const { npm_execpath: running, npm_node_execpath: runningNode } = process.env;
  if (running !== undefined && /npm-cli\.c?js$/.test(running)) return [runningNode ?? process.execPath, running];
  const beside = join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
  return existsSync(beside) ? [process.execPath, beside] : ["npm"];
}

/**
 * @param {string} file
 * @returns {Lockfile | undefined}
 */
function readLockfile(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
