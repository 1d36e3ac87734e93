import type { OutputLine } from "#shared/service-snapshot.ts";

/** Which lines of a service's output are shown. */
export interface OutputFilter {
  /** Occurs in the line, in whatever case; empty: all. */
  readonly text: string;
  /** Not what went to the standard output. */
  readonly errorsOnly: boolean;
}

/** The lines that pass. What the deck says between them stays, as it tells which process wrote what, unless a text is looked for. */
export function filterOutput(lines: readonly OutputLine[], { text, errorsOnly }: OutputFilter): OutputLine[] {
  const wanted = text.trim().toLowerCase();
  return lines.filter((line) => !(errorsOnly && line.stream === "stdout") && line.text.toLowerCase().includes(wanted));
}
