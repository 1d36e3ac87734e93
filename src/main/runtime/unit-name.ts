import { editDistance } from "./edit-distance.ts";
import { pintUnits, readingsOf, type Reading } from "./pint-units.ts";

/** A text that is no unit. */
export class UnknownUnitError extends Error {
  override readonly name = "UnknownUnitError";
}

/**
 * The unit, with its prefix, of that name. Where pint takes one of two meanings and says so in its log, as for `mcd`, the author has to say which.
 *
 * @throws UnknownUnitError that names the nearest units there are.
 */
export function unitNamed(spelling: string): Reading {
  const [reading, ...others] = readingsOf(spelling);
  const quoted = JSON.stringify(spelling);
  if (reading === undefined) throw new UnknownUnitError(`${quoted} is not a unit that is known${suggestion(spelling)}`);
  const doubtful = others.filter(({ isPlural, prefix }) => !isPlural || prefix.name === "");
  if (doubtful.length > 0)
    throw new UnknownUnitError(`${quoted} is not a unit that is clear: it may mean ${[reading, ...doubtful].map(longName).join(" or ")}`);
  if (reading.prefix.name !== "" && reading.unit.scale.kind !== "multiple")
    throw new UnknownUnitError(
      `${quoted} is not a unit that is possible: ${reading.unit.symbol} can't be multiplied, so it takes no prefix`,
    );
  return reading;
}

function longName({ prefix, unit }: Reading): string {
  return prefix.name + unit.name;
}

const mostSuggested = 3;

/** `; did you mean "volt"?`, or nothing where no unit is near. */
function suggestion(spelling: string): string {
  const nearest = nearestSpellings(spelling).map((near) => JSON.stringify(near));
  return nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
}

function nearestSpellings(spelling: string): string[] {
  const allowed = Math.min(2, Math.ceil(spelling.length / 4));
  const near: { text: string; distance: number }[] = [];
  for (const text of spellingsLike(spelling, allowed)) {
    const distance = editDistance(spelling, text);
    if (distance <= allowed) near.push({ text, distance });
  }
  const least = Math.min(...near.map(({ distance }) => distance));
  const best = near.filter(({ distance }) => distance === least).map(({ text }) => text);
  // What is nearest in case, too, comes first: `MHZ` is rather `MHz` than `mHz`.
  const sorted = [...new Set(best)].toSorted((a, b) => differingLetters(a, spelling) - differingLetters(b, spelling));
  return sorted.slice(0, mostSuggested);
}

/** Every spelling of about that length, and those with prefixes that begin as the text does, or with the same letter and are written out. */
function* spellingsLike(text: string, tolerance: number): Iterable<string> {
  const { prefixes, units } = pintUnits();
  const lower = text.toLowerCase();
  for (const [start, prefix] of prefixes) {
    const begins = lower.startsWith(start.toLowerCase());
    if (!begins && !(start === prefix.name && lower.startsWith(start.charAt(0)))) continue;
    for (const [spelling, unit] of units) {
      if (Math.abs(start.length + spelling.length - text.length) > tolerance) continue;
      if (start === "" || (unit.scale.kind === "multiple" && (begins || spelling === unit.name))) yield start + spelling;
    }
  }
}

function differingLetters(a: string, b: string): number {
  return Array.from(a).filter((letter, index) => letter !== b[index]).length;
}
