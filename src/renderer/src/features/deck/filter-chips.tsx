import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconNetwork, type Icon } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { stateTable, type ShownState } from "../../components/state/state-table.ts";
import type { StateFilter } from "./deck-rows.ts";
import classes from "./filter-chips.module.css";

/** Always there, in this order, so that nothing jumps while counts change. */
const lasting: readonly ShownState[] = ["running", "restarting", "failed", "stuck", "finished", "inactive", "stopped"];

/** Passing states: at the end, and only while something is in them. */
const passing: readonly ShownState[] = ["starting", "stopping", "not confirmed", "not running", "stale"];

/** What {@link FilterChips} shows. */
export interface FilterChipsProps {
  readonly counts: ReadonlyMap<StateFilter, number>;
  readonly filter: StateFilter;
  readonly onFilter: (filter: StateFilter) => void;
}

/** Counts by state, and what runs elsewhere; each filters the table. */
export function FilterChips({ counts, filter, onFilter }: FilterChipsProps): ReactElement {
  const count = (of: StateFilter): number => counts.get(of) ?? 0;
  const states = [...lasting, ...passing.filter((state) => count(state) > 0 || filter === state)];
  return (
    <div className={classes["bar"]}>
      <div className={classes["chips"]} role="group" aria-label="Filter by state">
        <FilterChip word="all" count={count("all")} chosen={filter === "all"} onChoose={() => onFilter("all")} />
        <FilterChip
          word="needs attention"
          icon={IconAlertTriangle}
          colour="amber"
          count={count("attention")}
          chosen={filter === "attention"}
          onChoose={() => onFilter(filter === "attention" ? "all" : "attention")}
        />
        {(count("remote") > 0 || filter === "remote") && (
          <FilterChip
            word="remote"
            icon={IconNetwork}
            passing
            count={count("remote")}
            chosen={filter === "remote"}
            onChoose={() => onFilter(filter === "remote" ? "all" : "remote")}
          />
        )}
        {states.map((state) => (
          <FilterChip
            key={state}
            {...stateTable[state]}
            passing={passing.includes(state)}
            count={count(state)}
            chosen={filter === state}
            onChoose={() => onFilter(filter === state ? "all" : state)}
          />
        ))}
      </div>
    </div>
  );
}

function FilterChip(props: {
  word: string;
  icon?: Icon;
  colour?: string;
  passing?: boolean;
  count: number;
  chosen: boolean;
  onChoose: () => void;
}): ReactElement {
  const { word, icon: IconOf, colour, passing: isPassing = false, count, chosen, onChoose } = props;
  return (
    <UnstyledButton
      className={classes["chip"]}
      aria-pressed={chosen}
      data-colour={colour}
      data-passing={isPassing || undefined}
      data-none={count === 0 || undefined}
      onClick={onChoose}
    >
      {IconOf && <IconOf size={14} stroke={2.2} aria-hidden />}
      <span className={classes["word"]}>{word}</span> <span className={classes["count"]}>{count}</span>
    </UnstyledButton>
  );
}
