import type { DeckApi } from "#shared/deck-api.ts";

/** The deck's event may come so long after its answer, in milliseconds: that of a remote service does. */
const reportWithinMs = 500;

/** The values that this window writes, or has written just now. */
export interface OwnWrites {
  has(service: string, path: string): boolean;
}

/** @returns the same calls; those that write a value are noted */
export function noteOwnWrites(api: DeckApi): { api: DeckApi; ownWrites: OwnWrites } {
  /** How many writes of each value are under way or recent. */
  const counts = new Map<string, number>();
  const note =
    <Input extends { readonly service: string; readonly path: string }>(write: (input: Input) => Promise<void>) =>
    async (input: Input): Promise<void> => {
      const key = keyOf(input);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      try {
        await write(input);
      } finally {
        setTimeout(() => {
          const left = (counts.get(key) ?? 1) - 1;
          if (left > 0) counts.set(key, left);
          else counts.delete(key);
        }, reportWithinMs);
      }
    };
  return {
    ownWrites: { has: (service, path) => counts.has(keyOf({ service, path })) },
    api: { ...api, setAttribute: note((input) => api.setAttribute(input)), resetAttribute: note((input) => api.resetAttribute(input)) },
  };
}

/** Ids have no spaces. */
function keyOf({ service, path }: { readonly service: string; readonly path: string }): string {
  return `${service} ${path}`;
}
