/** A share from 0 to 1 in per cent, never better than it is: `100.00 %` only where nothing is missing, `0.00 %` only where nothing is there. */
export function formatAvailability(share: number): string {
  if (share >= 1) return "100.00 %";
  if (share <= 0) return "0.00 %";
  if (share < 0.0001) return "< 0.01 %";
  // 0.9998 · 10,000 may be a little below 9,998.
  return `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)} %`;
}
