import { Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useImperativeHandle, useRef, useState, type ReactElement, type Ref } from "react";
import { flushSync } from "react-dom";
import { visibleText } from "../../format/visible-text.ts";
import { suggestsForceStop } from "../../components/actions/applicable.ts";
import { useCopyRows } from "../../components/copy-rows.ts";
import type { PlacedRow } from "../../components/held-rows/keep-places.ts";
import { useHeldRows } from "../../components/held-rows/use-held-rows.ts";
import { usePersonsAttention } from "../../components/held-rows/use-persons-attention.ts";
import type { StateFilter, TableRow } from "./deck-rows.ts";
import { bestHit } from "./hits.ts";
import { ServiceRowView } from "./service-row.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import { TableHead } from "./table-head.tsx";
import { TaskRowView } from "./task-row.tsx";
import { rowKeyDown } from "./row-key-down.ts";
import classes from "./deck-table.module.css";

/** What {@link DeckTable} shows. */
export interface DeckTableProps {
  /** The rows that pass filter and search, from top to bottom. */
  readonly shown: readonly TableRow[];
  /** Every row of the deck, by its key. */
  readonly all: ReadonlyMap<string, TableRow>;
  readonly filter: StateFilter;
  readonly search: string;
  /** Id of the service whose details are open. */
  readonly selected: string | null;
  readonly onSelect: (service: string) => void;
  readonly onHistory: ShowHistory;
  readonly ref?: Ref<DeckTableHandle>;
}

/** What other parts of the window can do with the table. */
export interface DeckTableHandle {
  /** Gives the focus to the row that the search means. */
  readonly focusHit: () => void;
}

/** The height of every row, whatever it shows: none moves because another has got an error. */
const rowPx = { roomy: 42, narrow: 46 };

/** All services with their tasks below them. Only the rows in sight, and the one that has the focus, are in the page. */
export function DeckTable({ shown, all, filter, search, selected, onSelect, onHistory, ref }: DeckTableProps): ReactElement {
  const roomy = useRoomy(selected !== null);
  const scroll = useRef<HTMLDivElement>(null);
  useCopyRows(scroll);
  const { isBusy, handlers } = usePersonsAttention(scroll);
  const held = useHeldRows({ isBusy, shown, all, serviceOf, choice: `${filter}\n${search}` });
  const [focused, setFocused] = useState<string | null>(null);
  const rows = held.rows.map(({ row }) => row);
  const focusedIndex = focused === null ? -1 : rows.findIndex(({ key }) => key === focused);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (roomy ? rowPx.roomy : rowPx.narrow),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    // The head takes its room from the rows.
    scrollPaddingEnd: headPx,
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      if (focusedIndex === -1 || inSight.includes(focusedIndex)) return inSight;
      return [...inSight, focusedIndex].sort((a, b) => a - b);
    },
  });
  const focusRow = (index: number): void => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    const key = rows[target]?.key;
    if (key === undefined) return;
    virtualizer.scrollToIndex(target, { align: "auto" });
    // Now, so that the row is in the page.
    flushSync(() => setFocused(key));
    scroll.current?.querySelector<HTMLElement>(`tr[data-index="${target}"]`)?.focus({ preventScroll: true });
  };
  useImperativeHandle(ref, () => ({ focusHit: () => focusRow(bestHit(rows, search)) }));
  const onKeyDown = rowKeyDown({
    rows,
    focusRow,
    onOpen: (row) => {
      if (serviceOf(row) !== selected) onSelect(serviceOf(row));
    },
  });
  const items = virtualizer.getVirtualItems();
  const rowView = ({ row, standing }: PlacedRow<TableRow>, index: number): ReactElement =>
    row.kind === "service" ? (
      <ServiceRowView
        key={row.key}
        index={index}
        standing={standing}
        id={row.row.service.id}
        title={visibleText(row.row.service.title)}
        source={row.row.service.source}
        status={row.row.service.status}
        output={row.row.service.output}
        attention={row.row.attention}
        forceStopAtHand={suggestsForceStop(row.row.service)}
        selected={row.row.service.id === selected}
        onSelect={onSelect}
        onHistory={onHistory}
        roomy={roomy}
      />
    ) : (
      <TaskRowView
        key={row.key}
        index={index}
        standing={standing}
        task={row.row.task}
        serviceId={row.service.id}
        serviceTitle={row.service.title}
        source={row.service.source}
        status={row.service.status}
        stale={row.service.stale}
        attention={row.row.attention}
        onHistory={onHistory}
        roomy={roomy}
      />
    );
  return (
    <div className={classes["scroll"]} ref={scroll} onKeyDown={onKeyDown} {...handlers}>
      <table className={classes["table"]} data-roomy={roomy || undefined} aria-label="Services and tasks" aria-rowcount={rows.length + 1}>
        <TableHead
          roomy={roomy}
          changed={held.changed}
          onApply={(byKeyboard) => {
            held.apply();
            if (byKeyboard) focusRow(0);
          }}
        />
        <tbody
          onFocus={(event) => {
            const row = event.target.closest("tr[data-index]");
            setFocused(rows[Number(row?.getAttribute("data-index"))]?.key ?? null);
          }}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget)) setFocused(null);
          }}
        >
          {items.flatMap(({ index, key, start }, place) => {
            const placed = held.rows[index];
            const before = items[place - 1]?.end ?? 0;
            const gap = start > before ? [<Space key={`before ${String(key)}`} height={start - before} />] : [];
            return placed === undefined ? gap : [...gap, rowView(placed, index)];
          })}
          <Space height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
      {rows.length === 0 && (
        <Text c="dimmed" ta="center" py="xl" role="status">
          Nothing on the deck matches filter and search.
        </Text>
      )}
    </div>
  );
}

const headPx = 34;

function serviceOf(row: TableRow): string {
  return row.kind === "service" ? row.row.service.id : row.service.id;
}

/** In place of rows that are out of sight. */
function Space({ height }: { height: number }): ReactElement {
  return (
    <tr aria-hidden className={classes["space"]}>
      <td style={{ height }} />
    </tr>
  );
}

/** Whether there is room for words on the buttons and for a column of its own for everything; a last error has 300 pixels and more then, too. */
function useRoomy(besidePanel: boolean): boolean {
  const wide = useMediaQuery("(min-width: 1780px)", undefined, { getInitialValueInEffect: false });
  const wideBesidePanel = useMediaQuery("(min-width: 2180px)", undefined, { getInitialValueInEffect: false });
  return besidePanel ? wideBesidePanel : wide;
}
