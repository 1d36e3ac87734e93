/** One thing that is done before the actual command, told in one line. */

/** A set-up step failed: told to the person without a stack, since it is no fault of the scripts. */
export class SetUpError extends Error {
  /**
   * @param {string} message
   * @param {{ output?: string, interrupted?: NodeJS.Signals }} [details] what the failed tool said; the signal that ended it
   */
  constructor(message, details = {}) {
    super(message);
    this.name = "SetUpError";
    this.output = details.output ?? "";
    this.interrupted = details.interrupted;
  }
}

/**
 * Says what is done, does it, and says how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const begin = performance.now();
  process.stderr.write(`${what} … `);
  try {
    const result = await work();
    process.stderr.write(`${seconds(performance.now() - begin)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`failed after ${seconds(performance.now() - begin)}\n`);
    throw error;
  }
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
