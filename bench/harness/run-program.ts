import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleProgram } from "./bundle.ts";

/** Runs a program with arguments; its answer is the JSON that it prints. */
export type RunProgram = (...args: readonly string[]) => Promise<unknown>;

/** Bundles a program of `bench/programs` for as long as `body` runs, which may run it often. */
export async function withProgram<T>(name: string, body: (run: RunProgram) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "dasedeck-bench-"));
  try {
    const file = join(folder, `${name}.mjs`);
    await bundleProgram(name, file);
    return await body(async (...args) => {
      const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", file, ...args]);
      return JSON.parse(stdout) as unknown;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
