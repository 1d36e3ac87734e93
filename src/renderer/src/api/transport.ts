import type { CallRequest } from "#shared/api-definition.ts";
import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { AccessRefusal } from "#shared/deck-transport.ts";

/** Whether the deck can be reached from this window. */
export type Connection =
  | { state: "connecting" }
  | { state: "connected" }
  | { state: "lost"; reason: string }
  /** The deck does not let this window in: without a token, or with this one. */
  | { state: "refused"; refusal: AccessRefusal; reason: string };

/** How calls and events travel between this window and the deck. */
export interface DeckTransport {
  /** Carries a call; answers a `CallAnswer`, and rejects where the deck can't be reached. */
  send(request: CallRequest): Promise<unknown>;
  /** Hears the deck's events from now on; returns the unsubscriber. */
  onEvents(listener: (events: DeckEvent[]) => void): () => void;
  /** Hears every change of the line to the deck, beginning with its present state; returns the unsubscriber. */
  onConnection(listener: (connection: Connection) => void): () => void;
}
