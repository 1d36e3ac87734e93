import type { ReactElement } from "react";
import { stateTable } from "../../components/state/state-table.ts";
import type { Bar } from "./bars.ts";
import { barLength, barTimes, barWords } from "./bar-text.ts";
import type { TimeRange } from "./span.ts";
import classes from "./strip.module.css";

/** What is told of a bar that someone points at. */
export function BarHint({ bar, range }: { bar: Bar; range: TimeRange }): ReactElement {
  const { icon: IconOf } = stateTable[bar.state];
  return (
    <div className={classes["hint"]}>
      <span className={classes["hintState"]}>
        <IconOf size={15} aria-hidden /> {barWords(bar, range)}
        <span className={classes["hintLength"]}>{barLength(bar)}</span>
      </span>
      <span>{barTimes(bar)}</span>
    </div>
  );
}
