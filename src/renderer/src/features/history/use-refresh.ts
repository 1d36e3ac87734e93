import { useEffect, useRef } from "react";
import { useConnection } from "../../api/use-deck.ts";
import { useOnTransition } from "../../api/use-on-transition.ts";
import type { Span } from "./span.ts";

/** The journal is not asked more often, however fast things happen; a long span costs the deck more to read. */
const atMostEveryMs = (span: Span): number => (span.kind === "last" && span.seconds > 86_400 ? 5000 : 1000);

/** Reads anew when a service or a task entered a state and when the deck is back, but nothing for a span that is over. */
export function useRefreshAsThingsHappen(refetch: (options: { cancelRefetch: boolean }) => unknown, span: Span): void {
  const connected = useConnection().state === "connected";
  const goesOn = span.kind === "last" && connected;
  useOnTransition(
    () => {
      if (goesOn) refetch({ cancelRefetch: false });
    },
    { atMostEveryMs: atMostEveryMs(span) },
  );
  const went = useRef(connected);
  useEffect(() => {
    if (went.current === connected) return;
    went.current = connected;
    if (goesOn) refetch({ cancelRefetch: false });
  }, [connected, goesOn, refetch]);
}
