import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { CommandError, exitCode } from "./exit-codes.ts";
import { nativePackages, type NativePackage } from "./native-packages.ts";
import { inOneLine } from "./terminal/printable.ts";

/** What `dasedeck rebuild` takes. */
export interface RebuildOptions {
  /** The version of Electron to build for; `true`: that of this installation; without it, the Node that runs this command. */
  readonly electron?: string | true;
  /** A folder with the headers, for a computer without a network: it has `include/node`. */
  readonly headers?: string;
}

interface Target {
  /** As in `Node 24.1.0`. */
  readonly label: string;
  /** For node-gyp. */
  readonly args: readonly string[];
  /** Whether what was built can be tried here. */
  readonly canTry: boolean;
}

/** Where node-gyp fetches the headers of Electron. */
const electronHeaders = "https://www.electronjs.org/headers";
/** So many last characters of node-gyp's output are kept. */
const maxOutput = 200_000;
/** So many of its last lines are shown when it fails. */
const linesShown = 15;

/**
 * Builds the native addons of the packages in a folder's `node_modules` for the program that runs services, from their sources.
 *
 * @param given - the folder with `node_modules`
 * @returns the exit code
 * @throws CommandError that says what is missing
 */
export async function rebuild(given: string, options: RebuildOptions): Promise<number> {
  const folder = resolve(given);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new CommandError(`there is no folder ${folder}`, exitCode.wrongUsage);
  if (!existsSync(join(folder, "node_modules"))) {
    throw new CommandError(
      `there is no node_modules in ${folder}: name the folder in which npm installed the packages`,
      exitCode.wrongUsage,
    );
  }
  const target = targetOf(options);
  const packages = await nativePackages(folder);
  if (packages.length === 0) {
    console.log(`No package in ${join(folder, "node_modules")} has a native addon that must be built`);
    return exitCode.done;
  }
  const names = packages.map(({ name }) => name);
  console.log(`Building ${names.join(", ")} for ${target.label}: this may take some minutes`);
  const nodeGyp = await findNodeGyp();
  for (const { name, folder: packageFolder } of packages) {
    const { code, output } = await runNodeGyp(nodeGyp, packageFolder, target);
    if (code === 0) continue;
    console.error(output.split("\n").slice(-linesShown).map(inOneLine).join("\n"));
    throw new CommandError(`${name} could not be built for ${target.label}: ${reasonIn(output)}`);
  }
  if (target.canTry) for (const built of packages) await tryToLoad(built);
  console.log(`Built ${names.join(", ")} for ${target.label}`);
  return exitCode.done;
}

function targetOf({ electron, headers }: RebuildOptions): Target {
  const nodedir = headers === undefined ? undefined : resolve(headers);
  if (nodedir !== undefined && !existsSync(join(nodedir, "include", "node", "node.h"))) {
    throw new CommandError(`there are no headers in ${nodedir}: it must have the file include/node/node.h`, exitCode.wrongUsage);
  }
  if (electron === undefined) {
    const found = nodedir ?? ownHeaders();
    return { label: `Node ${process.versions.node}`, args: found === undefined ? [] : [`--nodedir=${found}`], canTry: true };
  }
  const version = electron === true ? installedElectron() : electron.replace(/^v/, "");
  if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) {
    throw new CommandError(`"${version}" is not a version of Electron such as 33.2.1`, exitCode.wrongUsage);
  }
  const where = nodedir === undefined ? `--dist-url=${electronHeaders}` : `--nodedir=${nodedir}`;
  return {
    label: `Electron ${version}`,
    args: ["--runtime=electron", `--target=${version}`, `--arch=${process.arch}`, where],
    canTry: false,
  };
}

/** The headers that came with this Node: as its installers lay them, or npm's package `node`. */
function ownHeaders(): string | undefined {
  const own = dirname(dirname(process.execPath));
  const places = [own, join(own, "node_modules", `node-${process.platform}-${process.arch}`)];
  return places.find((place) => existsSync(join(place, "include", "node", "node.h")));
}

function installedElectron(): string {
  try {
    const { version } = createRequire(import.meta.url)("electron/package.json") as { version: string };
    return version;
  } catch {
    throw new CommandError("this installation has no Electron: give its version, as in --electron 33.2.1", exitCode.wrongUsage);
  }
}

/**
 * The node-gyp that npm brings along. Not by npm itself: it runs install scripts only of packages that a person has allowed.
 *
 * @throws CommandError where there is no npm
 */
async function findNodeGyp(): Promise<string> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const npm = await realpath(join(folder, "npm")).catch(() => null);
    const homes = [
      ...(npm === null ? [] : [dirname(dirname(npm))]),
      join(folder, "node_modules", "npm"),
      join(folder, "..", "lib", "node_modules", "npm"),
    ];
    const found = homes.map((home) => join(home, "node_modules", "node-gyp", "bin", "node-gyp.js")).find((file) => existsSync(file));
    if (found !== undefined) return found;
  }
  throw new CommandError("npm, which has what builds native addons, is not on the PATH: install Node with npm");
}

function runNodeGyp(nodeGyp: string, folder: string, { args }: Target): Promise<{ code: number | null; output: string }> {
  return new Promise((settle, fail) => {
    const child = spawn(process.execPath, [nodeGyp, "rebuild", "--release", ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const add = (text: Buffer): void => void (output = (output + text.toString()).slice(-maxOutput));
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", (error) => fail(new CommandError(`node-gyp can't be started: ${error.message}`)));
    child.on("close", (code) => settle({ code, output: output.trimEnd() }));
  });
}

/** What node-gyp's long output comes down to. */
function reasonIn(output: string): string {
  const reasons: readonly (readonly [RegExp, string])[] = [
    [
      /network connectivity|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|getaddrinfo|tunneling socket|status code 40[0-9]|4\d\d (?:status|response)|FetchError|FetchConnectTimeout/i,
      "the headers could not be downloaded; on a computer without a network give a folder that has them with --headers DIR",
    ],
    [
      /not found: make|make: command not found|spawn make ENOENT/i,
      "there is no make: install a C++ compiler and make (on Debian: apt install build-essential)",
    ],
    [/Could not find any Python|gyp ERR! find Python/i, "there is no Python, which node-gyp needs"],
    [/Could not find any Visual Studio/i, "there is no Visual Studio with C++, which node-gyp needs"],
    [
      /(?:g\+\+|c\+\+|clang\+\+)(?:: command)? not found/i,
      "there is no C++ compiler: install one (on Debian: apt install build-essential)",
    ],
    [/ENOSPC/, "the disk is full"],
    [/EACCES|EPERM/, "a folder can't be written to"],
    [/\berror: /, "it does not compile: this version of the package may not fit that version; try a newer one"],
  ];
  return reasons.find(([pattern]) => pattern.test(output))?.[1] ?? "the lines above say why";
}

async function tryToLoad({ name, folder }: NativePackage): Promise<void> {
  const child = spawn(process.execPath, ["-e", `require(${JSON.stringify(folder)})`], { stdio: ["ignore", "ignore", "pipe"] });
  let error = "";
  child.stderr.on("data", (text: Buffer) => void (error += text.toString()));
  const [code, signal] = await new Promise<[number | null, string | null]>((settle) => child.on("close", (...end) => settle(end)));
  // What is no CommonJS, or needs a device, is none of our business: only an addon that can't be loaded is.
  if (signal !== null || /ERR_DLOPEN_FAILED|NODE_MODULE_VERSION/.test(error)) {
    throw new CommandError(
      `${name} was built, but still can't be loaded: ${signal ?? inOneLine(error.split("\n").find((line) => line.includes("Error")) ?? `exit code ${code}`)}`,
    );
  }
}
