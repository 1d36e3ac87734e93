/** Something that holds a resource until it is disposed of. Disposing twice does nothing. */
export interface Disposable {
  dispose(): void;
}

/** Told of every disposable that is created and disposed of, so that tests can find leaks. */
export interface DisposableTracker {
  created(disposable: Disposable): void;
  disposed(disposable: Disposable): void;
}

let tracker: DisposableTracker | null = null;

/** Installs a leak tracker (tests only do this); `null` removes it. */
export function trackDisposables(next: DisposableTracker | null): void {
  tracker = next;
}

/** A {@link Disposable} that cleans up at most once. A class, as there may be several of each of ten thousand tasks. */
export abstract class CleanUpOnce implements Disposable {
  #isOpen = true;

  constructor() {
    tracker?.created(this);
  }

  protected get isOpen(): boolean {
    return this.#isOpen;
  }

  dispose(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    tracker?.disposed(this);
    this.cleanUp();
  }

  protected abstract cleanUp(): void;
}

class FunctionDisposable extends CleanUpOnce {
  readonly #cleanUp: () => void;

  constructor(cleanUp: () => void) {
    super();
    this.#cleanUp = cleanUp;
  }

  protected override cleanUp(): void {
    this.#cleanUp();
  }
}

/** Makes a {@link Disposable} out of a clean-up function, which runs at most once. */
export function toDisposable(cleanUp: () => void): Disposable {
  return new FunctionDisposable(cleanUp);
}

/**
 * Owns what was created for one purpose. Disposal goes in reverse order of addition, each in its own `try`, so that one failing clean-up
 * does not keep the others from running; what failed is thrown together at the end.
 */
export class DisposableStore implements Disposable {
  readonly #owned: Disposable[] = [];
  #disposed = false;

  constructor() {
    tracker?.created(this);
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  /** Takes ownership and returns what it was given. After disposal of the store, the newcomer is disposed of at once. */
  add<T extends Disposable>(disposable: T): T {
    if (this.#disposed) disposable.dispose();
    else this.#owned.push(disposable);
    return disposable;
  }

  /** @throws AggregateError of everything that a clean-up threw, after all of them ran. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    tracker?.disposed(this);
    const errors: unknown[] = [];
    for (const disposable of this.#owned.splice(0).reverse()) {
      try {
        disposable.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, "Some resources could not be released");
  }
}
