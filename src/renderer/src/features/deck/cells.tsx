import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Wanted } from "#shared/primitives.ts";
import { everyTenth } from "../../api/ticker.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import type { Failure } from "../../components/failure/failure-details.tsx";
import { openFailure } from "../../components/failure/open-failure.tsx";
import { formatCountdown, formatDuration } from "../../format/duration.ts";
import { errorLine, errorMessageLine, formatExit } from "../../format/error.ts";
import { formatFullTime, formatMoment } from "../../format/time.ts";
import { formatWanted, wantedBy } from "../../format/wanted.ts";
import { visibleText } from "../../format/visible-text.ts";
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
  if (wanted === null) return null;
  const text = (
    <>
      <span className={classes["askedWho"]}>{wantedBy(wanted)}</span>
      <span className={classes["askedWhen"]}>, {formatMoment(wanted.at, now)}</span>
    </>
  );
  if (!unfulfilled) {
    return (
      <span className={classes["asked"]} title={formatWanted(wanted, now)}>
        {text}
      </span>
    );
  }
  return (
    <Tooltip label={`It was asked to run, and does not: ${formatWanted(wanted, now)}`}>
      <span className={classes["asked"]} data-unfulfilled>
        <IconAlertTriangle size={13} aria-label="Not as wanted:" role="img" />
        {text}
      </span>
    </Tooltip>
  );
}

/** That something about a task is not as its author will have meant it; what, stands in the hint. */
export function Warnings({ warnings }: { warnings: readonly string[] }): ReactElement | null {
  if (warnings.length === 0) return null;
  const text = visibleText(warnings.join("\n"));
  return (
    <Tooltip label={text}>
      <IconAlertTriangle className={classes["warning"]} size={14} aria-label={`Warning: ${text}`} role="img" />
    </Tooltip>
  );
}

/** The last error in one line; opens in full. */
export function LastError({ failure, attention }: { failure: Failure; attention: boolean }): ReactElement | null {
  const parts = failureParts(failure);
  if (parts === null) return null;
  const line = `${parts.name}${parts.what}`;
  return (
    <UnstyledButton
      className={classes["error"]}
      data-attention={attention || undefined}
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
