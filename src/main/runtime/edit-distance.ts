/** Levenshtein's distance, blind to case and underscores, so that pydase's `restart_sec` is nearest to `restartSec`. */
export function editDistance(first: string, second: string): number {
  const [a, b] = [first, second].map((name) => name.toLowerCase().replaceAll("_", "")) as [string, string];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const [above = 0, aboveLeft = 0, left = 0] = [row[j + 1], row[j], next[j]];
      next.push(Math.min(above + 1, left + 1, aboveLeft + (a[i] === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
