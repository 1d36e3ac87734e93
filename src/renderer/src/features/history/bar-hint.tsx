import type { ReactElement } from "react";
import { eventLook } from "../../components/state/event-table.ts";
import type { Bar } from "./bars.ts";
import { barLength, barTimes, barWords } from "./bar-text.ts";
import type { TimeRange } from "./span.ts";
import classes from "./strip.module.css";

/** What is told of a bar that someone points at. */
export function BarHint({ bar, range, isConnection }: { bar: Bar; range: TimeRange; isConnection: boolean }): ReactElement {
  const { icon: IconOf } = eventLook(bar.state, isConnection);
  return (
    <div className={classes["hint"]}>
      <span className={classes["hintState"]}>
        <IconOf size={15} aria-hidden /> {barWords(bar, range, isConnection)}
        <span className={classes["hintLength"]}>{barLength(bar)}</span>
      </span>
      <span>{barTimes(bar)}</span>
    </div>
  );
}
