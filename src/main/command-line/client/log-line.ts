import { formatLocalSeconds } from "#shared/format/date-time.ts";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { printable } from "../terminal/printable.ts";
import type { Paint } from "../terminal/style.ts";

/** A line of a service's output with its time, to the millisecond and local, and its service. */
export function logLine(service: string, { at, stream, text }: OutputLine, paint: Paint): string {
  const milliseconds = String(new Date(at).getMilliseconds()).padStart(3, "0");
  return `${paint(`${formatLocalSeconds(at)}.${milliseconds}`, "dim")}  ${service}  ${paintedText(printable(text), stream, paint)}`;
}

function paintedText(text: string, stream: OutputLine["stream"], paint: Paint): string {
  switch (stream) {
    case "stdout":
      return text;
    case "stderr":
      return paint(text, "red");
    case "deck":
    case "new process":
      // Said by the deck, not by the service.
      return paint(`[${text}]`, "blue");
  }
}
