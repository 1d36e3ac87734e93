/** The frame of every command in `scripts`: its result is the exit code, a failed set-up step is told without a stack. */
import { SetUpError } from "../setup/step.mjs";
import { interruptedCode } from "./child.mjs";

/**
 * @param {() => Promise<number>} work answers the exit code
 */
export async function runCommand(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    if (error.output !== "") process.stderr.write(error.output.endsWith("\n") ? error.output : `${error.output}\n`);
    console.error(error.message);
    process.exitCode = error.interrupted === undefined ? 1 : interruptedCode(error.interrupted);
  }
}
