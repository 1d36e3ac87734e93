import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundleProgram } from "./bundle.ts";

/** Runs a program with arguments; its answer is the JSON that it prints. */
export type RunProgram = (...args: readonly string[]) => Promise<unknown>;

/** Bundles a program of `bench/programs` for as long as `body` runs, which may run it often. */
export function withProgram<T>(name: string, body: (run: RunProgram) => Promise<T>): Promise<T> {
  return withPrograms([name], ({ [name]: file = "" }) => body((...args) => runProgram(file, ...args)));
}

/** Bundles programs of `bench/programs` for as long as `body` runs, which is given the files. */
export async function withPrograms<Name extends string, T>(
  names: readonly Name[],
  body: (files: Readonly<Record<Name, string>>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "dasedeck-bench-"));
  try {
    const files = names.map((name) => [name, join(folder, `${name}.mjs`)] as const);
    await Promise.all(files.map(([name, file]) => bundleProgram(name, file)));
    return await body(Object.fromEntries(files) as Record<Name, string>);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a bundled program in a process of its own. */
export async function runProgram(file: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", file, ...args]);
  return JSON.parse(stdout) as unknown;
}
