import { createContext, useContext } from "react";
import type { DeckApi, CallerAccess } from "#shared/deck-api.ts";
import type { Connection, DesktopBridge } from "#shared/deck-transport.ts";
import type { OwnChanges } from "./own-changes.ts";
import type { OwnWrites } from "./own-writes.ts";
import type { ReadableStore, ValueStore } from "./value-store.ts";

/** What every part of the window may reach: handed down once, by the root. */
export interface DeckAccess {
  readonly api: DeckApi;
  readonly ownChanges: OwnChanges;
  readonly ownWrites: OwnWrites;
  /** What only the desktop app has; `null` in a browser. */
  readonly desktop: DesktopBridge | null;
  readonly connection: ReadableStore<Connection>;
  /** What this window may do, and by which token; true while there is a connection. */
  readonly granted: ReadableStore<CallerAccess>;
  /** Comes in with another token, or goes out with none. */
  readonly logIn: (token: string | null) => void;
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
