import { outputLinesKept, type OutputLine } from "./service-snapshot.ts";

/** What is kept of a service's output: the last lines of the present process, and as many of what was written before it. */
export function keptOutput(lines: readonly OutputLine[]): OutputLine[] {
  const start = lines.findLastIndex((line) => line.stream === "new process");
  if (start === -1) return lines.slice(-outputLinesKept);
  const before = lines.slice(0, start).slice(-outputLinesKept);
  return [...before, ...lines.slice(start, start + 1), ...lines.slice(start + 1).slice(-outputLinesKept)];
}
