import type { Clock } from "#runtime/clock.ts";
import type { TaskCommand } from "#shared/service-channel.ts";
import { taskMethod } from "./remote-task.ts";
import type { RemoteTree } from "./remote-tree.ts";

/** How long a task may take to stop before it is started again, in seconds. */
const stopTimeoutSec = 30;

export interface RemoteTaskCommandsOptions {
  readonly serviceId: string;
  readonly tree: RemoteTree;
  readonly clock: Clock;
  /** @throws Error while there is no connection */
  readonly checkConnected: () => void;
  /** Calls a method of the service. */
  readonly trigger: (path: string) => Promise<unknown>;
}

/** Starts, stops and restarts the tasks of a remote service; one of pydase, which knows no restart, is stopped and started. */
export class RemoteTaskCommands {
  readonly #options: RemoteTaskCommandsOptions;
  /** What was last asked of each task, by its path. */
  readonly #lastOrders = new Map<string, object>();
  #waiting = new Set<() => void>();

  constructor(options: RemoteTaskCommandsOptions) {
    this.#options = options;
  }

  /** @throws Error where there is no such task, no connection, or the service refuses */
  async run(path: string, command: TaskCommand): Promise<void> {
    const { serviceId, tree, checkConnected, trigger } = this.#options;
    const task = tree.task(path);
    checkConnected();
    if (task === undefined) throw new Error(`${serviceId} has no task ${path}`);
    const order = {};
    this.#lastOrders.set(path, order);
    if (command !== "restart" || task.hasRestart) {
      await trigger(taskMethod(path, command));
      return;
    }
    await trigger(taskMethod(path, "stop"));
    await this.#untilStopped(path);
    // Who has asked for something else meanwhile has the last word.
    if (this.#lastOrders.get(path) === order) await trigger(taskMethod(path, "start"));
  }

  /** To be called when the tree has changed, and when the connection has ended. */
  notifyChange(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** @throws Error where the task does not stop in time, or nothing more is heard of it. */
  async #untilStopped(path: string): Promise<void> {
    const { tree, clock, checkConnected } = this.#options;
    const deadlineMs = clock.now().monotonicMs + stopTimeoutSec * 1000;
    const deadline = clock.setTimer(stopTimeoutSec, () => this.notifyChange());
    try {
      while (tree.task(path)?.status === "RUNNING") {
        checkConnected();
        if (clock.now().monotonicMs >= deadlineMs)
          throw new Error(`${path} has not stopped within ${stopTimeoutSec} s, and was not started again`);
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      deadline.dispose();
    }
  }
}
