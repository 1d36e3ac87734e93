/**
 * `npm test`: installs and builds what is missing, then runs the static checks, the unit tests, the end-to-end tests and those with pydase's client, every stage whatever
 * becomes of the others. The last line counts them all.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChecks } from "./checks.mjs";
import { interruptedCode, runChild } from "./run/child.mjs";
import { runCommand } from "./run/command.mjs";
import { hasDisplay } from "./run/desktop.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureElectron } from "./setup/electron.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { cacheFolder, commandFile, projectNode, projectRoot, toolEnvironment } from "./setup/project.mjs";
import { ensurePydase } from "./setup/pydase.mjs";
import { SetUpError } from "./setup/step.mjs";
import { exitCode, nothing, sum, summary, tallyChecks, tallyPlaywright, tallyPytest, tallyVitest } from "./tally.mjs";

await runCommand(async () => {
  await ensureInstalled();
  const stages = [tallyChecks(await runChecks()), await runUnitTests(), await runEndToEndTests(), await runPythonTests()];
  const total = sum(stages);
  console.log(`\n${summary(total)}`);
  return exitCode(total);
});

async function runUnitTests() {
  const report = freshReport("vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  await runTool(projectNode(), [commandFile("vitest"), ...args]);
  return tallyVitest(readReport(report));
}

async function runEndToEndTests() {
  if (!(await built())) {
    return { ...nothing, failed: 1, skipped: [{ name: "all end-to-end tests", reason: "the build failed" }] };
  }
  const browser = await ensureBrowser();
  const missing = "path" in browser ? [] : [{ name: "end-to-end tests in the browser", reason: browser.reason }];
  const windows = "path" in browser ? ["--project=browser", "--project=desktop"] : ["--project=desktop"];
  const screen = "path" in (await ensureElectron()) ? virtualDisplay() : [];
  return sum([
    { ...nothing, skipped: missing },
    await runPlaywright("windows.json", windows, screen),
    // Afterwards and alone, since it takes the whole machine.
    await runPlaywright("package.json", ["--project=package"], screen),
  ]);
}

/** The tests with the real client of pydase, of Dasedeck and, as a proof of the tests themselves, of pydase. */
async function runPythonTests() {
  if (!(await built())) return { ...nothing, failed: 1, skipped: [{ name: "all tests with pydase's client", reason: "the build failed" }] };
  const pydase = await ensurePydase();
  if ("reason" in pydase) return { ...nothing, skipped: [{ name: "all tests with pydase's client", reason: pydase.reason }] };
  return sum([await runPytest(pydase.python, "dasedeck"), await runPytest(pydase.python, "pydase")]);
}

/**
 * @param {string} python
 * @param {"dasedeck" | "pydase"} server
 */
async function runPytest(python, server) {
  const report = freshReport(`pytest-${server}.xml`);
  const args = [
    "-m",
    "pytest",
    join(projectRoot, "e2e", "python"),
    "-q",
    "-p",
    "no:cacheprovider",
    "--server",
    server,
    `--junitxml=${report}`,
  ];
  const headless = join(projectRoot, "out", "main", "headless.js");
  await runTool(python, args, { DASEDECK_NODE: projectNode(), DASEDECK_HEADLESS: headless, PYTHONDONTWRITEBYTECODE: "1" });
  return tallyPytest(readText(report), server);
}

/** Builds; a failed build is told and doesn't end the tests. */
async function built() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.log(`${error.output}${error.message}`);
    return false;
  }
}

/**
 * @param {string} name of the report
 * @param {string[]} args
 * @param {string[]} screen the command that gives it a screen
 */
async function runPlaywright(name, args, screen) {
  const report = freshReport(name);
  const command = [projectNode(), commandFile("@playwright/test", "playwright"), "test", "--reporter=list,json", ...args];
  const [program = "", ...rest] = [...screen, ...command];
  await runTool(program, rest, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return tallyPlaywright(readReport(report));
}

/**
 * The desktop app needs a screen: a virtual one where there is none. Its pointer rests in the middle, and must not lie over a window, which the tests put into the
 * corner: whenever another window opens or closes, the system would tell the one below of a move of the mouse that no test has made.
 */
function virtualDisplay() {
  if (hasDisplay(process.platform, process.env) || spawnSync("xvfb-run", ["--help"]).status !== 0) return [];
  return ["xvfb-run", "-a", "-s", "-screen 0 4400x2400x24"];
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
async function runTool(program, args, environment) {
  const { interrupted } = await runChild(program, args, { cwd: projectRoot, env: toolEnvironment(environment), signals: "group" });
  if (interrupted !== undefined) process.exit(interruptedCode(interrupted));
}

/**
 * Where a tool shall write its report; an old one must not be read as the new one's.
 * @param {string} name
 */
function freshReport(name) {
  const file = join(cacheFolder, name);
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readReport(file) {
  const text = readText(file);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
