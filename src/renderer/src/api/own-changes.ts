import type { DeckApi } from "#shared/deck-api.ts";
import { createValueStore, type ReadableStore } from "./value-store.ts";

/** For so long what a person has removed counts as their own act. */
const removedMs = 10_000;
/** For so long the new rows of a service that a person has added or started count as their own act: a service needs some time to load. */
const startedMs = 60_000;

/** The ids of the services that this window has changed just now. */
export interface RecentServices {
  /** Added to the deck, or started: they may show rows that were not there before. */
  readonly started: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

export type OwnChanges = ReadableStore<RecentServices>;

/** @returns the same calls; those that add, start or remove a service are noted */
export function noteOwnChanges(api: DeckApi): { api: DeckApi; ownChanges: OwnChanges } {
  const services = createValueStore<RecentServices>({ started: new Set(), removed: new Set() });
  const note = (what: keyof RecentServices, forMs: number, ids: readonly string[]): void => {
    const change = (next: ReadonlySet<string>): void => services.set({ ...services.get(), [what]: next });
    change(new Set([...services.get()[what], ...ids]));
    setTimeout(() => change(new Set([...services.get()[what]].filter((id) => !ids.includes(id)))), forMs);
  };
  const noteStarted = (...ids: readonly string[]): void => note("started", startedMs, ids);
  const noteRemoved = (id: string): void => note("removed", removedMs, [id]);
  // The deck's event may come before its answer.
  const thatStarts =
    <Input extends { readonly service: string }, Output>(call: (input: Input) => Promise<Output>) =>
    (input: Input): Promise<Output> => {
      noteStarted(input.service);
      return call(input);
    };
  return {
    ownChanges: services,
    api: {
      ...api,
      async loadService(input) {
        const outcome = await api.loadService(input);
        if (outcome.kind === "loaded") noteStarted(outcome.service);
        return outcome;
      },
      async loadExamples(input) {
        const ids = await api.loadExamples(input);
        noteStarted(...ids);
        return ids;
      },
      async loadExample(input) {
        const id = await api.loadExample(input);
        noteStarted(id);
        return id;
      },
      async addRemote(input) {
        const id = await api.addRemote(input);
        noteStarted(id);
        return id;
      },
      startService: thatStarts((input) => api.startService(input)),
      restartService: thatStarts((input) => api.restartService(input)),
      reloadService: thatStarts((input) => api.reloadService(input)),
      removeService(input) {
        noteRemoved(input.service);
        return api.removeService(input);
      },
      removeRemote(input) {
        noteRemoved(input.service);
        return api.removeRemote(input);
      },
    },
  };
}
