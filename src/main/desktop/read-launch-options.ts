import { app } from "electron";
import { ownArguments, parseLaunchOptions, type LaunchOptions } from "./launch-options.ts";

/** 2: wrong usage, as on the command line. */
const wrongUsage = 2;

/** What this start of the app was given; a wrong argument ends it with one line. */
export function readLaunchOptions(): LaunchOptions {
  try {
    return parseLaunchOptions(ownArguments(process.argv, app.isPackaged), process.cwd());
  } catch (error) {
    console.error(`dasedeck: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(wrongUsage);
  }
}
