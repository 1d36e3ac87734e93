/** A value that changes, read and watched from React through `useSyncExternalStore`. */
export interface ReadableStore<T> {
  get(): T;
  /** Calls the listener after every change; returns the unsubscriber. */
  subscribe(listener: () => void): () => void;
}

export interface ValueStore<T> extends ReadableStore<T> {
  set(value: T): void;
}

/** @param initial - the value until the first `set` */
export function createValueStore<T>(initial: T): ValueStore<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      const entry = (): void => listener();
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}
