/**
 * `npm run package`: builds the app's folder and the installers that this machine can make into `dist`, and names the others with the reason.
 * `npm run package -- dir deb` makes just these, and fails if one can't be made.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { builderError, obstacle, targets } from "./packaging/targets.mjs";
import { runChild } from "./run/child.mjs";
import { runCommand } from "./run/command.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureElectron } from "./setup/electron.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { commandFile, projectNode, projectRoot, toolEnvironment } from "./setup/project.mjs";
import { SetUpError, step } from "./setup/step.mjs";

/** @typedef {import("./setup/electron.mjs").FoundElectron} FoundElectron */

/** How long one installer may take, in milliseconds; electron-builder may have to download tools for it. */
const targetTimeLimit = 300_000;

const output = join(projectRoot, "dist");
/** @type {Partial<Record<NodeJS.Platform, string>>} */
const platformFlags = { linux: "--linux", win32: "--win", darwin: "--mac" };
const platformFlag = platformFlags[process.platform] ?? "--linux";

await runCommand(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => name !== "dir" && !targets.some((target) => target.name === name));
  if (unknown !== undefined)
    throw new SetUpError(`There is no target ${unknown}; there are dir, ${targets.map(({ name }) => name).join(", ")}.`);

  await ensureInstalled();
  await ensureBuilt();
  const electron = await ensureElectron();
  if ("reason" in electron) throw new SetUpError(`The app can't be packaged, since ${electron.reason}.`);

  rmSync(output, { recursive: true, force: true });
  const folder = await makeFolder(electron);
  /** @type {string[]} */
  const missed = [];
  for (const target of targets.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const reason = obstacle(target, machine()) ?? (await makeInstaller(target.name, folder, electron));
    if (reason === undefined) continue;
    console.log(`Not made: ${target.name}, since ${reason}.`);
    missed.push(target.name);
  }
  console.log(`In ${relative(process.cwd(), output) || "."}:`);
  for (const name of [basename(folder), ...installers()]) console.log(`  ${name}`);
  return wanted.some((name) => missed.includes(name)) ? 1 : 0;
});

/**
 * Makes the folder that every installer contains.
 * @param {FoundElectron} electron
 * @returns {Promise<string>} its path
 */
async function makeFolder(electron) {
  await step("Packaging the app", async () => {
    const result = await build(["--dir"], electron);
    if (result.code !== 0) throw new SetUpError(`electron-builder failed (exit code ${result.code}).`, { output: result.output });
  });
  const folder = readdirSync(output).find((name) => /unpacked$|^mac/.test(name));
  if (folder === undefined) throw new SetUpError("electron-builder left no folder.");
  return join(output, folder);
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {FoundElectron} electron
 * @returns {Promise<string | undefined>} why it could not be made
 */
async function makeInstaller(name, folder, electron) {
  try {
    await step(`Making the ${name}`, async () => {
      const result = await build([name, "--prepackaged", folder], electron);
      if (result.timedOut) throw new Error(`it took longer than ${targetTimeLimit / 1000} s`);
      if (result.code !== 0) throw new Error(builderError(result.output));
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The installers in the output folder, without what electron-builder notes beside them. */
function installers() {
  return readdirSync(output).filter((name) => /\.(deb|rpm|AppImage|exe|dmg)$/.test(name));
}

/** @returns {import("./packaging/targets.mjs").Machine} */
function machine() {
  return { platform: process.platform, has: (program) => spawnSync(program, ["--version"]).status === 0 };
}

/**
 * @param {string[]} args
 * @param {FoundElectron} electron
 */
async function build(args, { path, version }) {
  const [first = "", ...rest] = args;
  const electronArgs = [`-c.electronDist=${electronFolder(path)}`, `-c.electronVersion=${version}`];
  const result = await runChild(
    projectNode(),
    [commandFile("electron-builder"), platformFlag, first, ...rest, ...electronArgs, "--publish", "never"],
    { cwd: projectRoot, env: toolEnvironment(), output: "collect", timeLimit: targetTimeLimit, signals: "group" },
  );
  if (result.interrupted !== undefined) throw new SetUpError("Interrupted.", { interrupted: result.interrupted });
  return result;
}

/**
 * The folder that holds all of Electron.
 * @param {string} executable
 */
function electronFolder(executable) {
  const folder = dirname(executable);
  return process.platform === "darwin" ? dirname(dirname(dirname(folder))) : folder;
}
