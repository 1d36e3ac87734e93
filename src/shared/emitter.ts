import { toDisposable, type Disposable } from "./disposable.ts";

/** Subscribes a listener; the returned {@link Disposable} unsubscribes it. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The owning side of an {@link Event}. A listener that throws does not keep the others from hearing; its error is rethrown asynchronously. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own, so that one function subscribed twice is two subscriptions.
    const entry = (value: T): void => listener(value);
    this.#listeners.add(entry);
    return toDisposable(() => this.#listeners.delete(entry));
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
