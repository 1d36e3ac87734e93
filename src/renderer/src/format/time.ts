const timeOfDay = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const timeInFull = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const dayInFull = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** A moment as one speaks of it: `14:03` today, `21 Nov 14:03` else. @param now - milliseconds since the epoch */
export function formatMoment(iso: string, now: number): string {
  const moment = new Date(iso);
  const time = timeOfDay.format(moment);
  return moment.toDateString() === new Date(now).toDateString() ? time : `${day.format(moment)} ${time}`;
}

/** A moment in few letters: `14:03:07` today, `21 Nov` else. @param now - milliseconds since the epoch */
export function formatShortTime(iso: string, now: number): string {
  const moment = new Date(iso);
  return (moment.toDateString() === new Date(now).toDateString() ? timeInFull : day).format(moment);
}

/** A moment in full: `22 Nov 2026, 14:03:07`. */
export function formatFullTime(iso: string): string {
  return full.format(new Date(iso));
}

/** A time of day to the second: `14:03:07`. */
export function formatTimeOfDay(iso: string): string {
  return timeInFull.format(new Date(iso));
}

/** A day in full: `Sunday, 22 November 2026`. */
export function formatDay(iso: string): string {
  return dayInFull.format(new Date(iso));
}
