import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { SubjectHistory } from "#shared/journal.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useDeckClock } from "../../api/use-deck.ts";
import { rangeOf, refreshEveryMs, type Span, type TimeRange } from "./span.ts";
import { keptForMs } from "./kept-for.ts";
import { useRefreshAsThingsHappen } from "./use-refresh.ts";

/** What services and tasks did, and between which moments. */
export interface Histories {
  readonly range: TimeRange;
  readonly subjects: readonly SubjectHistory[];
}

/** What a service, or every one, did within a span; a span that ends now is read again as things happen. */
export function useHistories(span: Span, service: string | null): UseQueryResult<Histories> {
  const { api } = useDeckAccess();
  const deckNow = useDeckClock();
  const query = useQuery({
    queryKey: ["history", span, service],
    queryFn: async () => {
      const range = rangeOf(span, deckNow());
      const between = { from: new Date(range.fromMs).toISOString(), to: new Date(range.toMs).toISOString() };
      return { range, subjects: await api.readHistory(service === null ? between : { ...between, service }) };
    },
    placeholderData: keepPreviousData,
    gcTime: keptForMs,
    // The deck does not push its journal, and time passes in the picture though nothing happens.
    refetchInterval: refreshEveryMs(span) ?? false,
  });
  useRefreshAsThingsHappen(query.refetch, span);
  return query;
}
