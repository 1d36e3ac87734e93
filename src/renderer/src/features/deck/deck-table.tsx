import { Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState, type ReactElement } from "react";
import { visibleText } from "../../format/visible-text.ts";
import { suggestsForceStop } from "../../components/actions/applicable.ts";
import { tableRows, type ServiceRow, type TableRow } from "./deck-rows.ts";
import { useHeldOrder } from "./held-order.ts";
import { ServiceRowView } from "./service-row.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import { TableHead } from "./table-head.tsx";
import { TaskRowView } from "./task-row.tsx";
import classes from "./deck-table.module.css";

/** What {@link DeckTable} shows. */
export interface DeckTableProps {
  readonly rows: readonly ServiceRow[];
  /** Id of the service whose details are open. */
  readonly selected: string | null;
  readonly onSelect: (service: string) => void;
  readonly onHistory: ShowHistory;
}

/** Of a row, until it was measured. */
const rowPx = { roomy: 42, narrow: 46 };

/** All services with their tasks below them. Only the rows in sight, and the one that has the focus, are in the page. */
export function DeckTable({ rows, selected, onSelect, onHistory }: DeckTableProps): ReactElement {
  const held = useHeldOrder(rows);
  const roomy = useRoomy(selected !== null);
  const scroll = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const all = tableRows(held.rows);
  const focusedIndex = focused === null ? -1 : all.findIndex(({ key }) => key === focused);
  const virtualizer = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (roomy ? rowPx.roomy : rowPx.narrow),
    getItemKey: (index) => all[index]?.key ?? index,
    overscan: 8,
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      if (focusedIndex === -1 || inSight.includes(focusedIndex)) return inSight;
      return [...inSight, focusedIndex].sort((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();
  const columns = roomy ? 8 : 7;
  const rowView = (tableRow: TableRow, index: number): ReactElement =>
    tableRow.kind === "service" ? (
      <ServiceRowView
        key={tableRow.key}
        measure={virtualizer.measureElement}
        index={index}
        id={tableRow.row.service.id}
        title={visibleText(tableRow.row.service.title)}
        source={tableRow.row.service.source}
        status={tableRow.row.service.status}
        output={tableRow.row.service.output}
        attention={tableRow.row.attention}
        forceStopAtHand={suggestsForceStop(tableRow.row.service)}
        selected={tableRow.row.service.id === selected}
        onSelect={onSelect}
        onHistory={onHistory}
        roomy={roomy}
      />
    ) : (
      <TaskRowView
        key={tableRow.key}
        measure={virtualizer.measureElement}
        index={index}
        task={tableRow.row.task}
        serviceId={tableRow.service.id}
        serviceTitle={tableRow.service.title}
        source={tableRow.service.source}
        status={tableRow.service.status}
        stale={tableRow.service.stale}
        attention={tableRow.row.attention}
        onHistory={onHistory}
        roomy={roomy}
      />
    );
  return (
    <div className={classes["scroll"]} ref={scroll}>
      <table className={classes["table"]} data-roomy={roomy || undefined} aria-label="Services and tasks" aria-rowcount={all.length + 1}>
        <TableHead roomy={roomy} />
        <tbody
          onPointerMove={held.onPointerMove}
          onPointerLeave={held.onPointerLeave}
          onFocus={(event) => {
            const row = event.target.closest("tr[data-index]");
            setFocused(all[Number(row?.getAttribute("data-index"))]?.key ?? null);
          }}
          onBlur={() => setFocused(null)}
        >
          {items.flatMap(({ index, key, start }, place) => {
            const tableRow = all[index];
            const before = items[place - 1]?.end ?? 0;
            const gap = start > before ? [<Space key={`before ${String(key)}`} height={start - before} columns={columns} />] : [];
            return tableRow === undefined ? gap : [...gap, rowView(tableRow, index)];
          })}
          <Space height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={columns} />
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

/** In place of rows that are out of sight. */
function Space({ height, columns }: { height: number; columns: number }): ReactElement {
  return (
    <tr aria-hidden className={classes["space"]}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

/** Whether there is room for words on the buttons and for a column of its own for who asked. */
function useRoomy(besidePanel: boolean): boolean {
  const wide = useMediaQuery("(min-width: 1500px)", undefined, { getInitialValueInEffect: false });
  const wideBesidePanel = useMediaQuery("(min-width: 1900px)", undefined, { getInitialValueInEffect: false });
  return besidePanel ? wideBesidePanel : wide;
}
