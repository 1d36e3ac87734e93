import { useInfiniteQuery, useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useMemo } from "react";
import type { JournalEntry, JournalQuery } from "#shared/journal.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useDeckClock } from "../../api/use-deck.ts";
import { journalKinds, type JournalKind, type JournalKindName } from "./journal-kinds.ts";
import { arrivedSince, entriesPerPage, isCutOff, nextPage, withHead, type JournalPages } from "./journal-pages.ts";
import { keptForMs } from "./kept-for.ts";
import { rangeOf, type Span } from "./span.ts";
import type { Subject } from "./subject.ts";
import { useRefreshAsThingsHappen } from "./use-refresh.ts";

/** A refusal is no event of the deck's stream: it is looked for. */
const lookEveryMs = 2000;

/** The journal as far as it was read. */
export interface ReadJournal {
  /** The newest first; `undefined` until the first page is here. */
  readonly entries: readonly JournalEntry[] | undefined;
  readonly error: Error | null;
  readonly isReading: boolean;
  readonly hasMore: boolean;
  /** There is more than a window keeps. */
  readonly isCutOff: boolean;
  /** Reads on, further into the past. */
  readonly readOn: () => void;
  readonly tryAgain: () => void;
  /** How many entries came since that are not among `entries` yet, and whether the journal has gone on at all. */
  readonly arrived: number;
  readonly isBehind: boolean;
  /** Puts them on top. */
  readonly takeArrived: () => void;
}

/** Reads the journal of a subject within a span, a page at a time. */
export function useJournal(span: Span, subject: Subject, kindName: JournalKindName): ReadJournal {
  const { api } = useDeckAccess();
  const queryClient = useQueryClient();
  const deckNow = useDeckClock();
  const kind: JournalKind = journalKinds[kindName];
  const key = [span, subject, kindName] as const;
  const read = (beforeId: number | null): Promise<JournalEntry[]> => {
    const { fromMs, toMs } = rangeOf(span, deckNow());
    return api.readJournal({
      ...filterOf(subject, kind),
      from: new Date(fromMs).toISOString(),
      ...(span.kind === "fixed" && { to: new Date(toMs).toISOString() }),
      ...(beforeId !== null && { beforeId }),
      limit: entriesPerPage,
    });
  };
  const pages = useInfiniteQuery<JournalEntry[], Error, JournalPages, QueryKey, number | null>({
    queryKey: ["journal", ...key],
    initialPageParam: null,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (_last, all) => nextPage(all),
    gcTime: keptForMs,
  });
  const head = useQuery({
    queryKey: ["journal head", ...key],
    queryFn: () => read(null),
    enabled: span.kind === "last" && pages.isSuccess,
    refetchInterval: lookEveryMs,
    gcTime: 0,
  });
  useRefreshAsThingsHappen(head.refetch, span);
  const entries = useMemo(() => pages.data?.pages.flat().filter(kind.includes), [pages.data, kind]);
  const { count } = pages.data === undefined ? { count: 0 } : arrivedSince(pages.data, head.data ?? []);
  return {
    entries,
    error: pages.error ?? head.error,
    isReading: pages.isFetching,
    hasMore: pages.hasNextPage,
    isCutOff: isCutOff(pages.data?.pages ?? []),
    readOn: () => void pages.fetchNextPage({ cancelRefetch: false }),
    tryAgain: () => void pages.refetch(),
    arrived: (head.data ?? []).slice(0, count).filter(kind.includes).length,
    isBehind: count > 0,
    takeArrived: () =>
      queryClient.setQueryData<JournalPages>(["journal", ...key], (present) => present && withHead(present, head.data ?? [])),
  };
}

function filterOf({ service, task }: Subject, { events }: JournalKind): Pick<JournalQuery, "service" | "task" | "events"> {
  return {
    ...(service !== null && { service }),
    ...(task !== undefined && { task }),
    ...(events !== undefined && { events: [...events] }),
  };
}
