/** A moment as a field for day and time holds it, by the clock of this computer: `2026-11-22T14:03:07`. */
export function toLocalText(ms: number): string {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, "2026-11-22T14:03:07".length);
}

/** The moment that a field for day and time holds; `NaN` where it is empty or not complete. */
export function fromLocalText(text: string): number {
  return text === "" ? Number.NaN : new Date(text).getTime();
}
