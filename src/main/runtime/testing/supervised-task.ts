import { DisposableStore, type Disposable } from "#shared/disposable.ts";
import { sleep } from "../run-context.ts";
import { checkTaskOptions, type TaskOptions } from "../task-options.ts";
import { Task } from "../task.ts";
import { FakeClock } from "../fake-clock.ts";

/** Tasks under a clock of the test's own. */
export class TaskBench implements Disposable {
  readonly clock = new FakeClock();
  readonly store = new DisposableStore();

  /** A task, and the states that it goes through from now on. */
  makeTask(body: () => Promise<unknown>, options: TaskOptions = {}): { task: Task; states: string[] } {
    const task = new Task("poll", body, checkTaskOptions(options, "poll"));
    task.useClock(this.clock);
    const states: string[] = [];
    this.store.add(task.onDidChange(({ state }) => states.push(state)));
    return { task, states };
  }

  dispose(): void {
    this.store.dispose();
    if (this.clock.pendingTimers > 0) throw new Error(`${this.clock.pendingTimers} timers are still pending`);
  }
}

/** What most tasks do. */
export async function sleepForEver(): Promise<never> {
  for (;;) await sleep(1);
}
