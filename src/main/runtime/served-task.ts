import type { Disposable } from "#shared/disposable.ts";
import type { TaskPart } from "./served-container.ts";
import type { Task } from "./task.ts";
import type { TreeContext } from "./tree-context.ts";

export class ServedTask implements TaskPart {
  readonly path: string;
  readonly task: Task;
  readonly #context: TreeContext;
  /** Fields and no store of them: there may be ten thousand tasks. */
  readonly #changes: Disposable;
  readonly #end: Disposable | null;

  constructor(task: Task, path: string, context: TreeContext) {
    this.path = path;
    this.task = task;
    this.#context = context;
    task.path = path;
    task.useClock(context.clock);
    this.#changes = task.onDidChange(() => context.changes.taskChanged(task.lastTransition(path)));
    this.#end = task.options.exitOnFailure ? task.onDidEndService((error) => context.tasks.endService(path, error)) : null;
    context.tasks.attach(this);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#end?.dispose();
    this.#context.tasks.detach(this);
  }
}
