import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parsePort, portRule } from "#shared/port.ts";
import { defaultDataDir } from "../deck/data-dir.ts";

export interface LaunchOptions {
  /** Absolute paths of the service files to load. */
  readonly files: readonly string[];
  readonly dataDir: string;
  /** 0: any free one; `null`: none was given, and what is remembered holds. */
  readonly port: number | null;
}

/**
 * Reads the desktop app's own arguments: `[FILE…] [--data-dir DIR] [--port N]`. Switches of Chromium and Electron among them are passed over.
 *
 * @param args - without the executable and, in development, the app's folder
 * @param cwd - what relative paths are relative to
 * @throws Error that says what is wrong with which argument
 */
export function parseLaunchOptions(args: readonly string[], cwd: string): LaunchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { "data-dir": { type: "string" }, port: { type: "string" } },
  });
  const { "data-dir": dataDir = defaultDataDir(), port: portText } = values;
  if (typeof dataDir !== "string" || dataDir === "") throw new Error("--data-dir needs a folder");
  const port = typeof portText === "string" ? parsePort(portText) : null;
  if (port === null && portText !== undefined) throw new Error(`--port ${String(portText)}: ${portRule}`);
  return { files: positionals.map((file) => resolve(cwd, file)), dataDir: resolve(cwd, dataDir), port };
}

/** What a person wrote after the name of the program; in development Electron and the app's folder come first, and perhaps switches. */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const args = argv.slice(1);
  if (isPackaged) return args;
  const appFolder = args.findIndex((arg) => !arg.startsWith("-"));
  return args.filter((_, index) => index !== appFolder);
}
