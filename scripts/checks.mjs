/** The static checks, each a tool with its arguments; none of them tolerates a warning. */
import { availableParallelism } from "node:os";
import { runChild } from "./run/child.mjs";
import { commandFile, projectNode, projectRoot, toolEnvironment } from "./setup/project.mjs";
import { seconds } from "./setup/step.mjs";

/** @type {{ name: string, package: string, command: string, args: string[] }[]} */
const checks = [
  { name: "lint", package: "eslint", command: "eslint", args: [".", "--max-warnings", "0"] },
  { name: "types of main, preload, tests and scripts", package: "typescript", command: "tsc", args: ["-p", "tsconfig.node.json"] },
  { name: "types of the renderer", package: "typescript", command: "tsc", args: ["-p", "tsconfig.web.json"] },
  { name: "format", package: "prettier", command: "prettier", args: ["--check", "--log-level", "warn", "."] },
  { name: "arrows", package: "dependency-cruiser", command: "depcruise", args: ["src", "resources/examples"] },
  { name: "unused code and packages", package: "knip", command: "knip", args: ["--treat-config-hints-as-errors"] },
];

/**
 * @typedef {object} CheckResult
 * @property {string} name
 * @property {boolean} passed
 */

/**
 * Runs every check, whatever becomes of the others, and prints what the failed ones said.
 * @returns {Promise<CheckResult[]>}
 */
export async function runChecks() {
  const waiting = [...checks];
  /** @type {CheckResult[]} */
  const results = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const begin = performance.now();
      const { code, output, interrupted } = await runChild(projectNode(), [commandFile(check.package, check.command), ...check.args], {
        cwd: projectRoot,
        env: toolEnvironment({ NO_COLOR: "1" }),
        output: "collect",
      });
      if (interrupted !== undefined) waiting.length = 0;
      const passed = code === 0;
      console.log(`${passed ? "✓" : "✗"} check: ${check.name} (${seconds(performance.now() - begin)})`);
      if (!passed) console.log(output.trimEnd());
      results.push({ name: check.name, passed });
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
  return results;
}
