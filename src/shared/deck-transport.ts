import type { CallRequest } from "./api-definition.ts";
import type { ServiceInstance } from "./service-instance.ts";
import type { DeckEvent } from "./deck-snapshot.ts";

// Names and types only: preload carries them without the schemas.

/** What preload puts on `window.dasedeck`, and nothing else. */
export interface DesktopBridge {
  /** Carries a `CallRequest` to the deck; answers a `CallAnswer`. */
  call(request: { name: string; input: unknown }): Promise<unknown>;
  /** Hears every deck event from now on; returns the unsubscriber. */
  onDeckEvents(listener: (events: DeckEvent[]) => void): () => void;
  /** Calls the listener with the services that a further start of the app named, beginning with those that wait; returns the unsubscriber. */
  onFilesToLoad(listener: (files: ServiceInstance[]) => void): () => void;
  /** The path of a file that was dropped on the window; empty for what is not a file on disk. */
  pathOfFile(file: unknown): string;
}

/** The Socket.IO namespace that carries this API to browsers, its engine's path, and the names of its two messages. */
export const deckSocket = { namespace: "/deck", path: "/ws/socket.io", call: "call", events: "events" } as const;

/** The IPC channels that carry this API between a window and the deck, and the files that a window is to load. */
export const deckIpc = {
  call: "deck:call",
  events: "deck:events",
  /** From the window: it listens for files to load. */
  readyForFiles: "deck:ready-for-files",
  filesToLoad: "deck:files-to-load",
} as const;

/** Why the server lets someone not in. Sent as `{ reason }` in the data of Socket.IO's refusal, beside a message for a person. */
export type AccessRefusal = "token needed" | "token refused" | "too many wrong tokens";

/** Whether the deck can be reached. `cause`: the transport's own error, where there was one. */
export type Connection =
  | { state: "connecting" }
  | { state: "connected" }
  | { state: "lost"; reason: string; cause?: unknown }
  /** The deck does not let this client in: without a token, or with this one. */
  | { state: "refused"; refusal: AccessRefusal; reason: string; cause: unknown };

/** How calls and events travel between whoever shows or commands the deck and the deck itself. */
export interface DeckTransport {
  /** Carries a call; answers a `CallAnswer`, and rejects where the deck can't be reached. */
  send(request: CallRequest): Promise<unknown>;
  /** Hears the deck's events from now on; returns the unsubscriber. */
  onEvents(listener: (events: DeckEvent[]) => void): () => void;
  /** Hears every change of the line to the deck, beginning with its present state; returns the unsubscriber. */
  onConnection(listener: (connection: Connection) => void): () => void;
}
