import { eventLook } from "../../components/state/event-table.ts";
import { formatSpan } from "#shared/format/duration.ts";
import { formatFullTime, formatTimeOfDay } from "../../format/time.ts";
import { isAtWorst, type Bar } from "./bars.ts";
import type { TimeRange } from "./span.ts";

/** What a bar tells, in one line: `running, 22 Nov 2026, 14:03:07 to 14:10:07, 7 min`. */
export function barText(bar: Bar | undefined, range: TimeRange, isConnection: boolean): string {
  return bar === undefined ? "" : `${barWords(bar, range, isConnection)}, ${barTimes(bar)}, ${barLength(bar)}`;
}

/** Its state, and that there may have been better ones. */
export function barWords(bar: Bar, range: TimeRange, isConnection: boolean): string {
  const { word } = eventLook(bar.state, isConnection);
  return isAtWorst(bar, range) ? `${word} at worst` : word;
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
