import type { ReactElement } from "react";
import type { Shown } from "./shown-state.ts";
import { stateTable } from "./state-table.ts";
import classes from "./state-mark.module.css";

/** A state as colour, icon and word. */
export function StateMark({ shown, unresponsive = false }: { shown: Shown; unresponsive?: boolean }): ReactElement {
  const look = stateTable[shown.state];
  return (
    <span className={classes["mark"]} data-colour={look.colour} data-state={shown.state}>
      <look.icon className={classes["icon"]} size={18} stroke={2} aria-hidden />
      <span className={classes["words"]}>
        <span className={classes["word"]}>{look.word}</span>
        {shown.detail !== null && <span className={classes["detail"]}> ({shown.detail})</span>}
        {unresponsive && <span className={classes["badge"]}>not responding</span>}
      </span>
    </span>
  );
}
