import { safeJson } from "./printable.ts";
import { paintFor, widthOf } from "./style.ts";
import type { Layout } from "./table.ts";

/** How what goes to stdout is laid out. */
export function stdoutLayout(): Layout {
  return { width: widthOf(process.stdout), paint: paintFor(process.stdout, process.env) };
}

/** Whether a person reads stdout. */
export function isTerminal(): boolean {
  return process.stdout.isTTY;
}

export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
}

/** One JSON value for a program. A person may look at it, too: so nothing in it rules the terminal. */
export function printJson(value: unknown): void {
  process.stdout.write(`${safeJson(value, 2)}\n`);
}

/** One line on stderr, for what is no part of the result. */
export function note(message: string): void {
  process.stderr.write(`dasedeck: ${message}\n`);
}

/** Whoever reads our output may stop when they have seen enough, as `head` does: that is no failure, and nothing is left to do. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** Resolves once everything printed has been taken: a process that ends before cuts what goes through a pipe. */
export function outputTaken(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write("", () => resolve());
  });
}
