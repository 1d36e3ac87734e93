import { UnstyledButton } from "@mantine/core";
import type { ReactElement } from "react";
import type { SubjectHistory } from "#shared/journal.ts";
import { formatAvailability } from "../../format/availability.ts";
import { formatCount } from "../../format/count.ts";
import { formatSpan } from "#shared/format/duration.ts";
import { visibleText } from "../../format/visible-text.ts";
import type { Standing } from "../../components/held-rows/keep-places.ts";
import type { TimeRange } from "./span.ts";
import { Strip } from "./strip.tsx";
import type { Subject } from "./subject.ts";
import classes from "./timeline.module.css";

/** What {@link TimelineRow} shows. */
export interface TimelineRowProps {
  readonly history: SubjectHistory;
  readonly standing: Standing;
  readonly index: number;
  /** In pixels. */
  readonly top: number;
  /** Of the service. */
  readonly title: string;
  /** The service runs elsewhere. */
  readonly isRemote: boolean;
  /** It stands below its service, so that its own name is enough. */
  readonly indented: boolean;
  readonly range: TimeRange;
  readonly width: number;
  readonly onSubject: (subject: Subject) => void;
  readonly onZoom: (part: TimeRange) => void;
}

/** What a service or a task did, as a strip and in numbers. */
export function TimelineRow({
  history,
  standing,
  index,
  top,
  title,
  isRemote,
  indented,
  range,
  width,
  onSubject,
  onZoom,
}: TimelineRowProps): ReactElement {
  const { service, task, availability, failures, restarts, meanTimeBetweenFailuresSec, runningSec, downSec } = history;
  const name = visibleText(task ?? title);
  const isTask = task !== null;
  return (
    <div
      role="row"
      aria-label={name}
      aria-rowindex={index + 2}
      className={classes["row"]}
      data-task={isTask || undefined}
      data-standing={standing}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className={classes["name"]} data-indented={(isTask && indented) || undefined}>
        <UnstyledButton
          className={classes["nameButton"]}
          title={isTask ? `Show only ${name} of ${visibleText(title)}` : `Show only ${name}`}
          onClick={() => onSubject(isTask ? { service, task } : { service })}
        >
          {name}
        </UnstyledButton>
        {isTask && !indented && <span className={classes["ofService"]}>{visibleText(title)}</span>}
      </div>
      <div role="cell">
        <Strip name={name} isConnection={isRemote && !isTask} segments={history.segments} range={range} width={width} onZoom={onZoom} />
      </div>
      <div
        role="cell"
        className={classes["number"]}
        data-wanting={(availability !== null && availability < 1) || undefined}
        title={downSec > 0 ? `Down for ${formatSpan(downSec)}` : undefined}
      >
        {availability === null ? <Nothing meaning="It was never to run" /> : formatAvailability(availability)}
      </div>
      <div role="cell" className={classes["number"]} data-failures={failures > 0 || undefined}>
        {formatCount(failures)}
      </div>
      <div role="cell" className={classes["number"]}>
        {formatCount(restarts)}
      </div>
      <div role="cell" className={classes["number"]}>
        {meanTimeBetweenFailuresSec === null ? <Nothing meaning="It never failed" /> : formatSpan(meanTimeBetweenFailuresSec)}
      </div>
      <div role="cell" className={classes["number"]}>
        {formatSpan(runningSec)}
      </div>
    </div>
  );
}

/** Where there is no number, and why. */
function Nothing({ meaning }: { meaning: string }): ReactElement {
  return (
    <span title={meaning} className={classes["nothing"]}>
      <span aria-hidden>–</span>
      <span className={classes["heard"]}>{meaning}</span>
    </span>
  );
}
