import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parsePort, portRule } from "#shared/port.ts";
import type { ServiceInstance } from "#shared/service-instance.ts";
import { defaultDataDir } from "../deck/data-dir.ts";
import { FileArguments, fileOptions, isFileOption } from "../deck/file-arguments.ts";

export interface LaunchOptions {
  /** The services to load, with absolute paths. */
  readonly files: readonly ServiceInstance[];
  readonly dataDir: string;
  /** 0: any free one; `null`: none was given, and what is remembered holds. */
  readonly port: number | null;
}

const ownOptions = {
  "data-dir": { type: "string" },
  port: { type: "string" },
  name: { type: "string" },
  param: { type: "string" },
} as const;
/** What each of our options needs after it. */
const valueOf: Readonly<Record<keyof typeof ownOptions, string>> = { "data-dir": "a folder", port: "a number", ...fileOptions };

/** Options of `dasedeck serve` that decide who can reach the deck. Ignoring one would leave the deck more open than the person believes. */
const serveOptions = ["host", "require-token", "token-file", "allow-host", "allow-remotes", "tls-cert", "tls-key"];

/**
 * Parses the desktop app's own arguments: `[FILE [--name NAME] [--param NAME=VALUE]…]… [--data-dir DIR] [--port N] [--] [FILE…]`. Long options that are not ours belong to Chromium and are skipped; they
 * never take the next argument as their value.
 *
 * @param args - as the person wrote them, without the executable and, in development, the app's folder
 * @param cwd - the folder that relative paths start from
 * @throws Error that names the wrong argument and says what to write
 */
export function parseLaunchOptions(args: readonly string[], cwd: string): LaunchOptions {
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, options: ownOptions, tokens: true });
  const given: Partial<Record<"data-dir" | "port", string>> = {};
  const files = new FileArguments(cwd);
  for (const token of tokens) {
    if (token.kind === "positional") files.addFile(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (isFileOption(name)) files.addOption(name, checkedValue(name, value, inlineValue === true));
    else if (name === "data-dir" || name === "port") given[name] = checkedValue(name, value, inlineValue === true);
    else if (serveOptions.includes(name)) throw new Error(`${rawName} is an option of dasedeck serve; in the app, see Settings`);
    else if (!rawName.startsWith("--"))
      throw new Error(
        `unknown option ${rawName}; the app knows --data-dir DIR and --port N, and --name NAME and --param NAME=VALUE after a file. A file whose name begins with - comes after --`,
      );
  }
  const { "data-dir": dataDir = defaultDataDir(), port: portText } = given;
  const port = portText === undefined ? null : parsePort(portText);
  if (port === null && portText !== undefined) throw new Error(`--port ${portText}: ${portRule}`);
  return { files: files.instances(), dataDir: resolve(cwd, dataDir), port };
}

function checkedValue(name: keyof typeof ownOptions, value: string | undefined, isInline: boolean): string {
  if (value === undefined || value === "") throw new Error(`--${name} needs ${valueOf[name]}`);
  // The next option is no value; a folder of such a name is written with "=".
  if (!isInline && value.startsWith("-"))
    throw new Error(`--${name} needs ${valueOf[name]}, found ${value}; to mean that, write --${name}=${value}`);
  return value;
}

/** What a person wrote after the name of the program; in development Electron and the app's folder come first, and perhaps switches. */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const args = argv.slice(1);
  if (isPackaged) return args;
  const appFolder = args.findIndex((arg) => !arg.startsWith("-"));
  return args.filter((_, index) => index !== appFolder);
}
