import { Tooltip } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Wanted } from "#shared/primitives.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import { formatDuration } from "#shared/format/duration.ts";
import { formatMoment } from "../../format/time.ts";
import { formatWanted, wantedBy } from "../../format/wanted.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./deck-table.module.css";

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
