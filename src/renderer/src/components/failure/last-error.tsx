import { UnstyledButton } from "@mantine/core";
import type { ReactElement } from "react";
import { errorLine, errorMessageLine, formatExit } from "../../format/error.ts";
import { visibleText } from "../../format/visible-text.ts";
import type { Failure } from "./failure-details.tsx";
import { openFailure } from "./open-failure.tsx";
import classes from "./failure.module.css";

/** What {@link LastError} shows. */
export interface LastErrorProps {
  readonly failure: Failure;
  /** Whether it is still of importance. */
  readonly attention: boolean;
  /** In one line, and not in two smaller ones. */
  readonly inOneLine?: boolean;
}

/** The last error in a line or two; opens in full. */
export function LastError({ failure, attention, inOneLine = false }: LastErrorProps): ReactElement | null {
  const parts = failureParts(failure);
  if (parts === null) return null;
  const line = `${parts.name}${parts.what}`;
  return (
    <UnstyledButton
      className={classes["lastError"]}
      data-attention={attention || undefined}
      data-line={inOneLine || undefined}
      title={line}
      aria-label={`Last error: ${line}`}
      onClick={() => openFailure(failure)}
    >
      <span className={classes["errorName"]}>{parts.name}</span>
      {parts.what}
    </UnstyledButton>
  );
}

/** What went wrong, after the kind of error with its colon, where there is one. */
function failureParts({ error, exit }: Failure): { name: string; what: string } | null {
  if (error !== null) {
    const what = errorMessageLine(error);
    return what === "" ? { name: "", what: errorLine(error) } : { name: `${visibleText(error.name)}: `, what };
  }
  return exit === null || exit.code === 0 ? null : { name: "", what: formatExit(exit) };
}
