import { spawnSync } from "node:child_process";
import { findElectron } from "../../scripts/setup/electron.mjs";

/** Why no package can be made and started on this machine, or undefined where it can. */
export function whyNoPackage(): string | undefined {
  if (process.platform !== "linux") return "packages are tested on Linux only";
  const electron = findElectron();
  if ("reason" in electron) return electron.reason;
  if (process.getuid?.() !== 0) return "only root can install a package and start it as another user";
  if (!has("xvfb-run")) return "xvfb-run is not installed";
  return undefined;
}

/** Why no deb can be installed on this machine, or undefined where it can. */
export function whyNoDeb(): string | undefined {
  const missing = ["apt-get", "dpkg-deb", "runuser"].find((program) => !has(program));
  if (missing !== undefined) return `${missing} is not installed`;
  if (isInstalled()) return "Dasedeck is installed on this machine, and a test must not replace it";
  return undefined;
}

/** Whether Debian's package of Dasedeck is installed. */
export function isInstalled(): boolean {
  const { stdout } = spawnSync("dpkg-query", ["--show", "--showformat=${db:Status-Status}", "dasedeck"], { encoding: "utf8" });
  return stdout === "installed";
}

function has(program: string): boolean {
  return spawnSync(program, ["--help"]).error === undefined;
}
