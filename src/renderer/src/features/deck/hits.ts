import { visibleText } from "../../format/visible-text.ts";
import type { TableRow } from "./deck-rows.ts";
import { searchWords } from "./search-words.ts";

/**
 * The row that a search means most likely: of the rows that match it equally well, the first.
 *
 * @returns its index; 0 where nothing is searched for, -1 where there is no row
 */
export function bestHit(rows: readonly TableRow[], search: string): number {
  const words = searchWords(search);
  let best = -1;
  let bestScore = -1;
  for (const [index, row] of rows.entries()) {
    const score = words.reduce((sum, word) => sum + scoreOf(row, word), 0);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best;
}

/** How well a word fits a name: not at all, within it, at the beginning of one of its words, at its own beginning, all of it. */
const ownScores = [0, 5, 20, 30, 40] as const;
/** The name of a task's service counts less than its own, but for a letter somewhere within it. */
const serviceScores = [0, 1, 6, 7, 8] as const;

function scoreOf(row: TableRow, word: string): number {
  if (row.kind === "service") return ownScores[fit(row.row.service.title, word)];
  return Math.max(ownScores[fit(row.row.task.path, word)], serviceScores[fit(row.service.title, word)]);
}

function fit(name: string, word: string): 0 | 1 | 2 | 3 | 4 {
  const text = visibleText(name);
  const lower = text.toLowerCase();
  if (lower === word) return 4;
  if (lower.startsWith(word)) return 3;
  if (wordStarts(text).some((start) => lower.startsWith(word, start))) return 2;
  return lower.includes(word) ? 1 : 0;
}

/** Where the words of a name begin: `readPressure`, `channels[0].poll`, `Main pump`. */
function wordStarts(name: string): number[] {
  return [...name.matchAll(/(?<=[a-z\d])[A-Z]|(?<=[^\p{L}\d])[\p{L}\d]|(?<=\p{L})\d/gu)].map(({ index }) => index);
}
