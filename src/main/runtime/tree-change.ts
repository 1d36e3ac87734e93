import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import type { TreeChange } from "#shared/service-channel.ts";
import type { TaskTransition } from "./task.ts";

/** A place whose value has changed. */
export interface ChangedValue {
  readonly path: string;
  /** Reads the value when the turn is over; `null` if there is nothing to tell after all. */
  takeChange(): SerializedObject | null;
}

/** One change of a tree as it is known where it happened: a task's is worked out only if it is really told. */
export type TreeNews =
  | { readonly kind: "valueChanged"; readonly value: SerializedObject }
  | { readonly kind: "taskChanged"; readonly transition: TaskTransition };

/** The change as it travels. */
export function toTreeChange(news: TreeNews): TreeChange {
  return news.kind === "valueChanged" ? news : { kind: "taskChanged", task: news.transition.snapshot() };
}

/**
 * Gathers the changes of one turn of the event loop into one array, in order. Of a value that changed several times only the last change is kept;
 * every transition of a task is.
 */
export class ChangeBatch implements Disposable {
  /** What has changed, in order; `null` where a later change took the place of an earlier one. */
  #pending: (ChangedValue | TaskTransition | null)[] = [];
  /** Where in `#pending` a value stands. */
  readonly #places = new Map<string, number>();
  readonly #onDidChange = new Emitter<readonly TreeNews[]>();
  #flush: Disposable | null = null;

  readonly onDidChange = this.#onDidChange.event;

  valueChanged(value: ChangedValue): void {
    const place = this.#places.get(value.path);
    // What a value ended up as comes after all that happened before its last change.
    if (place !== undefined) this.#pending[place] = null;
    if (place === this.#pending.length - 1) this.#pending[place] = value;
    else this.#places.set(value.path, this.#pending.push(value) - 1);
    this.#schedule();
  }

  taskChanged(transition: TaskTransition): void {
    this.#pending.push(transition);
    this.#schedule();
  }

  /** Resolves once all that has changed so far is told. */
  async told(): Promise<void> {
    // Immediates run in the order in which they were asked for.
    if (this.#flush !== null) await new Promise((resolve) => setImmediate(resolve));
  }

  dispose(): void {
    this.#flush?.dispose();
  }

  #schedule(): void {
    if (this.#flush !== null) return;
    const immediate = setImmediate(() => this.#send());
    this.#flush = toDisposable(() => clearImmediate(immediate));
  }

  #send(): void {
    this.#flush?.dispose();
    this.#flush = null;
    const pending = this.#pending;
    this.#pending = [];
    this.#places.clear();
    const news = pending.map(toNews).filter((item) => item !== null);
    if (news.length > 0) this.#onDidChange.fire(news);
  }
}

function toNews(changed: ChangedValue | TaskTransition | null): TreeNews | null {
  if (changed === null) return null;
  if (!("takeChange" in changed)) return { kind: "taskChanged", transition: changed };
  const value = changed.takeChange();
  return value === null ? null : { kind: "valueChanged", value };
}
