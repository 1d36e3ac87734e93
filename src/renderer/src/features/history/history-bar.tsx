import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { useConnection } from "../../api/use-deck.ts";
import { visibleText } from "../../format/visible-text.ts";
import { journalKindNames, journalKinds, type JournalKindName } from "./journal-kinds.ts";
import type { Span } from "./span.ts";
import { SpanPicker } from "./span-picker.tsx";
import type { Subject } from "./subject.ts";
import classes from "./history-bar.module.css";

/** What {@link HistoryBar} shows, and what is chosen with it. */
export interface HistoryBarProps {
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly onBack: (() => void) | null;
  readonly subject: Subject;
  readonly onSubject: (subject: Subject) => void;
  readonly kind: JournalKindName;
  readonly onKind: (kind: JournalKindName) => void;
  /** Titles of services by their ids. */
  readonly services: ReadonlyMap<string, string>;
  /** Paths of the tasks of the chosen service. */
  readonly tasks: readonly string[];
}

/** Nobody scrolls through more; typing narrows them down. */
const mostOptions = 100;
/** Can't be a path of a task. */
const serviceItself = " ";

/** Which part of the history to look at. */
export function HistoryBar(props: HistoryBarProps): ReactElement {
  const { span, onSpan, onBack, subject, onSubject, kind, onKind, services, tasks } = props;
  return (
    <div className={classes["bar"]}>
      <div className={classes["group"]}>
        <SpanPicker span={span} onSpan={onSpan} onBack={onBack} />
      </div>
      <div className={classes["group"]}>
        <Select
          size="xs"
          className={classes["choice"]}
          aria-label="Service"
          placeholder="All services"
          searchable
          clearable
          limit={mostOptions}
          nothingFoundMessage="There is no such service"
          data={[...services].map(([value, title]) => ({ value, label: visibleText(title) }))}
          value={subject.service}
          onChange={(service) => onSubject({ service })}
        />
        <Select
          size="xs"
          className={classes["choice"]}
          aria-label="Task"
          placeholder={subject.service === null ? "All tasks" : "Service and all its tasks"}
          disabled={subject.service === null}
          searchable
          clearable
          limit={mostOptions}
          nothingFoundMessage="There is no such task"
          data={[
            { value: serviceItself, label: "Only the service itself" },
            ...tasks.map((task) => ({ value: task, label: visibleText(task) })),
          ]}
          value={subject.task === undefined ? null : (subject.task ?? serviceItself)}
          onChange={(task) => {
            const { service } = subject;
            onSubject(task === null ? { service } : { service, task: task === serviceItself ? null : task });
          }}
        />
        <Select
          size="xs"
          className={classes["choice"]}
          aria-label="Kind"
          allowDeselect={false}
          data={journalKindNames.map((value) => ({ value, label: journalKinds[value].word }))}
          value={kind}
          onChange={(value) => onKind(value ?? "all")}
        />
        <Follows span={span} />
      </div>
    </div>
  );
}

/** Whether what is shown goes on by itself. */
function Follows({ span }: { span: Span }): ReactElement {
  const connection = useConnection();
  const state = span.kind === "fixed" ? "fixed" : connection.state === "connected" ? "live" : "lost";
  const words = { fixed: "Does not move", live: "Follows what happens", lost: "Waits for the deck" };
  return (
    <span className={classes["follows"]} data-state={state} role="status" aria-label="Refresh">
      <span className={classes["dot"]} aria-hidden />
      {words[state]}
    </span>
  );
}
