import { useMemo, type ReactElement } from "react";
import { useDeck, useDeckTime } from "../../api/use-deck.ts";
import { countRows, deckRows, filterRows, type StateFilter } from "./deck-rows.ts";
import { DeckTable } from "./deck-table.tsx";
import { FilterChips } from "./filter-chips.tsx";
import classes from "./deck-page.module.css";

/** What {@link DeckPage} shows. */
export interface DeckPageProps {
  readonly filter: StateFilter;
  readonly onFilter: (filter: StateFilter) => void;
  readonly search: string;
  readonly selected: string | null;
  readonly onSelect: (service: string) => void;
}

/** What runs, what is wrong, and what happens next. */
export function DeckPage({ filter, onFilter, search, selected, onSelect }: DeckPageProps): ReactElement {
  const services = useDeck((deck) => deck.services);
  const now = useDeckTime();
  const rows = useMemo(() => deckRows({ services: services ?? [] }, now), [services, now]);
  return (
    <main className={classes["page"]} aria-label="Deck">
      <FilterChips counts={countRows(rows)} filter={filter} onFilter={onFilter} />
      <DeckTable rows={filterRows(rows, filter, search)} selected={selected} onSelect={onSelect} />
    </main>
  );
}
