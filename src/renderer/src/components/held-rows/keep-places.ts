/** A row of a list, told apart from the others by its key. */
export interface KeyedRow {
  readonly key: string;
}

/**
 * How a row belongs to a list that keeps its places: `present` as it should; `left`, it no longer passes the filter; `gone`, it no longer exists, and what it
 * shows is what was known last.
 */
export type Standing = "present" | "left" | "gone";

/** A row in its place. */
export interface PlacedRow<Row extends KeyedRow> {
  readonly row: Row;
  readonly standing: Standing;
}

/** A list as it is shown. */
export interface PlacedList<Row extends KeyedRow> {
  readonly rows: readonly PlacedRow<Row>[];
  /** How many rows would leave, come, or move if the list did not keep its places. */
  readonly changed: number;
}

/** The rows as they are now. */
export interface PresentRows<Row extends KeyedRow> {
  /** Those to show, in their order. */
  readonly shown: readonly Row[];
  /** Every row that exists, by its key. */
  readonly all: ReadonlyMap<string, Row>;
  /** Whether the person who looks at the list has brought this row, such as by starting its service: they expect to see it, so it comes at once, as the last one. */
  readonly isOwnAddition: (row: Row) => boolean;
  /** Whether the person who looks at the list has removed this row: it goes at once. */
  readonly isOwnRemoval: (row: Row) => boolean;
}

/** The list without any places to keep. */
export function placeAnew<Row extends KeyedRow>({ shown }: Pick<PresentRows<Row>, "shown">): PlacedList<Row> {
  return { rows: shown.map((row) => ({ row, standing: "present" })), changed: 0 };
}

/**
 * The same rows in the same places as before, with what they show now. Nothing comes, goes or moves, except by the person's own act.
 *
 * @param before - the list as it is shown
 */
export function keepPlaces<Row extends KeyedRow>(before: PlacedList<Row>, now: PresentRows<Row>): PlacedList<Row> {
  const shownAt = new Map(now.shown.map(({ key }, place) => [key, place]));
  const kept: PlacedRow<Row>[] = [];
  const placed = new Set<string>();
  for (const { row: last } of before.rows) {
    const row = now.all.get(last.key);
    if (row === undefined && now.isOwnRemoval(last)) continue;
    placed.add(last.key);
    kept.push({ row: row ?? last, standing: row === undefined ? "gone" : shownAt.has(last.key) ? "present" : "left" });
  }
  const missing = now.shown.filter(({ key }) => !placed.has(key));
  const own = missing.filter((row) => now.isOwnAddition(row));
  const rows = kept.concat(own.map((row) => ({ row, standing: "present" })));
  const places = rows.flatMap(({ row }) => shownAt.get(row.key) ?? []);
  const unplaced = rows.length - places.length;
  return { rows, changed: unplaced + (missing.length - own.length) + (places.length - longestRise(places)) };
}

/** The length of the longest rising subsequence: so many rows stay where they are when a list is put in order, all others move. */
function longestRise(places: readonly number[]): number {
  // At index n: the smallest place that ends a rising subsequence of n + 1 places.
  const ends: number[] = [];
  for (const place of places) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? Infinity) < place) low = middle + 1;
      else high = middle;
    }
    ends[low] = place;
  }
  return ends.length;
}
