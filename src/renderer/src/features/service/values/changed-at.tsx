import type { ReactElement } from "react";
import { formatExactTime } from "../../../format/exact-time.ts";
import { formatShortTime } from "../../../format/time.ts";
import { useServiceAccess } from "./service-access.ts";
import classes from "./member.module.css";

/** When a value changed last; seen where there is room for it. A time, and not an age: it stands still while nothing happens. */
export function ChangedAt({ at }: { at: string }): ReactElement {
  // Of the whole tree: one for each of a thousand values would watch the same.
  const { deckNow } = useServiceAccess();
  return (
    <time className={classes["changed"]} dateTime={at} title={`Last changed ${formatExactTime(at)}`}>
      {formatShortTime(at, deckNow())}
    </time>
  );
}
