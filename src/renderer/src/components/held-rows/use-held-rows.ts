import { useState, useSyncExternalStore } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { keepPlaces, placeAnew, type KeyedRow, type PlacedList, type PresentRows } from "./keep-places.ts";

/** The rows of a list, and why it may show others. */
export interface HeldRowsInput<Row extends KeyedRow> extends Omit<PresentRows<Row>, "isOwnAddition" | "isOwnRemoval"> {
  /** Whether a person is busy with the list (`usePersonsAttention`). */
  readonly isBusy: boolean;
  /** The service that a row belongs to. */
  readonly serviceOf: (row: Row) => string;
  /** What a person has chosen to see, such as a filter and a search: another choice is shown at once. */
  readonly choice: string;
}

/** A list that keeps its places while a person is busy with it. */
export interface HeldRows<Row extends KeyedRow> extends PlacedList<Row> {
  /** Puts the rows in their new order. */
  readonly apply: () => void;
}

/** Keeps every row in its place while a person is busy with the list, so that no click and no key hits what has just slipped there. */
export function useHeldRows<Row extends KeyedRow>({ isBusy, shown, all, serviceOf, choice }: HeldRowsInput<Row>): HeldRows<Row> {
  const { ownChanges } = useDeckAccess();
  const [places] = useState(createPlaces<Row>);
  const [, drawAgain] = useState(0);
  const own = useSyncExternalStore(ownChanges.subscribe, ownChanges.get);
  const placed = places.next(isBusy, choice, {
    shown,
    all,
    isOwnAddition: (row) => own.started.has(serviceOf(row)),
    isOwnRemoval: (row) => own.removed.has(serviceOf(row)),
  });
  return {
    ...placed,
    apply: () => {
      places.release();
      drawAgain((count) => count + 1);
    },
  };
}

/** Remembers the list as it is shown. */
function createPlaces<Row extends KeyedRow>(): {
  next: (isHeld: boolean, choice: string, now: PresentRows<Row>) => PlacedList<Row>;
  release: () => void;
} {
  let last: { readonly list: PlacedList<Row>; readonly choice: string } | null = null;
  return {
    next(isHeld, choice, now) {
      const list = isHeld && last?.choice === choice ? keepPlaces(last.list, now) : placeAnew(now);
      last = { list, choice };
      return list;
    },
    release() {
      last = null;
    },
  };
}
