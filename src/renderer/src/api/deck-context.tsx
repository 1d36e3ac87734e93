import { createContext, useContext } from "react";
import type { DeckApi } from "#shared/deck-api.ts";
import type { Connection, DesktopBridge } from "#shared/deck-transport.ts";
import type { ReadableStore, ValueStore } from "./value-store.ts";

/** What every part of the window may reach: handed down once, by the root. */
export interface DeckAccess {
  readonly api: DeckApi;
  /** What only the desktop app has; `null` in a browser. */
  readonly desktop: DesktopBridge | null;
  readonly connection: ReadableStore<Connection>;
  /** View-only until unlocked. */
  readonly locked: ValueStore<boolean>;
}

const DeckAccessContext = createContext<DeckAccess | null>(null);

export const DeckAccessProvider = DeckAccessContext.Provider;

/** @throws Error outside a {@link DeckAccessProvider} */
export function useDeckAccess(): DeckAccess {
  const access = useContext(DeckAccessContext);
  if (access === null) throw new Error("This part of the window stands outside the deck's provider");
  return access;
}
