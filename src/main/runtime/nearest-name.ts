import { editDistance } from "./edit-distance.ts";

/** A longer name is looked at by nobody: it may come from outside, and comparing takes time. */
const longestName = 100;

/** The known name that is so much like a given one that it may have been meant; `null` if none is. Blind to case and underscores, as pydase's names differ. */
export function nearestName(given: string, known: Iterable<string>): string | null {
  if (given.length > longestName) return null;
  const name = plain(given);
  let nearest: string | null = null;
  let least = (name.length > 3 ? Math.max(2, name.length / 3) : 1) + 1;
  for (const candidate of known) {
    const other = plain(candidate);
    if (Math.abs(other.length - name.length) >= least) continue;
    const distance = editDistance(name, other);
    // Nothing in common: the one letter of `x` is no misspelt `y`.
    if (distance >= least || distance >= Math.max(name.length, other.length, 1)) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

/** `; did you mean "restartSec"?`, or nothing where no known name is like the given one. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const nearest = nearestName(given, known);
  return nearest === null ? "" : `; did you mean "${nearest}"?`;
}

/** What to say of an option that there is not. */
export function unknownOption(given: string, known: readonly string[]): string {
  const nearest = nearestName(given, known);
  const all = known.join(", ");
  return `unknown option "${given}"; ${nearest === null ? `known: ${all}` : `did you mean "${nearest}"? Known: ${all}`}`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}
