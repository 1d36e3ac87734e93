import { useState } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useDeck } from "./use-deck.ts";

/**
 * When a service or a task last entered a state, in the whole deck or in one service: it changes with everything that the journal tells of them, and
 * not with their values.
 */
export function useLastTransition(service?: string): string {
  const [lastOf] = useState(createLastTransition);
  return (
    useDeck(({ services }) => {
      const concerned = service === undefined ? services : services.filter(({ id }) => id === service);
      // The number of services tells that one was removed.
      return `${concerned.length} ${concerned.reduce((latest, one) => later(latest, lastOf(one)), "")}`;
    }) ?? ""
  );
}

/** Looks through a service's tasks only when one of them has changed. */
function createLastTransition(): (service: Pick<ServiceSnapshot, "status" | "tasks">) => string {
  const known = new WeakMap<ServiceSnapshot["tasks"], string>();
  return ({ status, tasks }) => {
    let latest = known.get(tasks);
    if (latest === undefined) {
      latest = Object.values(tasks).reduce((last, { since }) => later(last, since), "");
      known.set(tasks, latest);
    }
    return later(latest, status.since);
  };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
