/**
 * `npm run bench [-- name…] [--json FILE] [--profile]`: installs and builds what is missing, pydase to compare with among it, then runs the benchmarks whose
 * names begin so, or all, and prints one table. Fails where a benchmark could not be run, and not where a target was missed.
 */
import { join } from "node:path";
import { runChild } from "./run/child.mjs";
import { runCommand } from "./run/command.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { projectNode, projectRoot, toolEnvironment } from "./setup/project.mjs";
import { ensurePydase } from "./setup/pydase.mjs";

await runCommand(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const peer = await ensurePydase();
  const environment = "python" in peer ? { DASEDECK_BENCH_PYTHON: peer.python } : { DASEDECK_BENCH_NO_PEER: peer.reason };
  const { code } = await runChild(projectNode(), [join(projectRoot, "bench", "run.ts"), ...process.argv.slice(2)], {
    cwd: process.env["INIT_CWD"] ?? process.cwd(),
    env: toolEnvironment(environment),
    signals: "group",
  });
  return code;
});
