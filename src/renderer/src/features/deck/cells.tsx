import { Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconNetwork } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Wanted } from "#shared/primitives.ts";
import type { ServiceSource } from "#shared/service-snapshot.ts";
import { useDeckTime } from "../../api/use-deck.ts";
import { formatDuration } from "#shared/format/duration.ts";
import { formatWanted, wantedBy, type AskedWords } from "../../format/wanted.ts";
import type { Standing } from "../../components/held-rows/keep-places.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./deck-table.module.css";

/** What to do about a task that does not end. */
export function StuckNote({ since, advice }: { since: string | null; advice: string }): ReactElement {
  const now = useDeckTime();
  const text = `Has not stopped${since === null ? "" : ` for ${formatDuration(now - Date.parse(since))}`}. ${advice}`;
  return (
    <span className={classes["stuckNote"]} title={text}>
      {text}
    </span>
  );
}

/** What {@link AskedBy} tells. */
export interface AskedByProps {
  readonly wanted: Wanted | null;
  /** In which way it is not as wanted; `null` where all is. */
  readonly unfulfilled: string | null;
  /** Absent: those of a task. */
  readonly words?: AskedWords;
}

/** Who asked for what it does; stands out where that is not what it does. */
export function AskedBy({ wanted, unfulfilled, words }: AskedByProps): ReactElement | null {
  const now = useDeckTime();
  if (wanted === null) return null;
  // The time of a wish from before the restart is long past: it stands in the hint.
  const text = (
    <span className={classes["askedText"]}>
      {wanted.beforeRestart === true ? wantedBy(wanted, words) : formatWanted(wanted, now, words)}
    </span>
  );
  if (unfulfilled === null) {
    return (
      <span className={classes["asked"]} title={formatWanted(wanted, now, words)}>
        {text}
      </span>
    );
  }
  return (
    <Tooltip label={`${unfulfilled}: ${formatWanted(wanted, now, words)}`}>
      <span className={classes["asked"]} data-unfulfilled>
        <IconAlertTriangle size={13} aria-label="Not as wanted:" role="img" />
        {text}
      </span>
    </Tooltip>
  );
}

/**
 * Where a row shows who asked for what it does: in a column of its own, or in the second line where nothing else is.
 *
 * @param isTrouble - whether the row tells what went wrong, which has the second line to itself
 */
export function placeOfAsked(roomy: boolean, isTrouble: boolean): "column" | "second line" | "name" {
  if (roomy) return "column";
  return isTrouble ? "name" : "second line";
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

/** That a service runs elsewhere; where, stands in the hint. */
export function RemoteMark({ source }: { source: ServiceSource }): ReactElement | null {
  if (source.kind === "file") return null;
  const text = `Remote: ${visibleText(source.url)}`;
  return (
    <Tooltip label={text}>
      <IconNetwork className={classes["remote"]} size={14} aria-label={text} role="img" />
    </Tooltip>
  );
}

/** Why a row that keeps its place is greyed. */
export function StandingNote({ standing }: { standing: Standing }): ReactElement | null {
  if (standing === "present") return null;
  return <span className={classes["standing"]}>{standing === "gone" ? "removed" : "no longer matches"}</span>;
}
