import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { freePort } from "../../scripts/run/free-port.mjs";

/** How long a program of the peer may take, in milliseconds. */
const timeLimit = 300_000;

/**
 * Runs a program of `bench/peers` in a folder of its own.
 *
 * @param args - what the program wants; a free port comes after them
 * @returns the JSON that its last line is
 * @throws Error with what it said, if it fails
 */
export async function runPydase(python: string, program: string, args: readonly string[]): Promise<unknown> {
  const cwd = await mkdtemp(join(tmpdir(), "dasedeck-bench-pydase-"));
  try {
    const file = join(projectRoot, "bench", "peers", program);
    const env = { ...process.env, ENVIRONMENT: "production" };
    const { stdout } = await promisify(execFile)(python, [file, ...args, String(await freePort())], { cwd, env, timeout: timeLimit });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as unknown;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
