/** A span of time to look at: one that ends now and goes on, or one between two moments, in milliseconds since the epoch. */
export type Span =
  { readonly kind: "last"; readonly seconds: number } | { readonly kind: "fixed"; readonly fromMs: number; readonly toMs: number };

/** From one moment to another, in milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const hour = 3600;

/** The spans that are one click away. */
export const presets = [
  { word: "1 h", name: "Last hour", seconds: hour },
  { word: "24 h", name: "Last 24 hours", seconds: 24 * hour },
  { word: "7 d", name: "Last 7 days", seconds: 7 * 24 * hour },
  { word: "30 d", name: "Last 30 days", seconds: 30 * 24 * hour },
  { word: "90 d", name: "Last 90 days", seconds: 90 * 24 * hour },
] as const;

/** Nothing is told more exactly than this. */
const shortestMs = 1000;
/** Far more than the journal keeps. */
const longestMs = 400 * 24 * hour * 1000;

/** Where a span lies at present. @param nowMs - the deck's clock */
export function rangeOf(span: Span, nowMs: number): TimeRange {
  return span.kind === "fixed" ? { fromMs: span.fromMs, toMs: span.toMs } : { fromMs: nowMs - span.seconds * 1000, toMs: nowMs };
}

/** Why nothing can be looked at between these moments, in words for a person; `null` where it can. `NaN` is a moment that was not given. */
export function rangeProblem({ fromMs, toMs }: TimeRange, nowMs: number): string | null {
  if (Number.isNaN(fromMs)) return "Give a day and a time to begin with";
  if (Number.isNaN(toMs)) return "Give a day and a time to end with";
  if (fromMs >= toMs) return "The beginning must lie before the end";
  if (fromMs >= nowMs) return "The beginning lies in the future";
  return toMs - fromMs > longestMs ? "That is longer than a year; the journal goes back 90 days" : null;
}

/** The part of a range that someone pointed out, never too short to have a scale. */
export function zoomTo(part: TimeRange): Span {
  const missing = Math.max(0, shortestMs - (part.toMs - part.fromMs)) / 2;
  return { kind: "fixed", fromMs: Math.floor(part.fromMs - missing), toMs: Math.ceil(part.toMs + missing) };
}

/** A segment with a little of what was before and after it. */
export function around({ fromMs, toMs }: TimeRange): TimeRange {
  const margin = (toMs - fromMs) * 0.15;
  return { fromMs: fromMs - margin, toMs: toMs + margin };
}

/** How often a picture of a span that goes on has to be drawn anew, in milliseconds: when it would have moved by about a pixel. */
export function refreshEveryMs(span: Span): number | null {
  return span.kind === "fixed" ? null : Math.min(60_000, Math.max(2000, span.seconds));
}
