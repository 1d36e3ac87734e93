import { Loader, Text } from "@mantine/core";
import { useRef, useState, type ReactElement } from "react";
import { usePersonsAttention } from "../../components/held-rows/use-persons-attention.ts";
import { tasksNotRecorded } from "../../components/service-words.ts";
import { EntryList } from "./entry-list.tsx";
import { HistoryBar } from "./history-bar.tsx";
import type { JournalKindName } from "./journal-kinds.ts";
import { NotRead } from "./not-read.tsx";
import { zoomTo, type Span } from "./span.ts";
import { isAbout, type Subject } from "./subject.ts";
import { Timeline } from "./timeline.tsx";
import { useHistories } from "./use-histories.ts";
import { useJournal } from "./use-journal.ts";
import { useRemoteServices, useServiceTitles } from "./use-service-titles.ts";
import classes from "./history-page.module.css";

/** What {@link HistoryPage} shows. */
export interface HistoryPageProps {
  readonly subject: Subject;
  readonly onSubject: (subject: Subject) => void;
}

const lastHour: Span = { kind: "last", seconds: 3600 };

/** What happened over a span of time: as strips with their numbers, and entry by entry. */
export function HistoryPage({ subject, onSubject }: HistoryPageProps): ReactElement {
  // The span that is looked at, after those that it is a part of.
  const [spans, setSpans] = useState<readonly Span[]>([lastHour]);
  const [kind, setKind] = useState<JournalKindName>("all");
  const span = spans.at(-1) ?? lastHour;
  const view = useRef<HTMLElement>(null);
  const { isBusy, handlers } = usePersonsAttention(view);
  const services = useServiceTitles();
  const histories = useHistories(span, subject.service);
  const journal = useJournal(span, subject, kind);
  const { data } = histories;
  const ofService = data?.subjects.filter(({ service }) => service === subject.service) ?? [];
  const remote = useRemoteServices();
  const isTaskElsewhere = typeof subject.task === "string" && subject.service !== null && remote.has(subject.service);
  const choice = JSON.stringify([span, subject]);
  const shown = data && { ...data, subjects: data.subjects.filter((history) => isAbout(history, subject)) };
  return (
    <main ref={view} className={classes["page"]} aria-label="History" {...handlers}>
      <HistoryBar
        span={span}
        onSpan={(chosen) => setSpans([chosen])}
        onBack={spans.length > 1 ? () => setSpans(spans.slice(0, -1)) : null}
        subject={subject}
        onSubject={onSubject}
        kind={kind}
        onKind={setKind}
        services={withGone(services, data?.subjects ?? [])}
        tasks={ofService.flatMap(({ task }) => (task === null ? [] : [task]))}
      />
      {shown === undefined ? (
        <div className={classes["place"]}>
          {histories.error === null ? (
            <Loader size="sm" aria-label="Reading the history" />
          ) : (
            <NotRead error={histories.error} onTryAgain={() => void histories.refetch()} />
          )}
        </div>
      ) : shown.subjects.length === 0 ? (
        <Text className={classes["place"]} role="status">
          {isTaskElsewhere ? tasksNotRecorded : "Nothing ran within the span."}
        </Text>
      ) : (
        <Timeline
          histories={shown}
          services={services}
          isBusy={isBusy}
          // Until its answer is there, another choice shows the rows of the one before: these have no places to keep.
          choice={`${choice} ${histories.isPlaceholderData}`}
          onSubject={onSubject}
          onZoom={(part) => setSpans([...spans, zoomTo(part)])}
        />
      )}
      <EntryList key={`${choice} ${kind}`} journal={journal} services={services} />
    </main>
  );
}

/** The services on the deck, and those that were there within the span and were removed since. */
function withGone(titles: ReadonlyMap<string, string>, subjects: readonly { service: string }[]): ReadonlyMap<string, string> {
  const gone = subjects.flatMap(({ service }): [string, string][] => (titles.has(service) ? [] : [[service, service]]));
  return gone.length === 0 ? titles : new Map([...titles, ...gone]);
}
