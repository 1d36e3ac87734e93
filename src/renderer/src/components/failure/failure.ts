import type { ErrorReport } from "#shared/primitives.ts";
import type { OutputLine, ProcessExit } from "#shared/service-snapshot.ts";
import { errorInFull, formatExit, formatLocation } from "../../format/error.ts";
import { formatFullTime } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";

/** Everything there is to say of a failure. */
export interface Failure {
  /** What failed: a task's path or a service's title. */
  readonly subject: string;
  readonly error: ErrorReport | null;
  readonly endedByTask: string | null;
  readonly exit: ProcessExit | null;
  readonly output: readonly OutputLine[];
}

/** A fact of a failure, such as its time. */
export interface FailureFact {
  readonly name: string;
  readonly value: string;
  /** To point at. */
  readonly hint?: string;
}

/** When and where it happened, and how it ended the process. */
export function failureFacts({ error, endedByTask, exit }: Failure): FailureFact[] {
  const facts: FailureFact[] = [];
  if (error !== null) facts.push({ name: "Time", value: formatFullTime(error.at) });
  if (error?.location) facts.push({ name: "Place", value: formatLocation(error.location), hint: error.location.file });
  if (endedByTask !== null) facts.push({ name: "Ended by task", value: visibleText(endedByTask) });
  if (exit !== null) facts.push({ name: "Process ended", value: `${formatExit(exit)}, ${formatFullTime(exit.at)}` });
  return facts;
}

/** A failure as text for a message to somebody else: every part that the dialog shows, in its order. */
export function failureText(failure: Failure): string {
  const { subject, error, output } = failure;
  const facts = failureFacts(failure).map(({ name, value, hint }) => `${name}: ${value}${hint === undefined ? "" : ` (${hint})`}`);
  return [
    [`Last error of ${subject}`, ...facts].join("\n"),
    ...(error === null ? [] : [errorInFull(error)]),
    ...(error?.stack ? [`Stack:\n${visibleText(error.stack)}`] : []),
    ...(output.length === 0 ? [] : [`Last output:\n${output.map(({ text }) => visibleText(text)).join("\n")}`]),
  ].join("\n\n");
}
