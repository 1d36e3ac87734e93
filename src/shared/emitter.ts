import { CleanUpOnce, type Disposable } from "./disposable.ts";

/** Subscribes a listener; the returned {@link Disposable} unsubscribes it. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The owning side of an {@link Event}. A listener that throws does not keep the others from hearing; its error is rethrown asynchronously. */
export class Emitter<T> {
  /** Never changed, but replaced: so firing goes on through the list that it began with. */
  #subscriptions: readonly Subscription<T>[] = [];

  get event(): Event<T> {
    return (listener) => {
      const subscription = new Subscription(this, listener);
      // Not spread, which would make room for sixteen more.
      this.#subscriptions = this.#subscriptions.concat(subscription);
      return subscription;
    };
  }

  fire(value: T): void {
    for (const { listener } of this.#subscriptions) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  /** Ends a subscription. */
  remove(subscription: Subscription<T>): void {
    this.#subscriptions = this.#subscriptions.filter((other) => other !== subscription);
  }
}

/** One listener; a function that is subscribed twice has two. */
class Subscription<T> extends CleanUpOnce {
  readonly listener: (value: T) => void;
  readonly #emitter: Emitter<T>;

  constructor(emitter: Emitter<T>, listener: (value: T) => void) {
    super();
    this.#emitter = emitter;
    this.listener = listener;
  }

  protected override cleanUp(): void {
    this.#emitter.remove(this);
  }
}
