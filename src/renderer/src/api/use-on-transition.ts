import { QueryObserver, skipToken, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import type { DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { deckViewKey } from "./deck-view.ts";

/** To whose transitions to listen, and how often at most. */
export interface TransitionListening {
  readonly atMostEveryMs: number;
  /** Id of a service; absent: every one. */
  readonly service?: string;
}

/**
 * Calls back when a service or a task has entered a state: after everything that the journal tells of them, and not after a change of a value. Nothing is
 * drawn for it, however fast things happen.
 */
export function useOnTransition(onTransition: () => void, { atMostEveryMs, service }: TransitionListening): void {
  const queryClient = useQueryClient();
  const tell = useEffectEvent(onTransition);
  // Kept over a time in which nobody looks, so that what happened then is noticed afterwards.
  const seen = useRef<string | null>(null);
  useEffect(() => {
    const lastOf = createLastTransition();
    const observer = new QueryObserver<DeckSnapshot>(queryClient, { queryKey: deckViewKey, queryFn: skipToken });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let toldAt = -Infinity;
    const look = (): void => {
      const deck = queryClient.getQueryData<DeckSnapshot>(deckViewKey);
      const last = deck === undefined ? null : markOf(deck, service, lastOf);
      if (last === seen.current) return;
      const isFirst = seen.current === null;
      seen.current = last;
      if (isFirst) return;
      toldAt = performance.now();
      tell();
    };
    const lookSoon = (): void => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          look();
        },
        Math.max(0, toldAt + atMostEveryMs - performance.now()),
      );
    };
    look();
    const unsubscribe = observer.subscribe(lookSoon);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [queryClient, atMostEveryMs, service]);
}

type LastTransition = (service: Pick<ServiceSnapshot, "status" | "tasks">) => string;

function markOf({ services }: DeckSnapshot, service: string | undefined, lastOf: LastTransition): string {
  const concerned = service === undefined ? services : services.filter(({ id }) => id === service);
  // The number of services tells that one was removed.
  return `${concerned.length} ${concerned.reduce((latest, one) => later(latest, lastOf(one)), "")}`;
}

/** Looks through a service's tasks only when one of them has changed. */
function createLastTransition(): LastTransition {
  const known = new WeakMap<ServiceSnapshot["tasks"], string>();
  return ({ status, tasks }) => {
    let latest = known.get(tasks);
    if (latest === undefined) {
      latest = Object.values(tasks).reduce((last, { since }) => later(last, since ?? ""), "");
      known.set(tasks, latest);
    }
    return later(latest, status.since);
  };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
