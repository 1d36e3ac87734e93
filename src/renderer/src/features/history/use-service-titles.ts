import { useMemo } from "react";
import { useDeck } from "../../api/use-deck.ts";

/** Ids of the services that run elsewhere; the same set until there are others. */
export function useRemoteServices(): ReadonlySet<string> {
  const known =
    useDeck((deck) => JSON.stringify(deck.services.flatMap(({ id, source }) => (source.kind === "address" ? [id] : [])))) ?? "[]";
  return useMemo(() => new Set(JSON.parse(known) as string[]), [known]);
}

/** Titles of the services on the deck by their ids; the same map until a title changes. */
export function useServiceTitles(): ReadonlyMap<string, string> {
  const known = useDeck((deck) => JSON.stringify(deck.services.map(({ id, title }) => [id, title]))) ?? "[]";
  return useMemo(() => new Map(JSON.parse(known) as [string, string][]), [known]);
}
