import { UnstyledButton } from "@mantine/core";
import type { ReactElement } from "react";
import { errorLine, errorMessageLine, formatExit } from "../../format/error.ts";
import { visibleText } from "../../format/visible-text.ts";
import type { Failure } from "./failure.ts";
import { openFailure } from "./open-failure.tsx";
import classes from "./failure.module.css";

/** What {@link LastError} shows. */
export interface LastErrorProps {
  readonly failure: Failure;
  /** Whether it is still of importance. */
  readonly attention: boolean;
}

/** The last error in one line; opens in full. */
export function LastError({ failure, attention }: LastErrorProps): ReactElement | null {
  const parts = failureParts(failure);
  if (parts === null) return null;
  const line = `${parts.name}${parts.what}`;
  return (
    <UnstyledButton
      className={classes["lastError"]}
      data-attention={attention || undefined}
      title={line}
      aria-label={`Last error: ${line}`}
      onClick={() => openFailure(failure)}
    >
      {line}
    </UnstyledButton>
  );
}

/** Whether {@link LastError} has something to show. */
export function hasFailure(failure: Failure): boolean {
  return failureParts(failure) !== null;
}

/** What went wrong, after the kind of error with its colon, where there is one. */
function failureParts({ error, exit }: Failure): { name: string; what: string } | null {
  if (error !== null) {
    const what = errorMessageLine(error);
    return what === "" ? { name: "", what: errorLine(error) } : { name: `${visibleText(error.name)}: `, what };
  }
  return exit === null || exit.code === 0 ? null : { name: "", what: formatExit(exit) };
}
