const toTheMillisecond = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

/** A moment to the millisecond: `22 Nov 2026, 14:03:07.120`. */
export function formatExactTime(iso: string): string {
  return toTheMillisecond.format(new Date(iso));
}
