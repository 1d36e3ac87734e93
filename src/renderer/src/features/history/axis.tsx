import type { ReactElement } from "react";
import type { TimeRange } from "./span.ts";
import { timeTicks } from "./time-ticks.ts";
import classes from "./timeline.module.css";

/** So much room a label of the axis takes. */
const labelPx = 62;

/** The time along the strips. @param width - in pixels */
export function Axis({ range, width }: { range: TimeRange; width: number }): ReactElement {
  const length = range.toMs - range.fromMs;
  const ticks = timeTicks(range, Math.max(1, Math.floor(width / (labelPx * 1.25))));
  return (
    <div className={classes["axis"]} aria-hidden>
      {ticks
        .map((tick) => ({ ...tick, place: (tick.atMs - range.fromMs) / length }))
        // A label that would be cut off at an end is left out.
        .filter(({ place }) => place * width >= labelPx / 2 - 8 && (1 - place) * width >= labelPx / 2 - 8)
        .map(({ atMs, label, major, place }) => (
          <span key={atMs} className={classes["tick"]} data-major={major || undefined} style={{ left: `${place * 100}%` }}>
            {label}
          </span>
        ))}
    </div>
  );
}
