/** Which installers there are, and what each of them needs. */

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {(program: string) => boolean} has whether a program is installed
 */

/**
 * @typedef {object} Target
 * @property {string} name as electron-builder calls it
 * @property {NodeJS.Platform} platform
 * @property {(machine: Machine) => string | undefined} [obstacle] why it can't be made although the platform fits
 */

/** @type {Target[]} */
export const targets = [
  { name: "deb", platform: "linux" },
  { name: "rpm", platform: "linux", obstacle: ({ has }) => (has("rpmbuild") ? undefined : "rpmbuild is not installed") },
  { name: "AppImage", platform: "linux" },
  { name: "nsis", platform: "win32" },
  { name: "dmg", platform: "darwin" },
];

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const platformNames = { linux: "Linux", win32: "Windows", darwin: "macOS" };

/**
 * Why a target can't be made on this machine, as far as can be known before trying.
 * @param {Target} target
 * @param {Machine} machine
 * @returns {string | undefined}
 */
export function obstacle(target, machine) {
  if (target.platform !== machine.platform) return `it is made on ${platformNames[target.platform] ?? target.platform}`;
  return target.obstacle?.(machine);
}

/**
 * The line of electron-builder's output that says why a target could not be made.
 * @param {string} output
 */
export function builderError(output) {
  const lines = output.split("\n").map((line) => line.trim());
  const line =
    lines.find((candidate) => /(^|\s)(error:|⨯)|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|status code \d{3}/.test(candidate)) ??
    lines.filter(Boolean).at(-1) ??
    "no reason given";
  return line.replace(/^\s*⨯\s*/, "").slice(0, 200);
}
