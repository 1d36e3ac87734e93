import { homedir } from "node:os";
import { join } from "node:path";

/** Where the deck keeps what it remembers, unless told otherwise: the place that each system has for it. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  switch (platform) {
    case "win32":
      return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Dasedeck");
    case "darwin":
      return join(homedir(), "Library", "Application Support", "Dasedeck");
    default:
      return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "dasedeck");
  }
}
