const grouped = new Intl.NumberFormat("en-GB");

/** A number of things: `1,234`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** How often something happened in succession: `×1,234`. */
export function formatTimes(count: number): string {
  return `×${formatCount(count)}`;
}

/** A number with its word: `1 run`, `1,234 runs`. */
export function formatCountOf(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}
