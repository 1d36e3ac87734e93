import type { DeckApi } from "#shared/deck-api.ts";
import { createValueStore, type ReadableStore } from "./value-store.ts";

/** For so long what a person has added or removed counts as their own act: a service needs some time to load. */
const lastsMs = 10_000;

/** The ids of the services that this window has added to the deck or removed from it just now. */
export type OwnChanges = ReadableStore<ReadonlySet<string>>;

/** @returns the same calls; those that add or remove a service are noted */
export function noteOwnChanges(api: DeckApi): { api: DeckApi; ownChanges: OwnChanges } {
  const services = createValueStore<ReadonlySet<string>>(new Set());
  const note = (...ids: readonly string[]): void => {
    services.set(new Set([...services.get(), ...ids]));
    setTimeout(() => services.set(new Set([...services.get()].filter((id) => !ids.includes(id)))), lastsMs);
  };
  return {
    ownChanges: services,
    api: {
      ...api,
      async loadService(input) {
        const outcome = await api.loadService(input);
        if (outcome.kind === "loaded") note(outcome.service);
        return outcome;
      },
      async loadExamples(input) {
        const ids = await api.loadExamples(input);
        note(...ids);
        return ids;
      },
      async loadExample(input) {
        const id = await api.loadExample(input);
        note(id);
        return id;
      },
      async addRemote(input) {
        const id = await api.addRemote(input);
        note(id);
        return id;
      },
      // The deck's event may come before its answer.
      removeService(input) {
        note(input.service);
        return api.removeService(input);
      },
      removeRemote(input) {
        note(input.service);
        return api.removeRemote(input);
      },
    },
  };
}
