/** Builds the application where its sources changed since the last build. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { runChild } from "../run/child.mjs";
import { commandFile, projectNode, projectRoot, toolEnvironment } from "./project.mjs";
import { SetUpError, step } from "./step.mjs";

/** What the build is made from, apart from `src`. */
const configuration = [
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
  "postcss.config.js",
  "postcss.config.mjs",
  "postcss.config.cjs",
  "tsconfig.base.json",
  "tsconfig.node.json",
  "tsconfig.web.json",
  "tsconfig.types.json",
  "scripts/types.mjs",
  "scripts/node-types.mjs",
];

/** Holds the digest of the sources that `out` was built from. */
const mark = join(projectRoot, "out", ".built-from");

/** Tests beside a source don't go into the build. */
const testFile = /\.(test|spec)\.tsx?$/;

/**
 * A digest of everything the build is made from.
 * @param {string} root the project's folder
 */
export function sourceDigest(root) {
  const hash = createHash("sha256");
  const files = [...configuration.map((name) => join(root, name)).filter((file) => existsSync(file)), ...sourceFiles(join(root, "src"))];
  for (const file of files) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => !testFile.test(file) && statSync(file).isFile())
    .sort();
}

/**
 * Builds into `out` if needed. The mark that a build is complete is removed first and written last.
 * @throws {SetUpError} if the build fails
 */
export async function ensureBuilt() {
  const digest = sourceDigest(projectRoot);
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return;
  await step("Building", async () => {
    forgetBuild();
    const results = await Promise.all([
      build([commandFile("electron-vite"), "build", "--logLevel", "warn"]),
      build([join(projectRoot, "scripts", "types.mjs")]),
    ]);
    for (const { code, interrupted, output } of results) {
      if (interrupted !== undefined) throw new SetUpError("The build was interrupted.", { interrupted });
      if (code !== 0) throw new SetUpError(`The build failed (exit code ${String(code)}).`, { output });
    }
    writeFileSync(mark, digest);
  });
}

/**
 * One part of the build, in a process of its own.
 * @param {string[]} args
 */
function build(args) {
  return runChild(projectNode(), args, { cwd: projectRoot, env: toolEnvironment(), output: "collect", signals: "group" });
}

/** What is in `out` is no longer a complete build: to be called before anything else writes there. */
export function forgetBuild() {
  rmSync(mark, { force: true });
}
