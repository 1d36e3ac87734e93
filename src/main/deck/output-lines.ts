import type { OutputLine } from "#shared/service-snapshot.ts";

const longestLine = 4000;

/** Cuts the output of a process into lines; what has no line end yet is kept back for {@link OutputLines.rest}. */
export class OutputLines {
  readonly #open: Record<OutputLine["stream"], string> = { stdout: "", stderr: "" };

  /** The lines that this piece of output completes. */
  take(stream: OutputLine["stream"], text: string, at: string): OutputLine[] {
    const lines = (this.#open[stream] + text).split(/\r?\n/);
    this.#open[stream] = (lines.pop() ?? "").slice(-longestLine);
    return lines.map((line) => ({ at, stream, text: shorten(line) }));
  }

  /** What was written after the last line end. */
  rest(at: string): OutputLine[] {
    return (["stdout", "stderr"] as const).flatMap((stream) => {
      const text = this.#open[stream];
      this.#open[stream] = "";
      return text === "" ? [] : [{ at, stream, text: shorten(text) }];
    });
  }
}

function shorten(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
