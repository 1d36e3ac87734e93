/** `npm run check`: all static checks, all of them reported even if the first one fails. */
import { runChecks } from "./checks.mjs";
import { runCommand } from "./run/command.mjs";
import { ensureInstalled } from "./setup/install.mjs";

await runCommand(async () => {
  await ensureInstalled();
  const failed = (await runChecks()).filter(({ passed }) => !passed);
  console.log(failed.length === 0 ? "All checks passed." : `Failed: ${failed.map(({ name }) => name).join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
});
