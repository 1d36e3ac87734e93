/** `npm run dev`: the desktop app, rebuilt and reloaded as its sources change. */
import { runChild } from "./run/child.mjs";
import { runCommand } from "./run/command.mjs";
import { hasDisplay, inspectMachine, sandboxObstacle } from "./run/desktop.mjs";
import { forgetBuild } from "./setup/build.mjs";
import { ensureElectron } from "./setup/electron.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { commandFile, projectNode, projectRoot, toolEnvironment } from "./setup/project.mjs";

await runCommand(async () => {
  await ensureInstalled();
  const electron = hasDisplay(process.platform, process.env) ? await ensureElectron() : { reason: "there is no display" };
  if ("reason" in electron) {
    console.error(`npm run dev needs a window, but ${electron.reason}. \`npm start\` serves the deck in the browser.`);
    return 1;
  }
  const sandboxFlag = sandboxObstacle(inspectMachine(electron.path)) === undefined ? [] : ["--noSandbox"];
  const args = ["dev", "--watch", ...sandboxFlag, "--", ...process.argv.slice(2)];
  const env = toolEnvironment({ ELECTRON_EXEC_PATH: electron.path });
  forgetBuild();
  const { code } = await runChild(projectNode(), [commandFile("electron-vite"), ...args], { cwd: projectRoot, env, signals: "group" });
  return code;
});
