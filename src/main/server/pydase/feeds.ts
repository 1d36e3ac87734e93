import type { DeckEvent } from "#shared/deck-snapshot.ts";
import type { Disposable } from "#shared/disposable.ts";
import { isLocal } from "#shared/service-snapshot.ts";
import type { Deck } from "../../deck/deck.ts";
import { reconnect, ServiceFeed } from "./service-feed.ts";
import type { View } from "./served-view.ts";
import { Subscribers } from "./subscribers.ts";

/** The feeds of all services, as they come and go. */
export class Feeds implements Disposable {
  readonly subscribers = new Subscribers();
  readonly #deck: Deck;
  readonly #feeds = new Map<string, ServiceFeed>();
  readonly #listening: Disposable;

  constructor(deck: Deck) {
    this.#deck = deck;
    for (const { id } of deck.localServices) this.#add(id);
    this.#listening = deck.onDidRecord((event) => this.#take(event));
  }

  /** Answers a request; what it led to is told after it. */
  async during<Answer>(view: View, answered: () => Promise<Answer>): Promise<Answer> {
    const feeds = view.kind === "deck" ? [...this.#feeds.values()] : [this.#feeds.get(view.id)];
    return feeds.reduce<() => Promise<Answer>>((inner, feed) => (feed === undefined ? inner : () => feed.during(inner)), answered)();
  }

  dispose(): void {
    this.#listening.dispose();
    for (const feed of this.#feeds.values()) feed.dispose();
  }

  #take({ change }: DeckEvent): void {
    switch (change.kind) {
      case "sourceChanged":
      case "recentFilesChanged":
      case "serverChanged":
        return;
      case "serviceAdded":
        // What runs elsewhere is served there: two decks that show each other would serve each other's trees without end.
        if (!isLocal(change.service)) return;
        this.#add(change.service.id);
        // The deck has a member more.
        this.subscribers.ofDeck().forEach(reconnect);
        return;
      case "serviceRemoved":
        if (!this.#feeds.has(change.service)) return;
        this.#feeds.get(change.service)?.dispose();
        this.#feeds.delete(change.service);
        this.subscribers.of(change.service).forEach(reconnect);
        return;
      default:
        this.#feeds.get(change.service)?.take(change);
    }
  }

  #add(id: string): void {
    const service = this.#deck.localServices.find((candidate) => candidate.id === id);
    if (service !== undefined) this.#feeds.set(id, new ServiceFeed(service, this.subscribers));
  }
}
