import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Wanted } from "#shared/primitives.ts";
import { everyTenth } from "../../api/ticker.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import type { Failure } from "../../components/failure/failure-details.tsx";
import { openFailure } from "../../components/failure/open-failure.tsx";
import { formatBackOff, formatDelay, type BackOff } from "../../format/back-off.ts";
import { formatCountdown, formatDuration } from "../../format/duration.ts";
import { errorLine, errorMessageLine, formatExit } from "../../format/error.ts";
import { formatFullTime, formatMoment } from "../../format/time.ts";
import { formatWanted, wantedBy } from "../../format/wanted.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./deck-table.module.css";

/** Counts down to the next restart by the deck's clock; below, how far its delay has grown. */
export function NextRestart({ at, backOff, delaySec }: { at: string; backOff: BackOff | null; delaySec: number }): ReactElement {
  const now = useDeckTime(everyTenth);
  return (
    <span title={`${formatFullTime(at)}, after a delay of ${formatDelay(delaySec)}`}>
      <span className={classes["countdown"]}>{formatCountdown(Date.parse(at) - now)}</span>
      {backOff !== null && (
        <span className={classes["backOff"]}>
          {formatBackOff(backOff)}
          <span className={classes["delay"]}>, {formatDelay(delaySec)}</span>
        </span>
      )}
    </span>
  );
}

/** What to do about a task that does not end. */
export function StuckNote({ since }: { since: string }): ReactElement {
  const now = useDeckTime();
  const text = `Has not stopped for ${formatDuration(now - Date.parse(since))}. Force-stop or restart its service`;
  return (
    <span className={classes["stuckNote"]} title={text}>
      {text}
    </span>
  );
}

/** Who asked for what it does; stands out where that is not what it does. @param unfulfilled - in which way; `null` where all is as wanted */
export function AskedBy({ wanted, unfulfilled }: { wanted: Wanted | null; unfulfilled: string | null }): ReactElement | null {
  const now = useDeckTime();
  if (wanted === null) return null;
  const text = (
    <>
      <span className={classes["askedWho"]}>{wantedBy(wanted)}</span>
      <span className={classes["askedWhen"]}>, {formatMoment(wanted.at, now)}</span>
    </>
  );
  if (unfulfilled === null) {
    return (
      <span className={classes["asked"]} title={formatWanted(wanted, now)}>
        {text}
      </span>
    );
  }
  return (
    <Tooltip label={`${unfulfilled}: ${formatWanted(wanted, now)}`}>
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
