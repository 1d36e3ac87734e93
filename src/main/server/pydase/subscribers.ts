import type { Socket } from "socket.io";
import type { Dialect } from "../../wire/dialect.ts";
import type { View } from "./served-view.ts";

const theDeck = Symbol("the deck");

/** Clients that are told the same in the same words. */
export interface Audience {
  readonly dialect: Dialect;
  readonly view: View;
  readonly sockets: ReadonlySet<Socket>;
}

/** Which clients see what. Each thing is put in words once for all that are told it alike. */
export class Subscribers {
  readonly #audiences = new Map<string, Audience & { readonly sockets: Set<Socket> }>();
  /** How many clients see the deck, and how many each service by itself. */
  readonly #counts = new Map<string | typeof theDeck, number>();

  /** @returns what takes the client off again */
  add(socket: Socket, view: View, dialect: Dialect): () => void {
    const key = keyOf(view, dialect);
    const audience = this.#audiences.get(key) ?? { dialect, view, sockets: new Set<Socket>() };
    this.#audiences.set(key, audience);
    audience.sockets.add(socket);
    this.#count(view, 1);
    return () => {
      if (!audience.sockets.delete(socket)) return;
      this.#count(view, -1);
      if (audience.sockets.size === 0 && this.#audiences.get(key) === audience) this.#audiences.delete(key);
    };
  }

  /** Whether anyone sees this service, by itself or in the deck: asked at every change. */
  areThere(service: string): boolean {
    return this.#counts.has(theDeck) || this.#counts.has(service);
  }

  /** Those that see this service, by itself or in the deck. */
  of(service: string): Audience[] {
    const views: View[] = [{ kind: "service", id: service }, { kind: "deck" }];
    return views.flatMap((view) => this.#in(view));
  }

  /** Those that see the deck as a whole. */
  ofDeck(): Audience[] {
    return this.#in({ kind: "deck" });
  }

  #count(view: View, more: number): void {
    const key = view.kind === "deck" ? theDeck : view.id;
    const count = (this.#counts.get(key) ?? 0) + more;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }

  #in(view: View): Audience[] {
    return (["python", "browser"] as const).flatMap((dialect) => this.#audiences.get(keyOf(view, dialect)) ?? []);
  }
}

function keyOf(view: View, dialect: Dialect): string {
  return `${dialect} ${view.kind} ${view.kind === "service" ? view.id : ""}`;
}
