import { toDisposable, type Disposable } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import type { IsoTime } from "#shared/primitives.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import type { TreeChange } from "#shared/service-channel.ts";
import type { Clock } from "./clock.ts";
import type { TaskTransition } from "./task.ts";

/** One change of a tree as it is known where it happened: a task's is worked out only if it is really told. */
export type TreeNews =
  /** `isNew`: nothing was served in that place before, so that a mirror puts it behind all others of its service or dict. */
  | { readonly kind: "valueChanged"; readonly value: SerializedObject; readonly isNew: boolean }
  | { readonly kind: "valueRemoved"; readonly path: string }
  | { readonly kind: "taskChanged"; readonly transition: TaskTransition }
  | { readonly kind: "taskRemoved"; readonly path: string };

/** The change as it travels. */
export function toTreeChange(news: TreeNews): TreeChange {
  switch (news.kind) {
    case "taskChanged":
      return { kind: "taskChanged", task: news.transition.snapshot() };
    case "valueChanged":
      return { kind: "valueChanged", value: news.value };
    default:
      return news;
  }
}

/** Takes what there is to tell, in order. */
export type Tell = (news: TreeNews) => void;

/** Something of which is known that it may have changed; what it has become is read when the turn is over. */
export interface Unsettled {
  /** Takes over what is there now, and tells what is different. */
  settle(tell: Tell): void;
}

/**
 * Gathers the changes of one turn of the event loop into one array, in order. Of a place that changed several times only the last change is kept;
 * every transition of a task is.
 */
export class ChangeBatch implements Disposable {
  readonly #clock: Clock;
  /** What may have changed, in order; `null` where a later change took the place of an earlier one. */
  #pending: (Unsettled | TaskTransition | null)[] = [];
  /** Where in `#pending` something stands. */
  readonly #places = new Map<Unsettled, number>();
  #news: TreeNews[] = [];
  #time: IsoTime | null = null;
  readonly #onDidChange = new Emitter<readonly TreeNews[]>();
  #flush: Disposable | null = null;

  readonly onDidChange = this.#onDidChange.event;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time of all changes of this turn. */
  get time(): IsoTime {
    this.#time ??= this.#clock.now().wall;
    return this.#time;
  }

  changed(unsettled: Unsettled): void {
    const place = this.#places.get(unsettled);
    if (place !== undefined) {
      if (place === this.#pending.length - 1) return;
      // What a value ended up as comes after all that happened before its last change.
      this.#pending[place] = null;
    }
    this.#places.set(unsettled, this.#pending.push(unsettled) - 1);
    this.#schedule();
  }

  taskChanged(transition: TaskTransition): void {
    this.#pending.push(transition);
    this.#schedule();
  }

  /** Takes over all that has changed so far, to be told at the end of the turn. */
  settle(): void {
    const pending = this.#pending;
    this.#pending = [];
    this.#places.clear();
    const tell = (news: TreeNews): void => void this.#news.push(news);
    for (const changed of pending) {
      if (changed === null) continue;
      if ("settle" in changed) changed.settle(tell);
      else tell({ kind: "taskChanged", transition: changed });
    }
    if (this.#flush === null) this.#time = null;
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
    // What was worked out before this turn's first change has nothing to do with its time.
    this.#time = null;
    const immediate = setImmediate(() => this.#send());
    this.#flush = toDisposable(() => clearImmediate(immediate));
  }

  #send(): void {
    this.#flush?.dispose();
    this.#flush = null;
    this.settle();
    const news = this.#news;
    this.#news = [];
    if (news.length > 0) this.#onDidChange.fire(news);
  }
}
