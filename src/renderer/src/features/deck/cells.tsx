import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Wanted } from "#shared/primitives.ts";
import { everyTenth } from "../../api/ticker.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import type { Failure } from "../../components/failure/failure-details.tsx";
import { openFailure } from "../../components/failure/open-failure.tsx";
import { formatCountdown, formatDuration } from "../../format/duration.ts";
import { errorLine, formatExit } from "../../format/error.ts";
import { formatFullTime } from "../../format/time.ts";
import { formatWanted } from "../../format/wanted.ts";
import classes from "./deck-table.module.css";

/** How long the present state has lasted. */
export function Since({ since }: { since: string }): ReactElement {
  const now = useDeckTime();
  return <span title={formatFullTime(since)}>{formatDuration(now - Date.parse(since))}</span>;
}

/** Counts down to the next restart by the deck's clock. */
export function NextRestart({ at }: { at: string }): ReactElement {
  const now = useDeckTime(everyTenth);
  return (
    <span className={classes["countdown"]} title={formatFullTime(at)}>
      {formatCountdown(Date.parse(at) - now)}
    </span>
  );
}

/** Who asked for what it does; stands out where that is not what it does. */
export function AskedBy({ wanted, unfulfilled }: { wanted: Wanted | null; unfulfilled: boolean }): ReactElement | null {
  const now = useDeckTime();
  const text = formatWanted(wanted, now);
  if (text === "") return null;
  if (!unfulfilled) {
    return (
      <span className={classes["asked"]} title={text}>
        {text}
      </span>
    );
  }
  return (
    <Tooltip label="It was asked to run, and does not">
      <span className={classes["asked"]} data-unfulfilled>
        <IconAlertTriangle size={13} aria-label="Not as wanted:" role="img" />
        {text}
      </span>
    </Tooltip>
  );
}

/** The last error in one line; opens in full. */
export function LastError({ failure, attention }: { failure: Failure; attention: boolean }): ReactElement | null {
  const line = failureLine(failure);
  if (line === null) return null;
  return (
    <UnstyledButton
      className={classes["error"]}
      data-attention={attention || undefined}
      title={line}
      aria-label={`Last error: ${line}`}
      onClick={() => openFailure(failure)}
    >
      {line}
    </UnstyledButton>
  );
}

function failureLine({ error, exit }: Failure): string | null {
  if (error !== null) return errorLine(error);
  return exit === null || exit.code === 0 ? null : formatExit(exit);
}
