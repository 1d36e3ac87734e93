import { Button, Loader, Text } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import { useCopyRows } from "../../components/copy-rows.ts";
import { usePersonsAttention } from "../../components/held-rows/use-persons-attention.ts";
import { formatCount } from "../../format/count.ts";
import { formatDay } from "../../format/time.ts";
import { entryLines } from "./entry-rows.ts";
import { EntryRow } from "./entry-row.tsx";
import { entriesPerPage, mostPages } from "./journal-pages.ts";
import { NotRead } from "./not-read.tsx";
import type { ReadJournal } from "./use-journal.ts";
import { useRemoteServices } from "./use-service-titles.ts";
import classes from "./entry-list.module.css";

/** So close to its end the list reads on. */
const readOnAhead = 30;
/** Scrolled less, the list stands at its top. */
const topPx = 10;

/** What {@link EntryList} shows. */
export interface EntryListProps {
  readonly journal: ReadJournal;
  readonly services: ReadonlyMap<string, string>;
}

/** What happened, the newest first, as far back as one scrolls. */
export function EntryList({ journal, services }: EntryListProps): ReactElement {
  const { entries, error, isReading, hasMore, isBehind, readOn, takeArrived } = journal;
  const remote = useRemoteServices();
  const scroll = useRef<HTMLDivElement>(null);
  useCopyRows(scroll);
  const [atTop, setAtTop] = useState(true);
  const { isBusy, handlers } = usePersonsAttention(scroll);
  const follows = atTop && !isBusy;
  const lines = useMemo(() => entryLines(entries ?? []), [entries]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 33,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? -1) >= lines.length - readOnAhead;
  useEffect(() => {
    if (isNearEnd && hasMore && !isReading) readOn();
  });
  // At the top new entries come by themselves; further down, and below the pointer, they wait: nothing moves where somebody reads or is about to click.
  useEffect(() => {
    if (follows && isBehind) takeArrived();
  });
  if (entries === undefined && error !== null) return <NotRead error={error} onTryAgain={journal.tryAgain} />;
  return (
    <section className={classes["entries"]} aria-label="Entries">
      {!follows && journal.arrived > 0 && (
        <Button
          className={classes["arrived"]}
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={() => {
            takeArrived();
            virtualizer.scrollToOffset(0);
          }}
        >
          {arrivedText(journal.arrived)}
        </Button>
      )}
      <div
        ref={scroll}
        className={classes["scroll"]}
        tabIndex={0}
        role="group"
        aria-label="What happened"
        {...handlers}
        onScroll={(event) => setAtTop(event.currentTarget.scrollTop <= topPx)}
      >
        <ol className={classes["list"]} aria-label="Entries" role="list" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const line = lines[index];
            return (
              line !== undefined && (
                <li
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className={classes["line"]}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {line.kind === "day" ? (
                    <h2 className={classes["day"]}>{formatDay(line.at)}</h2>
                  ) : (
                    <EntryRow
                      entry={line.entry}
                      isRemote={line.entry.service !== null && remote.has(line.entry.service)}
                      service={line.entry.service === null ? null : (services.get(line.entry.service) ?? line.entry.service)}
                    />
                  )}
                </li>
              )
            );
          })}
        </ol>
        <Foot journal={journal} />
      </div>
    </section>
  );
}

function arrivedText(count: number): string {
  if (count === 1) return "1 new entry";
  return count >= entriesPerPage ? `${entriesPerPage} new entries or more` : `${count} new entries`;
}

/** What there is to say below the last entry. */
function Foot({ journal: { entries, error, isReading, isCutOff, tryAgain } }: { journal: ReadJournal }): ReactElement {
  if (error !== null) {
    return (
      <Text className={classes["foot"]} role="alert">
        The journal can’t be read any further: {error.message}{" "}
        <Button size="compact-xs" variant="default" onClick={tryAgain}>
          Try again
        </Button>
      </Text>
    );
  }
  if (entries === undefined || isReading) {
    return (
      <Text className={classes["foot"]} role="status">
        <Loader size={14} aria-hidden /> Reading the journal…
      </Text>
    );
  }
  return (
    <Text className={classes["foot"]} role="status">
      {isCutOff
        ? `The newest ${formatCount(entriesPerPage * mostPages)} entries were looked through. A shorter span or a filter shows what is further back.`
        : entries.length === 0
          ? "Nothing of this kind happened within the span."
          : "That is all within the span."}
    </Text>
  );
}
