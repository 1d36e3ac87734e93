import { useMemo, useState, type ReactElement, type Ref } from "react";
import { useDeck, useDeckTime } from "../../api/use-deck.ts";
import { countRows, createDeckRows, filterRows, tableRows, type StateFilter } from "./deck-rows.ts";
import { DeckTable, type DeckTableHandle } from "./deck-table.tsx";
import { FilterChips } from "./filter-chips.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import classes from "./deck-page.module.css";

/** What {@link DeckPage} shows. */
export interface DeckPageProps {
  readonly filter: StateFilter;
  readonly onFilter: (filter: StateFilter) => void;
  readonly search: string;
  readonly selected: string | null;
  readonly onSelect: (service: string) => void;
  /** Leads to the history of a service or a task. */
  readonly onHistory: ShowHistory;
  readonly table: Ref<DeckTableHandle>;
}

/** What runs, what is wrong, and what happens next. */
export function DeckPage({ filter, onFilter, search, selected, onSelect, onHistory, table }: DeckPageProps): ReactElement {
  const services = useDeck((deck) => deck.services);
  const now = useDeckTime();
  const [deckRows] = useState(createDeckRows);
  const rows = useMemo(() => deckRows({ services: services ?? [] }, now), [deckRows, services, now]);
  const counts = useMemo(() => countRows(rows), [rows]);
  const all = useMemo(() => new Map(tableRows(rows).map((row) => [row.key, row])), [rows]);
  const shown = useMemo(() => tableRows(filterRows(rows, filter, search)), [rows, filter, search]);
  return (
    <main className={classes["page"]} aria-label="Deck">
      <FilterChips counts={counts} filter={filter} onFilter={onFilter} />
      <DeckTable
        ref={table}
        shown={shown}
        all={all}
        filter={filter}
        search={search}
        selected={selected}
        onSelect={onSelect}
        onHistory={onHistory}
      />
    </main>
  );
}
