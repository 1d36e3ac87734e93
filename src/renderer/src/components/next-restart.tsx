import type { ReactElement } from "react";
import { everyTenth } from "../api/ticker.ts";
import { useDeckTime } from "../api/use-deck.ts";
import { formatBackOff, formatDelay, type BackOff } from "../format/back-off.ts";
import { formatCountdown } from "#shared/format/duration.ts";
import { formatFullTime } from "../format/time.ts";
import classes from "./next-restart.module.css";

/** What {@link NextRestart} counts down to. */
export interface NextRestartProps {
  readonly at: string;
  /** How far the delay has grown; `null` where it does not grow. */
  readonly backOff: BackOff | null;
  /** `null`: not reported. */
  readonly delaySec: number | null;
  /** Without the delay itself, where there is little room. */
  readonly brief?: boolean;
}

/** Counts down to the next restart by the deck's clock; below, how far its delay has grown. */
export function NextRestart({ at, backOff, delaySec, brief = false }: NextRestartProps): ReactElement {
  const now = useDeckTime(everyTenth);
  return (
    <span title={delaySec === null ? formatFullTime(at) : `${formatFullTime(at)}, after a delay of ${formatDelay(delaySec)}`}>
      <span className={classes["countdown"]}>{formatCountdown(Date.parse(at) - now)}</span>
      {backOff !== null && (
        <span className={classes["backOff"]}>
          {formatBackOff(backOff)}
          {!brief && delaySec !== null && `, ${formatDelay(delaySec)}`}
        </span>
      )}
    </span>
  );
}
