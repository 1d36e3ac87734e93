import { app } from "electron";
import { fileProblem } from "../deck/file-problem.ts";
import { handoverMessage, handoverProblem } from "./handover.ts";
import { ownArguments, parseLaunchOptions, type LaunchOptions } from "./launch-options.ts";

/** Exit codes, as on the command line. */
const failed = 1;
const wrongUsage = 2;

/** The options that this start of the app was given; a wrong argument ends it with one line, and so does a file that is not there. */
export function readLaunchOptions(): LaunchOptions {
  const options = parse();
  for (const { file } of options.files) {
    const problem = fileProblem(file);
    if (problem !== null) end(problem, failed);
  }
  const problem = handoverProblem(handoverMessage(options), process.argv, process.cwd());
  if (problem !== null) end(problem, wrongUsage);
  return options;
}

function parse(): LaunchOptions {
  try {
    // Not the arguments that Chromium hands on, which it puts into another order.
    return parseLaunchOptions(ownArguments(process.argv, app.isPackaged), process.cwd());
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error), wrongUsage);
  }
}

function end(message: string, code: number): never {
  console.error(`dasedeck: ${message}`);
  process.exit(code);
}
