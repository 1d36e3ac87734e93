import { useCallback, useEffect, useReducer, useRef } from "react";
import { useDeck } from "../../api/use-deck.ts";
import { atFirst, shownOf, step, type Shown, type Step, type Whereabouts } from "./whereabouts.ts";

/** Takes a step to somewhere else in the window. */
export type Go = (taken: Step) => void;

/**
 * Where a person is in the window, and the way to elsewhere. Back on the deck, the keyboard is where it was when they left it.
 *
 * @param isWide - whether the details of a service have room beside the deck
 */
export function useWhereabouts(isWide: boolean): { shown: Shown; service: string | null; go: Go } {
  const [at, dispatch] = useReducer((from: Whereabouts, [taken, wide]: readonly [Step, boolean]) => step(from, taken, wide), atFirst);
  const first = useDeck((deck) => deck.services[0]?.id) ?? null;
  const isThere = useDeck((deck) => deck.services.some(({ id }) => id === at.service)) ?? false;
  const looked = isThere ? at.service : null;
  const shown = shownOf({ ...at, service: looked }, isWide);
  const leftFrom = useRef<Element | null>(null);
  const returning = useRef(false);
  const go = useCallback(
    (taken: Step): void => {
      if (taken.kind === "choose") leftFrom.current = document.activeElement;
      // Whoever comes by the rail stays on it.
      returning.current = taken.kind === "backToDeck" || taken.kind === "close";
      dispatch([taken, isWide]);
    },
    [isWide],
  );
  useEffect(() => {
    if (shown !== "deck" || !returning.current) return;
    returning.current = false;
    if (leftFrom.current instanceof HTMLElement) leftFrom.current.focus();
  }, [shown]);
  // A view of one service with none chosen begins with the first.
  return { shown, service: looked ?? (at.view === "service" ? first : null), go };
}
