import type { DeckEvent } from "./deck-snapshot.ts";

// Names and types only: preload carries them without the schemas.

/** What preload puts on `window.dasedeck`, and nothing else. */
export interface DesktopBridge {
  /** Carries a `CallRequest` to the deck; answers a `CallAnswer`. */
  call(request: { name: string; input: unknown }): Promise<unknown>;
  /** Hears every deck event from now on; returns the unsubscriber. */
  onDeckEvents(listener: (events: DeckEvent[]) => void): () => void;
  /** The path of a file that was dropped on the window; empty for what is not a file on disk. */
  pathOfFile(file: unknown): string;
}

/** The Socket.IO namespace that carries this API to browsers, its engine's path, and the names of its two messages. */
export const deckSocket = { namespace: "/deck", path: "/ws/socket.io", call: "call", events: "events" } as const;

/** The IPC channels that carry this API between a window and the deck. */
export const deckIpc = { call: "deck:call", events: "deck:events" } as const;

/** Why the server lets someone not in. Sent as `{ reason }` in the data of Socket.IO's refusal, beside a message for a person. */
export type AccessRefusal = "token needed" | "token refused" | "too many wrong tokens";
