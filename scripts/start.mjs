/**
 * `npm start`: installs and builds what is missing, then opens the desktop app, or serves the same deck in the browser where there can be no window.
 * Further arguments go to the app: `npm start -- FILE… --data-dir DIR --port N`.
 */
import { join } from "node:path";
import { runChild } from "./run/child.mjs";
import { hasDisplay, inspectMachine, sandboxObstacle } from "./run/desktop.mjs";
import { runCommand } from "./run/command.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureElectron } from "./setup/electron.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { projectNode, projectRoot } from "./setup/project.mjs";

/** How a Linux loader says that the binary's libraries are missing. */
const cannotLoad = 127;

await runCommand(async () => {
  const given = process.argv.slice(2);
  await ensureInstalled();
  await ensureBuilt();
  const electron = hasDisplay(process.platform, process.env) ? await ensureElectron() : { reason: "there is no display" };
  if ("reason" in electron) return await serve(electron.reason, given);
  const { code, interrupted } = await openWindow(electron.path, given);
  if (code === cannotLoad && interrupted === undefined) return await serve("Electron lacks libraries of this system", given);
  return code;
});

/**
 * @param {string} electron
 * @param {string[]} given
 */
async function openWindow(electron, given) {
  const obstacle = sandboxObstacle(inspectMachine(electron));
  if (obstacle !== undefined) console.error(`Chromium's sandbox is off: ${obstacle}.`);
  const flags = obstacle === undefined ? [] : ["--no-sandbox"];
  return await runChild(electron, [...flags, projectRoot, ...given], { cwd: callersFolder() });
}

/**
 * @param {string} reason
 * @param {string[]} given
 */
async function serve(reason, given) {
  console.error(`No window, since ${reason}: serving the deck in the browser instead.`);
  const headless = join(projectRoot, "out", "main", "headless.js");
  const { code } = await runChild(projectNode(), [headless, "serve", "--deck", "--open", ...given], { cwd: callersFolder() });
  return code;
}

/** Where `npm start` was called: relative service files are meant from there, though npm itself goes to the project's folder. */
function callersFolder() {
  return process.env["INIT_CWD"] ?? process.cwd();
}
