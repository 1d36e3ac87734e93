import { Text } from "@mantine/core";
import { useThrottledValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { JournalEntry } from "#shared/journal.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { actorName } from "../../format/wanted.ts";
import { formatFullTime, formatTimeOfDay } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./history.module.css";

const entriesShown = 12;
/** A task that fails without end must not ask the journal without end. */
const askAtMostEveryMs = 500;

/** What happened last to a service and its tasks, and who did it. */
export function History({ service }: { service: ServiceSnapshot }): ReactElement {
  const { api } = useDeckAccess();
  const last = useThrottledValue(lastTransition(service), askAtMostEveryMs);
  const { data: entries, error } = useQuery({
    queryKey: ["journal", service.id, last],
    queryFn: () => api.readJournal({ service: service.id, limit: entriesShown }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (error !== null) return <Text className={classes["none"]}>The journal can’t be read: {error.message}</Text>;
  if (entries === undefined || entries.length === 0) return <Text className={classes["none"]}>Nothing is recorded yet.</Text>;
  return (
    <ol className={classes["entries"]}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: JournalEntry }): ReactElement {
  return (
    <li className={classes["entry"]}>
      <time dateTime={entry.at} title={formatFullTime(entry.at)} className={classes["time"]}>
        {formatTimeOfDay(entry.at)}
      </time>
      <div className={classes["what"]}>
        <span className={classes["subject"]}>{entry.task === null ? "service" : visibleText(entry.task)}</span> {entry.event}{" "}
        <span className={classes["by"]}>
          by <bdi>{actorName(entry.by)}</bdi>
        </span>
        {entry.detail !== null && <div className={classes["detail"]}>{visibleText(entry.detail)}</div>}
      </div>
    </li>
  );
}

/** When something of the service last entered a state. */
function lastTransition({ status, tasks }: ServiceSnapshot): string {
  return Object.values(tasks).reduce((latest, { since }) => (since > latest ? since : latest), status.since);
}
