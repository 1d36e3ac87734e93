import type { Disposable } from "#shared/disposable.ts";
import type { Task } from "./task.ts";
import type { TreeContext } from "./tree-context.ts";

/** A task in its place in the tree. There may be very many: two subscriptions take less memory than a store of them. */
export class ServedTask implements Disposable {
  readonly path: string;
  readonly task: Task;
  readonly #context: TreeContext;
  readonly #changes: Disposable;
  readonly #serviceEnds: Disposable | null;

  constructor(task: Task, path: string, context: TreeContext) {
    this.path = path;
    this.task = task;
    this.#context = context;
    task.useClock(context.clock);
    this.#changes = task.onDidChange(() => context.changes.taskChanged(task.lastTransition(path)));
    this.#serviceEnds = task.options.exitOnFailure ? task.onDidEndService((error) => context.tasks.endService(path, error)) : null;
    context.tasks.attach(this);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#serviceEnds?.dispose();
    this.#context.tasks.detach(this);
  }
}
