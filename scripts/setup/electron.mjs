/** Where Electron is: the one answer that start, dev, the end-to-end tests and package share. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runChild } from "../run/child.mjs";
import { hasDisplay } from "../run/desktop.mjs";
import { cacheFolder, projectNode, projectRoot } from "./project.mjs";
import { step } from "./step.mjs";

/**
 * @typedef {{ path: string, version: string }} FoundElectron the executable and the version of Electron
 * @typedef {{ reason: string }} NoElectron why there is none, as the end of a sentence
 */

/** A download of Electron, about 120 MB, is given up after this many milliseconds. */
const downloadTimeLimit = 180_000;

/** For how long, in milliseconds, a failed download isn't tried again: a start without a network should be quick. */
const retryDownloadAfter = 24 * 60 * 60 * 1000;

const failureFile = join(cacheFolder, "electron-download-failed.json");

/**
 * Finds Electron without installing anything: `ELECTRON_EXEC_PATH`, else the binary of the `electron` package.
 * @param {{ root?: string, environment?: NodeJS.ProcessEnv }} [where] the project's folder and the environment, if not this one's
 * @returns {FoundElectron | NoElectron}
 */
export function findElectron({ root = projectRoot, environment = process.env } = {}) {
  const given = environment["ELECTRON_EXEC_PATH"];
  if (given !== undefined && given !== "") {
    if (!isFile(given)) return { reason: `ELECTRON_EXEC_PATH names ${given}, which is not a file` };
    return { path: given, version: readText(join(dirname(given), "version")) ?? "unknown" };
  }
  const folder = join(root, "node_modules", "electron");
  const wanted = packageVersion(folder);
  if (wanted === undefined) return { reason: "the electron package is not installed" };
  const name = readText(join(folder, "path.txt"));
  const version = readText(join(folder, "dist", "version"));
  if (name !== undefined && version?.replace(/^v/, "") === wanted) {
    const path = join(folder, "dist", name);
    if (isFile(path)) return { path, version: wanted };
  }
  return { reason: `the binary of Electron ${wanted} has not been downloaded` };
}

/**
 * Finds Electron where it can also show a window: what tests of the desktop app need.
 * @returns {FoundElectron | NoElectron}
 */
export function findElectronWithDisplay() {
  return hasDisplay(process.platform, process.env) ? findElectron() : { reason: "there is no display" };
}

/**
 * Finds Electron, and downloads its binary if need be and if that did not fail within the last day.
 * @returns {Promise<FoundElectron | NoElectron>}
 */
export async function ensureElectron() {
  const found = findElectron();
  if ("path" in found || !isFile(join(projectRoot, "node_modules", "electron", "install.js"))) return found;
  if (process.env["ELECTRON_EXEC_PATH"]) return found;
  const failure = recentFailure(readText(failureFile), Date.now());
  if (failure !== undefined) return { reason: failure };
  return await download();
}

/** @returns {Promise<FoundElectron | NoElectron>} */
async function download() {
  const version = packageVersion(join(projectRoot, "node_modules", "electron"));
  try {
    await step(`Downloading Electron ${version ?? ""}`, async () => {
      const installer = join(projectRoot, "node_modules", "electron", "install.js");
      const result = await runChild(projectNode(), [installer], { output: "collect", timeLimit: downloadTimeLimit, signals: "group" });
      if (result.interrupted !== undefined) process.exit(130);
      if (result.timedOut) throw new Error(`it took longer than ${String(downloadTimeLimit / 1000)} s`);
      if (result.code !== 0) throw new Error(firstError(result.output));
    });
  } catch (error) {
    const reason = `Electron's binary can't be downloaded (${error instanceof Error ? error.message : String(error)})`;
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(failureFile, JSON.stringify({ at: Date.now(), reason }));
    return { reason };
  }
  return findElectron();
}

/**
 * The reason of a failed download that is too recent to try again.
 * @param {string | undefined} text content of the file that remembers it
 * @param {number} now milliseconds since 1970
 * @returns {string | undefined}
 */
export function recentFailure(text, now) {
  if (text === undefined) return undefined;
  try {
    const { at, reason } = /** @type {{ at: unknown, reason: unknown }} */ (JSON.parse(text));
    const recent = typeof at === "number" && at <= now && now - at < retryDownloadAfter;
    return recent && typeof reason === "string" ? reason : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The line of a failed installer's output that names the cause.
 * @param {string} output
 */
export function firstError(output) {
  const line = output.split("\n").find((candidate) => /error|failed|ENOTFOUND|ECONN|ETIMEDOUT/i.test(candidate));
  return (
    (line ?? output.trim().split("\n")[0] ?? "")
      .trim()
      .replace(/^\w*Error: /, "")
      .slice(0, 160) || "no reason given"
  );
}

/** @param {string} folder */
function packageVersion(folder) {
  const text = readText(join(folder, "package.json"));
  return text === undefined ? undefined : /** @type {{ version: string }} */ (JSON.parse(text)).version;
}

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** @param {string} file */
function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
