import type { TimeRange } from "./span.ts";

/** A mark on the axis of time. */
export interface TimeTick {
  readonly atMs: number;
  readonly label: string;
  /** A day begins here. */
  readonly major: boolean;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What a person counts in. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 7, 14, 30].map((days) => days * day),
];

const toSecond = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const toMinute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const ofDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** Marks at round times of this computer's zone, also over a change of its clocks. @param most - how many there is room for */
export function timeTicks({ fromMs, toMs }: TimeRange, most: number): TimeTick[] {
  const step = steps.find((candidate) => (toMs - fromMs) / candidate <= most) ?? 30 * day;
  const ticks: TimeTick[] = [];
  const everyDays = Math.max(1, Math.round(step / day));
  for (let start = startOfDay(fromMs, everyDays); start <= toMs; start = dayAfter(start, everyDays)) {
    const end = dayAfter(start, everyDays);
    for (let atMs = start; atMs < end && atMs <= toMs; atMs += step >= day ? Infinity : step) {
      if (atMs >= fromMs) ticks.push({ atMs, label: labelOf(atMs, start, step), major: atMs === start });
    }
  }
  return ticks;
}

function labelOf(atMs: number, startOfItsDay: number, step: number): string {
  if (atMs === startOfItsDay) return ofDay.format(atMs);
  return (step < minute ? toSecond : toMinute).format(atMs);
}

/** The last midnight before, of those that are `everyDays` apart, so that marks stay where they are while a span moves. */
function startOfDay(atMs: number, everyDays: number): number {
  const date = new Date(atMs);
  date.setHours(0, 0, 0, 0);
  const daysSinceEpoch = Math.round((date.getTime() - date.getTimezoneOffset() * minute) / day);
  date.setDate(date.getDate() - (daysSinceEpoch % everyDays));
  return date.getTime();
}

function dayAfter(midnight: number, days: number): number {
  const date = new Date(midnight);
  date.setDate(date.getDate() + days);
  return date.getTime();
}
