import { Tooltip, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconArrowDown } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState, type ReactElement } from "react";
import { Axis } from "./axis.tsx";
import type { TimeRange } from "./span.ts";
import { StripLegend } from "./strip-legend.tsx";
import { ordered, type Subject, type SubjectOrder } from "./subject.ts";
import { TimelineRow } from "./timeline-row.tsx";
import type { Histories } from "./use-histories.ts";
import { useRemoteServices } from "./use-service-titles.ts";
import classes from "./timeline.module.css";

/** What {@link Timeline} shows. */
export interface TimelineProps {
  readonly histories: Histories;
  readonly services: ReadonlyMap<string, string>;
  readonly onSubject: (subject: Subject) => void;
  readonly onZoom: (part: TimeRange) => void;
}

const rowPx = 34;

const numbers: readonly { order: SubjectOrder; word: string; hint: string }[] = [
  {
    order: "availability",
    word: "Available",
    hint: "How much of the time it ran, of the time that it was to run. Waiting for a restart, having failed, being stuck and a missing service count as down; a stop on request does not count at all.",
  },
  { order: "failures", word: "Failures", hint: "Runs that ended in a failure" },
  { order: "restarts", word: "Restarts", hint: "Runs that the supervisor started after a failure" },
  { order: "meanTimeBetweenFailuresSec", word: "Between", hint: "Mean time between failures: how long it ran, for each of its failures" },
  { order: "runningSec", word: "Ran for", hint: "How long it ran, all runs together" },
];

/** Each service and task with its states over the span, and the numbers that follow from them. */
export function Timeline({ histories: { range, subjects }, services, onSubject, onZoom }: TimelineProps): ReactElement {
  const [order, setOrder] = useState<SubjectOrder>("name");
  const { ref: stripColumn, width } = useElementSize();
  const remote = useRemoteServices();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = ordered(subjects, order);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 6,
  });
  return (
    <section className={classes["timeline"]} aria-label="Timeline">
      <div className={classes["scroll"]} ref={scroll}>
        <div role="table" aria-label="Timeline" aria-rowcount={rows.length + 1}>
          <div role="rowgroup" className={classes["headGroup"]}>
            <div role="row" aria-rowindex={1} className={classes["head"]}>
              <div role="columnheader">
                <UnstyledButton className={classes["sort"]} onClick={() => setOrder("name")}>
                  Name{order !== "name" && <span className={classes["unsort"]}> in order</span>}
                </UnstyledButton>
              </div>
              <div role="columnheader" ref={stripColumn}>
                <span className={classes["heard"]}>States</span>
                <Axis range={range} width={width} />
              </div>
              {numbers.map(({ order: by, word, hint }) => (
                <div key={by} role="columnheader" className={classes["number"]} aria-sort={order === by ? "other" : "none"}>
                  <Tooltip label={hint}>
                    <UnstyledButton
                      className={classes["sort"]}
                      data-chosen={order === by || undefined}
                      onClick={() => setOrder(order === by ? "name" : by)}
                    >
                      {order === by && <IconArrowDown size={12} aria-hidden />}
                      {word}
                    </UnstyledButton>
                  </Tooltip>
                </div>
              ))}
            </div>
          </div>
          <div role="rowgroup" className={classes["rows"]} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const history = rows[index];
              return (
                history !== undefined && (
                  <TimelineRow
                    key={`${history.service}\n${history.task ?? ""}`}
                    history={history}
                    index={index}
                    top={start}
                    title={services.get(history.service) ?? history.service}
                    isRemote={remote.has(history.service)}
                    indented={order === "name"}
                    range={range}
                    width={width}
                    onSubject={onSubject}
                    onZoom={onZoom}
                  />
                )
              );
            })}
          </div>
        </div>
      </div>
      <StripLegend />
    </section>
  );
}
