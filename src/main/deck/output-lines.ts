import { hidePasswords } from "#shared/hide-passwords.ts";
import type { OutputLine } from "#shared/service-snapshot.ts";

const longestLine = 4000;

/** The last lines of some output, and how many there were before them. */
export interface LastLines {
  readonly lines: OutputLine[];
  readonly leftOut: number;
}

/** Cuts the output of a process into lines; what has no line end yet is kept back for {@link OutputLines.rest}. */
export class OutputLines {
  readonly #most: number;
  readonly #open: Record<"stdout" | "stderr", string> = { stdout: "", stderr: "" };

  /** @param most - of one piece of output, only so many lines are made; the lines before them are counted, which takes a twentieth of the time */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** The lines that this piece of output completes. */
  take(stream: "stdout" | "stderr", text: string, at: string): LastLines {
    const whole = this.#open[stream] + text;
    const end = whole.lastIndexOf("\n") + 1;
    this.#open[stream] = whole.slice(end).slice(-longestLine);
    if (end === 0) return { lines: [], leftOut: 0 };
    const begin = this.#beginOfLast(whole, end);
    const lines = whole.slice(begin, end - 1).split("\n");
    return { lines: lines.map((line) => ({ at, stream, text: shorten(line.replace(/\r$/, "")) })), leftOut: lineEnds(whole, begin) };
  }

  /** What was written after the last line end. */
  rest(at: string): OutputLine[] {
    return (["stdout", "stderr"] as const).flatMap((stream) => {
      const text = this.#open[stream];
      this.#open[stream] = "";
      return text === "" ? [] : [{ at, stream, text: shorten(text) }];
    });
  }

  /** Where the last lines before `end` begin. */
  #beginOfLast(text: string, end: number): number {
    if (this.#most === Infinity) return 0;
    let begin = end;
    for (let count = 0; count < this.#most && begin > 0; count++) begin = begin < 2 ? 0 : text.lastIndexOf("\n", begin - 2) + 1;
    return begin;
  }
}

function lineEnds(text: string, before: number): number {
  let count = 0;
  for (let index = text.indexOf("\n"); index !== -1 && index < before; index = text.indexOf("\n", index + 1)) count++;
  return count;
}

/** As much of a line as is shown, without the passwords of addresses: what ends a process, Node writes there. */
function shorten(line: string): string {
  return hidePasswords(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
}
