import type { ReactElement } from "react";
import { useDeckClock } from "../../../api/use-deck.ts";
import { formatExactTime } from "../../../format/exact-time.ts";
import { formatShortTime } from "../../../format/time.ts";
import classes from "./member.module.css";

/** When a value changed last; seen where there is room for it. A time, and not an age: it stands still while nothing happens. */
export function ChangedAt({ at }: { at: string }): ReactElement {
  const clock = useDeckClock();
  return (
    <time className={classes["changed"]} dateTime={at} title={`Last changed ${formatExactTime(at)}`}>
      {formatShortTime(at, clock())}
    </time>
  );
}
