import type { ReactElement } from "react";
import type { JournalEvent } from "#shared/journal.ts";
import { eventLook } from "./event-table.ts";
import classes from "./state-mark.module.css";

/** What happened, as colour, icon and word. @param isConnection - it happened to the connection to a remote service */
export function EventMark({ event, isConnection }: { event: JournalEvent; isConnection: boolean }): ReactElement {
  const look = eventLook(event, isConnection);
  return (
    <span className={classes["mark"]} data-colour={look.colour}>
      <look.icon className={classes["icon"]} size={16} stroke={2} aria-hidden />
      <span className={classes["word"]}>{look.word}</span>
    </span>
  );
}
