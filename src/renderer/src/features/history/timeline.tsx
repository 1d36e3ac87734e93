import { Tooltip, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconArrowDown } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState, type ReactElement } from "react";
import type { SubjectHistory } from "#shared/journal.ts";
import { useCopyRows } from "../../components/copy-rows.ts";
import { ChangedRows } from "../../components/held-rows/changed-rows.tsx";
import { useHeldRows } from "../../components/held-rows/use-held-rows.ts";
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
  /** Whether a person is busy with the view that it is a part of: rows keep their places meanwhile, since what is below moves with them. */
  readonly isBusy: boolean;
  /** What was chosen to be looked at: another choice is shown at once. */
  readonly choice: string;
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
export function Timeline({ histories: { range, subjects }, services, isBusy, choice, onSubject, onZoom }: TimelineProps): ReactElement {
  const [order, setOrder] = useState<SubjectOrder>("name");
  const { ref: stripColumn, width } = useElementSize();
  const remote = useRemoteServices();
  const scroll = useRef<HTMLDivElement>(null);
  useCopyRows(scroll);
  const shown = useMemo(() => ordered(subjects, order).map((history) => ({ key: keyOf(history), history })), [subjects, order]);
  const all = useMemo(() => new Map(shown.map((row) => [row.key, row])), [shown]);
  const { rows, changed, apply } = useHeldRows({
    isBusy,
    shown,
    all,
    serviceOf: ({ history }) => history.service,
    choice: `${choice} ${order}`,
  });
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.row.key ?? index,
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
                </UnstyledButton>{" "}
                <ChangedRows changed={changed} onApply={apply} />
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
              const placed = rows[index];
              if (placed === undefined) return null;
              const { key, history } = placed.row;
              return (
                <TimelineRow
                  key={key}
                  standing={placed.standing}
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
              );
            })}
          </div>
        </div>
      </div>
      <StripLegend />
    </section>
  );
}

function keyOf({ service, task }: SubjectHistory): string {
  return `${service}\n${task ?? ""}`;
}
