/** A moment for reading along, in local time: `2026-11-22 14:03:07`. */
export function formatLocalSeconds(iso: string): string {
  return formatLocalTime(iso).replace(/\.\d+$/, "");
}

/** A moment as it is typed: local time, `2026-11-22 14:03:07`, with milliseconds where there are any. */
export function formatLocalTime(iso: string): string {
  const moment = new Date(iso);
  const two = (number: number): string => String(number).padStart(2, "0");
  const date = `${String(moment.getFullYear()).padStart(4, "0")}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  const time = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
  const milliseconds = moment.getMilliseconds();
  return `${date} ${time}${milliseconds === 0 ? "" : `.${String(milliseconds).padStart(3, "0")}`}`;
}

const form = /^(\d{4})-(\d{2})-(\d{2})(?:(?:[T ]| +)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The moment that a person typed, in ISO 8601 and UTC: local time, or with an offset (`Z`, `+02:00`); a date alone is its midnight. `null` for what is none, such as
 * 30 February.
 */
export function parseLocalTime(text: string): string | null {
  const match = form.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Math.floor(Number(`0.${match[7] ?? "0"}`) * 1000);
  const zone = match[8];
  // `Date.UTC(26, …)` would be in 1926.
  const moment = new Date(0);
  if (zone === undefined) {
    moment.setFullYear(year, month - 1, day);
    moment.setHours(hour, minute, second, milliseconds);
  } else {
    moment.setUTCFullYear(year, month - 1, day);
    moment.setUTCHours(hour, minute - offsetMinutes(zone), second, milliseconds);
  }
  return moment.getUTCFullYear() < 0 || moment.getUTCFullYear() > 9999 ? null : moment.toISOString();
}

function daysIn(year: number, month: number): number {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

/** @param zone - `Z`, `+02:00`, `-0530` */
function offsetMinutes(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const size = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -size : size;
}
