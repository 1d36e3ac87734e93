import { QueryClient } from "@tanstack/react-query";
import { answerCall, createClient, type CallAnswer, type CallRequest } from "#shared/api-definition.ts";
import { deckApi } from "#shared/deck-api.ts";
import type { DeckEvent, DeckSnapshot } from "#shared/deck-snapshot.ts";
import type { Connection } from "#shared/deck-transport.ts";
import { DisposableStore, toDisposable, type Disposable } from "#shared/disposable.ts";
import { deckViewKey } from "../../../renderer/src/api/deck-view.ts";
import { openEventBridge } from "../../../renderer/src/api/event-bridge.ts";
import type { DeckHandlers } from "../../deck/deck-handlers.ts";
import type { Deck } from "../../deck/deck.ts";

interface Call {
  readonly request: CallRequest;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A window's view of the deck, on a line that carries events, calls and answers when they are delivered, and that can break. */
export class DeckWindow implements Disposable {
  readonly #queryClient = new QueryClient();
  readonly #owned = new DisposableStore();
  readonly #handlers: DeckHandlers;
  #isConnected = true;
  #events: DeckEvent[][] = [];
  #calls: Call[] = [];
  #answers: { readonly call: Call; readonly answer: CallAnswer }[] = [];
  #hearEvents: (events: DeckEvent[]) => void = () => undefined;
  #hearConnection: (connection: Connection) => void = () => undefined;

  constructor(deck: Deck, handlers: DeckHandlers) {
    this.#handlers = handlers;
    this.#owned.add(
      deck.onDidChange((events) => {
        if (this.#isConnected) this.#events.push(structuredClone(events));
      }),
    );
    const send = (request: CallRequest): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (this.#isConnected) this.#calls.push({ request, resolve, reject });
        else reject(new Error("The connection to the deck is lost"));
      });
    const api = createClient(deckApi, send);
    this.#owned.add(
      openEventBridge({
        transport: {
          onEvents: (listener) => {
            this.#hearEvents = listener;
            return () => (this.#hearEvents = () => undefined);
          },
          onConnection: (listener) => {
            this.#hearConnection = listener;
            listener({ state: "connected" });
            return () => (this.#hearConnection = () => undefined);
          },
        },
        getSnapshot: () => api.getSnapshot(undefined),
        queryClient: this.#queryClient,
        onConnection: () => undefined,
        retryDelayMs: 1,
      }),
    );
    this.#owned.add(toDisposable(() => this.#queryClient.clear()));
  }

  /** What the window knows; `undefined` until its first snapshot is there. */
  get view(): DeckSnapshot | undefined {
    return this.#queryClient.getQueryData<DeckSnapshot>(deckViewKey);
  }

  /** Hands over so many messages of each kind, each kind in its own order; how many there were. */
  async deliver(most: { readonly events: number; readonly calls: number; readonly answers: number }): Promise<number> {
    const calls = this.#calls.splice(0, most.calls);
    for (const call of calls) {
      const caller = { actor: { kind: "client", name: "test" }, access: { role: "control", token: null } } as const;
      const answer = await answerCall(deckApi, this.#handlers, call.request, caller, "control");
      this.#answers.push({ call, answer: structuredClone(answer) });
    }
    const answers = this.#answers.splice(0, most.answers);
    for (const { call, answer } of answers) call.resolve(answer);
    const events = this.#events.splice(0, most.events);
    for (const batch of events) this.#hearEvents(batch);
    return calls.length + answers.length + events.length;
  }

  /**
   * Breaks the line: what is under way is lost.
   *
   * @param late - but answers, which then come when they are not waited for any more
   */
  disconnect(late: boolean): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#events = [];
    if (!late) this.#rejectCalls();
    this.#hearConnection({ state: "lost", reason: "cut" });
  }

  connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#hearConnection({ state: "connected" });
  }

  /** Loses one message without a sign. */
  loseEvents(): void {
    this.#events.shift();
  }

  #rejectCalls(): void {
    const cutOff = [...this.#calls.splice(0), ...this.#answers.splice(0).map(({ call }) => call)];
    for (const call of cutOff) call.reject(new Error("The connection to the deck is lost"));
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
