import { CopyButton, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { JournalEntry } from "#shared/journal.ts";
import { EventMark } from "../../components/state/event-mark.tsx";
import { formatTimes } from "../../format/count.ts";
import { formatSpan } from "#shared/format/duration.ts";
import { formatFullTime, formatTimeOfDay } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import { actorName } from "../../format/wanted.ts";
import classes from "./entry-list.module.css";

/** What {@link EntryRow} tells. */
export interface EntryRowProps {
  readonly entry: JournalEntry;
  /** Title of the service; `null` for the deck itself. */
  readonly service: string | null;
  /** The service runs elsewhere. */
  readonly isRemote: boolean;
}

/** One thing that happened, to whom, who did it, and why. */
export function EntryRow({ entry, service, isRemote }: EntryRowProps): ReactElement {
  return (
    <article className={classes["entry"]}>
      <time dateTime={entry.until} title={formatFullTime(entry.until)} className={classes["time"]}>
        {formatTimeOfDay(entry.until)}
      </time>
      <div className={classes["event"]}>
        <EventMark event={entry.event} isConnection={isRemote && entry.task === null} />
        {entry.count > 1 && <Counted entry={entry} />}
      </div>
      <div className={classes["subject"]} title={[service, entry.task].filter((part) => part !== null).join(", ")}>
        {entry.task !== null && <span className={classes["task"]}>{visibleText(entry.task)} </span>}
        {service !== null && <span className={entry.task === null ? classes["task"] : classes["service"]}>{visibleText(service)}</span>}
      </div>
      <div className={classes["by"]}>
        by <bdi>{actorName(entry.by)}</bdi>
      </div>
      {entry.detail !== null && <Detail detail={visibleText(entry.detail)} />}
    </article>
  );
}

/** How often, since when, and how long the runs between took. */
function Counted({ entry: { at, until, count, runningSec } }: { entry: JournalEntry }): ReactElement {
  const hint = `${formatTimes(count)} from ${formatFullTime(at)} to ${formatFullTime(until)}; the runs between took ${formatSpan(runningSec)}`;
  return (
    <span className={classes["count"]} title={hint}>
      {formatTimes(count)}
      <span className={classes["since"]}> since {formatTimeOfDay(at)}</span>
    </span>
  );
}

/** In one line; all of it on a click. */
function Detail({ detail }: { detail: string }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton
        className={classes["detail"]}
        aria-expanded={open}
        data-open={open || undefined}
        title={open ? undefined : detail}
        onClick={() => setOpen(!open)}
      >
        {detail}
      </UnstyledButton>
      <CopyButton value={detail}>
        {({ copied, copy }) => (
          <UnstyledButton
            className={classes["copy"]}
            aria-label={copied ? "Copied" : "Copy the detail"}
            data-copied={copied || undefined}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </UnstyledButton>
        )}
      </CopyButton>
    </>
  );
}
