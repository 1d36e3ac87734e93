import { ServedDeck } from "./served-deck.ts";

/** The service of many numbers. */
export const numbers = "numbers";

/** What its numbers are: members of it, or entries of a list or a dict. */
export const shapes = ["members", "list", "dict"] as const;
export type Shape = (typeof shapes)[number];

export function openNumbers(shape: Shape, count: number): Promise<ServedDeck> {
  return ServedDeck.open([numbers], { DASEDECK_BENCH_ATTRIBUTES: String(count), DASEDECK_BENCH_SHAPE: shape });
}
