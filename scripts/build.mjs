/** `npm run build`: installs what is missing and builds into `out` what changed. */
import { runCommand } from "./run/command.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled } from "./setup/install.mjs";

await runCommand(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return 0;
});
