/** An age or a span as short as it can be read: `8 s`, `4 min`, `3 h 05 min`, `2 d 4 h`, `115 d`. A negative one counts as none. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  const days = Math.floor(hours / 24);
  return days < 100 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** What is left until something happens: `42.3 s`, from a minute on `1:53` and `1:02:03`, in days as {@link formatDuration}; `now` once it is due. */
export function formatCountdown(milliseconds: number): string {
  if (milliseconds <= 0) return "now";
  if (milliseconds < 59_950) return `${(Math.ceil(milliseconds / 100) / 10).toFixed(1)} s`;
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds >= 86_400) return formatDuration(milliseconds);
  const twoDigits = (part: number): string => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const clock = `${minutes < 60 ? minutes : `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}`}`;
  return `${clock}:${twoDigits(seconds % 60)}`;
}

/** A setting in seconds: `0.5 s`, `2 s`, `90 s`; `null` is `none`. */
export function formatSeconds(seconds: number | null): string {
  return seconds === null ? "none" : `${Number(seconds.toPrecision(6))} s`;
}

/** A span in seconds that may be very short: `0.67 ms`, `42 ms`, `4.2 s`, then as {@link formatDuration}. */
export function formatSpan(seconds: number): string {
  if (seconds >= 10) return formatDuration(seconds * 1000);
  if (seconds === 0) return "0 s";
  return seconds < 0.1 ? `${Number((seconds * 1000).toPrecision(2))} ms` : `${seconds.toFixed(1)} s`;
}
