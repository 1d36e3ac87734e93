import { useMemo } from "react";
import { useDeck } from "../../api/use-deck.ts";

/** Titles of the services on the deck by their ids; the same map until a title changes. */
export function useServiceTitles(): ReadonlyMap<string, string> {
  const known = useDeck((deck) => JSON.stringify(deck.services.map(({ id, title }) => [id, title]))) ?? "[]";
  return useMemo(() => new Map(JSON.parse(known) as [string, string][]), [known]);
}
