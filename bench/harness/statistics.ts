/**
 * The middle of the values: half of them are no greater, half no less.
 *
 * @throws RangeError without a value
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value that the given part of all values does not exceed, interpolated between neighbours.
 *
 * @param part - from 0, the least, to 1, the greatest
 * @throws RangeError without a value
 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError("No values");
  return below + (above - below) * (place - Math.floor(place));
}
