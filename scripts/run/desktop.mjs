/** How the desktop app is started on this machine. */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Whether a window can be shown at all.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} environment
 */
export function hasDisplay(platform, environment) {
  return platform !== "linux" || Boolean(environment["DISPLAY"]) || Boolean(environment["WAYLAND_DISPLAY"]);
}

/**
 * Why Chromium's sandbox can't work here, or undefined where it can. Without it Electron refuses to start.
 * @param {{ platform: NodeJS.Platform, uid: number | undefined, namespacesRestricted: boolean, helperIsSetUid: boolean }} machine
 * @returns {string | undefined}
 */
export function sandboxObstacle({ platform, uid, namespacesRestricted, helperIsSetUid }) {
  if (platform !== "linux") return undefined;
  if (uid === 0) return "running as root";
  if (namespacesRestricted && !helperIsSetUid) return "this system denies user namespaces to programs that aren't installed";
  return undefined;
}

/**
 * What {@link sandboxObstacle} needs to know, read from this machine.
 * @param {string} electron path of the executable
 */
export function inspectMachine(electron) {
  return {
    platform: process.platform,
    uid: process.getuid?.(),
    namespacesRestricted:
      readSetting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") === "1" ||
      readSetting("/proc/sys/kernel/unprivileged_userns_clone") === "0",
    helperIsSetUid: isSetUidRoot(join(dirname(electron), "chrome-sandbox")),
  };
}

/** @param {string} file */
function readSetting(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function isSetUidRoot(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.uid === 0 && (stat.mode & 0o4000) !== 0;
}
