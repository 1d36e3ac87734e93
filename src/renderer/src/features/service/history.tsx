import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { JournalEntry } from "#shared/journal.ts";
import { isLocal, type ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useOnTransition } from "../../api/use-on-transition.ts";
import { tasksNotRecorded } from "../../components/service-words.ts";
import { eventLook } from "../../components/state/event-table.ts";
import { formatTimes } from "../../format/count.ts";
import { formatFullTime, formatTimeOfDay } from "../../format/time.ts";
import { visibleText } from "../../format/visible-text.ts";
import { actorName } from "../../format/wanted.ts";
import type { ShowHistory } from "../../components/show-history.ts";
import classes from "./history.module.css";

const entriesShown = 12;
/** A task that fails without end must not ask the journal without end. */
const askAtMostEveryMs = 500;

/** What happened last to a service and its tasks, and who did it. */
export function History({ service, onHistory }: { service: ServiceSnapshot; onHistory: ShowHistory }): ReactElement {
  const { api } = useDeckAccess();
  const isRemote = !isLocal(service);
  const {
    data: entries,
    error,
    refetch,
  } = useQuery({
    queryKey: ["last entries", service.id],
    queryFn: () => api.readJournal({ service: service.id, limit: entriesShown }),
    staleTime: 0,
    gcTime: 0,
  });
  useOnTransition(() => void refetch(), { atMostEveryMs: askAtMostEveryMs, service: service.id });
  return (
    <>
      <Entries entries={entries} error={error} isRemote={isRemote} />
      {isRemote && <Text className={classes["none"]}>{tasksNotRecorded}</Text>}
      <Anchor component="button" type="button" size="sm" className={classes["all"]} onClick={() => onHistory({ service: service.id })}>
        All history
      </Anchor>
    </>
  );
}

interface EntriesProps {
  readonly entries: readonly JournalEntry[] | undefined;
  readonly error: Error | null;
  readonly isRemote: boolean;
}

function Entries({ entries, error, isRemote }: EntriesProps): ReactElement | null {
  if (error !== null) return <Text className={classes["none"]}>The journal can’t be read: {error.message}</Text>;
  if (entries === undefined) return null;
  if (entries.length === 0) return <Text className={classes["none"]}>Nothing is recorded yet.</Text>;
  return (
    <ol className={classes["entries"]}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} isRemote={isRemote} />
      ))}
    </ol>
  );
}

function subjectOf({ task }: JournalEntry, isConnection: boolean): string {
  if (task !== null) return visibleText(task);
  return isConnection ? "connection" : "service";
}

function Entry({ entry, isRemote }: { entry: JournalEntry; isRemote: boolean }): ReactElement {
  const isConnection = isRemote && entry.task === null;
  return (
    <li className={classes["entry"]}>
      <time dateTime={entry.until} title={formatFullTime(entry.until)} className={classes["time"]}>
        {formatTimeOfDay(entry.until)}
      </time>
      <div className={classes["what"]}>
        <span className={classes["subject"]}>{subjectOf(entry, isConnection)}</span> {eventLook(entry.event, isConnection).word}{" "}
        {entry.count > 1 && (
          <span className={classes["count"]} title={`since ${formatFullTime(entry.at)}`}>
            {formatTimes(entry.count)}{" "}
          </span>
        )}
        <span className={classes["by"]}>
          by <bdi>{actorName(entry.by)}</bdi>
        </span>
        {entry.detail !== null && <div className={classes["detail"]}>{visibleText(entry.detail)}</div>}
      </div>
    </li>
  );
}
