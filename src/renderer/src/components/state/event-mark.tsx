import type { ReactElement } from "react";
import type { JournalEvent } from "#shared/journal.ts";
import { eventTable } from "./event-table.ts";
import classes from "./state-mark.module.css";

/** What happened, as colour, icon and word. */
export function EventMark({ event }: { event: JournalEvent }): ReactElement {
  const look = eventTable[event];
  return (
    <span className={classes["mark"]} data-colour={look.colour}>
      <look.icon className={classes["icon"]} size={16} stroke={2} aria-hidden />
      <span className={classes["word"]}>{look.word}</span>
    </span>
  );
}
