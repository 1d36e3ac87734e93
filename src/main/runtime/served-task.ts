import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import type { Task } from "./task.ts";
import type { TreeContext } from "./tree-context.ts";

/** A task in its place in the tree. */
export class ServedTask implements Disposable {
  readonly path: string;
  readonly task: Task;
  readonly #context: TreeContext;
  readonly #subscriptions = new DisposableStore();

  constructor(task: Task, path: string, context: TreeContext) {
    this.path = path;
    this.task = task;
    this.#context = context;
    task.useClock(context.clock);
    this.#subscriptions.add(task.onDidChange(() => context.changes.taskChanged(task.lastTransition(path))));
    if (task.options.exitOnFailure) this.#subscriptions.add(task.onDidEndService((error) => context.tasks.endService(path, error)));
    context.tasks.attach(this);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#context.tasks.detach(this);
  }
}
