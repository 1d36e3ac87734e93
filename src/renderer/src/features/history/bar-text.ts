import { stateTable } from "../../components/state/state-table.ts";
import { formatSpan } from "../../format/duration.ts";
import { formatFullTime, formatTimeOfDay } from "../../format/time.ts";
import type { Bar } from "./bars.ts";

/** What a bar tells, in one line: `running, 22 Nov 2026, 14:03:07 to 14:10:07, 7 min`. */
export function barText(bar: Bar | undefined): string {
  return bar === undefined ? "" : `${barWords(bar)}, ${barTimes(bar)}, ${barLength(bar)}`;
}

/** Its state; of several, that they are several. */
export function barWords({ state, states }: Bar): string {
  const { word } = stateTable[state];
  return states === 1 ? word : `${word}, among ${states} changes`;
}

/** From when to when, the day once where it is the same. */
export function barTimes({ fromMs, toMs }: Bar): string {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  const end = from.toDateString() === to.toDateString() ? formatTimeOfDay(to.toISOString()) : formatFullTime(to.toISOString());
  return `${formatFullTime(from.toISOString())} to ${end}`;
}

export function barLength({ fromMs, toMs }: Bar): string {
  return formatSpan((toMs - fromMs) / 1000);
}
