/** The peer of benchmarks and tests: pydase in a Python environment of its own, in the project's cache, and what runs the tests that are written in Python. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../run/child.mjs";
import { cacheFolder } from "./project.mjs";
import { step } from "./step.mjs";

const version = "0.10.21";
const pytestVersion = "9.2.0";

/** How long the installation may take, in milliseconds. */
const installTimeLimit = 300_000;

const environment = join(cacheFolder, `pydase-${version}`);
/** Written last: where it is missing, an installation was interrupted. */
const complete = join(environment, `.complete-with-pytest-${pytestVersion}`);

const onWindows = process.platform === "win32";
const environmentPython = onWindows ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");

/**
 * Finds pydase, and installs it if there is a Python that it runs on.
 * @returns {Promise<{ python: string } | { reason: string }>} the Python that has it, or why there is none
 */
export async function ensurePydase() {
  if (existsSync(complete)) return { python: environmentPython };
  const python = findPython();
  if (python === undefined) return { reason: "no Python ≥ 3.10 with venv" };
  let output = "";
  const installed = await step(`Installing pydase ${version}`, async () => {
    rmSync(environment, { recursive: true, force: true });
    mkdirSync(cacheFolder, { recursive: true });
    for (const [program, ...args] of [
      [python, "-m", "venv", environment],
      [
        environmentPython,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        `pydase==${version}`,
        `pytest==${pytestVersion}`,
      ],
    ]) {
      const result = await runChild(program ?? "", args, { output: "collect", timeLimit: installTimeLimit, signals: "group" });
      output = result.output;
      if (result.code !== 0) return false;
    }
    writeFileSync(complete, "");
    return true;
  });
  if (installed) return { python: environmentPython };
  process.stderr.write(output);
  return { reason: `pydase ${version} can't be installed` };
}

/** The first Python that pydase runs on. */
function findPython() {
  const usable = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
  const names = onWindows ? ["python", "py"] : ["python3", "python"];
  return names.find((name) => spawnSync(name, ["-c", usable], { stdio: "ignore" }).status === 0);
}
