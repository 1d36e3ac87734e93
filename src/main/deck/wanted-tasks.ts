import type { Disposable } from "#shared/disposable.ts";
import { Emitter } from "#shared/emitter.ts";
import { supervisor, type Wanted } from "#shared/primitives.ts";
import type { TreeChange } from "#shared/service-channel.ts";
import type { DeckTask } from "#shared/task-snapshot.ts";

/** By access path of the task. */
export type TaskWishes = Readonly<Record<string, Wanted>>;

/** At most so many wishes are kept; a tree can't have many more tasks. */
const maxWishes = 20_000;

/** Told what becomes of {@link WantedTasks}. */
export interface WantedTasksListener {
  changed(): void;
  disposed(): void;
}

/**
 * What was last asked of each task of one service: the next process brings its tasks back so. Tasks that have not come yet, such as those of a list entry that is
 * found late, keep what was asked of them in earlier processes.
 */
export class WantedTasks implements Disposable {
  readonly #wishes: Map<string, Wanted>;
  readonly #listener: WantedTasksListener;
  /** Whether a process serves, of whose tasks something is asked. What a process that ends asks of its tasks is no wish of anyone. */
  #isListening = false;

  /** @param before - what was asked for before the deck was started */
  constructor(before: TaskWishes, listener: WantedTasksListener) {
    this.#listener = listener;
    this.#wishes = new Map(Object.entries(before).slice(0, maxWishes));
  }

  /** The service leaves the deck, and what was asked of its tasks is forgotten. */
  dispose(): void {
    this.#listener.disposed();
  }

  /** For the process that starts now. */
  get all(): TaskWishes {
    return Object.fromEntries(this.#wishes);
  }

  /** What outlives the deck. What only `autostart` asked for is left to the file as it is then. */
  get ofPeople(): TaskWishes {
    return Object.fromEntries([...this.#wishes].filter(([, { by }]) => by.kind !== "autostart"));
  }

  /** A process starts: from now on its tasks count. */
  processStarts(): void {
    this.#isListening = true;
  }

  /** The process ends, or is asked to: what was wanted until now stays wanted. */
  hold(): void {
    this.#isListening = false;
  }

  /** The service is stopped on purpose: its next start applies `autostart`. */
  forget(): void {
    this.hold();
    if (this.#wishes.size === 0) return;
    this.#wishes.clear();
    this.#listener.changed();
  }

  treeReplaced(tasks: Readonly<Record<string, DeckTask>>): void {
    for (const task of Object.values(tasks)) this.#taskChanged(task);
  }

  treeChanged(change: TreeChange): void {
    if (change.kind === "taskChanged") this.#taskChanged(change.task);
    else if (change.kind === "taskRemoved" && this.#isListening) this.#delete(change.path);
  }

  #taskChanged({ path, state, wanted }: DeckTask): void {
    // Of one that has just come, what was asked for before still holds.
    if (!this.#isListening || wanted === null) return;
    // What was to be done is done: it must not be done again because the service is started again.
    if (state === "finished") this.#delete(path);
    else if (isWish(wanted)) this.#set(path, wanted);
  }

  #set(path: string, wanted: Wanted): void {
    const before = this.#wishes.get(path);
    if (before?.at === wanted.at && before.wanted === wanted.wanted && before.by.name === wanted.by.name) return;
    // The latest are last, and the first go where there are too many.
    this.#wishes.delete(path);
    this.#wishes.set(path, wanted);
    const [oldest] = this.#wishes.keys();
    if (this.#wishes.size > maxWishes && oldest !== undefined) this.#wishes.delete(oldest);
    this.#listener.changed();
  }

  #delete(path: string): void {
    if (this.#wishes.delete(path)) this.#listener.changed();
  }
}

/** The supervisor stops tasks because their process ends, for example by a signal: nobody wants them stopped in the next one. */
function isWish({ by }: Wanted): boolean {
  return by.kind !== supervisor.kind || by.name !== supervisor.name;
}

/** The wishes of all services of a deck. */
export class DeckWantedTasks {
  readonly #byService = new Map<string, WantedTasks>();
  readonly #changed = new Emitter<void>();
  /** Tells that what people asked for has changed, of any service. */
  readonly onDidChange = this.#changed.event;

  /** @param before - what was asked for before the deck was started */
  open(service: string, before: TaskWishes): WantedTasks {
    const wantedTasks = new WantedTasks(before, {
      changed: () => this.#changed.fire(),
      disposed: () => this.#byService.delete(service),
    });
    this.#byService.set(service, wantedTasks);
    return wantedTasks;
  }

  /** What is to outlive the deck of this service. */
  ofPeople(service: string): TaskWishes {
    return this.#byService.get(service)?.ofPeople ?? {};
  }
}
