import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import type { TaskSnapshot } from "#shared/task-snapshot.ts";

/** One change of a served tree; `value` is the whole object at its `full_access_path`. */
export type TreeChange =
  { readonly kind: "valueChanged"; readonly value: SerializedObject } | { readonly kind: "taskChanged"; readonly task: TaskSnapshot };

/**
 * Gathers the changes of one turn of the event loop into one array, in order. Of a value that changed several times only the last change is kept;
 * every transition of a task is.
 */
export class ChangeBatch implements Disposable {
  readonly #pending = new Map<string | symbol, () => TreeChange | null>();
  readonly #onDidChange = new Emitter<readonly TreeChange[]>();
  #flush: Disposable | null = null;

  readonly onDidChange = this.#onDidChange.event;

  /** @param takeValue - reads the value when the turn is over; `null` if there is nothing to tell after all. */
  valueChanged(path: string, takeValue: () => SerializedObject | null): void {
    // Moves to the end: what a value ended up as comes after all that happened before its last change.
    this.#pending.delete(path);
    this.#pending.set(path, () => {
      const value = takeValue();
      return value === null ? null : { kind: "valueChanged", value };
    });
    this.#schedule();
  }

  taskChanged(task: TaskSnapshot): void {
    this.#pending.set(Symbol(task.path), () => ({ kind: "taskChanged", task }));
    this.#schedule();
  }

  dispose(): void {
    this.#flush?.dispose();
    this.#pending.clear();
  }

  #schedule(): void {
    if (this.#flush !== null) return;
    const immediate = setImmediate(() => this.#send());
    this.#flush = toDisposable(() => clearImmediate(immediate));
  }

  #send(): void {
    this.#flush?.dispose();
    this.#flush = null;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    const changes = pending.map((take) => take()).filter((change) => change !== null);
    if (changes.length > 0) this.#onDidChange.fire(changes);
  }
}
