import type { Task, TaskError, TaskSnapshot, TaskState } from "#runtime/author-task.ts";
import type { Task as SupervisedTask } from "#runtime/task.ts";
import type { Actor } from "#shared/primitives.ts";
import type { TestTime } from "./test-time.ts";

/** Who starts and stops tasks in a test. */
export const tester: Actor = { kind: "operator", name: "test" };

/** How long {@link TaskUnderTest.until} waits. */
export interface UntilOptions {
  /** Seconds; of the fake clock where there is one. Default: 86,400 (a day) of a fake clock, 5 of real time. */
  readonly withinSec?: number;
}

/** A task that runs under its supervisor in a test. */
export interface TaskUnderTest extends Pick<Task, "name" | "state" | "start"> {
  /** Where the task is in its service, such as `readSensorData` or `channel.poll`. */
  readonly path: string;

  /** The states that the task went through since its service was started in the test, the first one included. */
  readonly states: readonly TaskState[];

  /** Every transition since then, as the task was right after it, oldest first. */
  readonly transitions: readonly TaskSnapshot[];

  /** The last error that ended a run; `null` if none did. */
  readonly lastError: TaskError | null;

  /** Whether the task's failure has ended its service (`exitOnFailure`). In the app the process of the service ends then. */
  readonly endedService: boolean;

  /** All that is known of the task, as of now. */
  snapshot(): TaskSnapshot;

  /**
   * Asks the task to stop, and waits until its run has ended or counts as stuck.
   *
   * A fake clock stands still meanwhile. To see what becomes of a run that does not end, let time pass first:
   * `const stopped = task.stop(); await clock.advance(10); await stopped`.
   *
   * @returns the state reached.
   * @throws Error if the run has not ended after a second of real time, while the fake clock stands still.
   */
  stop(): Promise<TaskState>;

  /**
   * Stops the task if it runs, then starts it; forgets earlier restarts. A fake clock stands still meanwhile.
   *
   * @returns the state reached.
   * @throws TaskStateError for a stuck task.
   * @throws Error if the run has not ended after a second of real time, while the fake clock stands still.
   */
  restart(): Promise<TaskState>;

  /**
   * Waits until the task is in one of these states, or has passed through one since this was called. A fake clock jumps from timer to timer as far as needed.
   *
   * @returns the task as it was when it came there.
   * @throws Error that tells what became of the task instead, if it does not come there in time.
   */
  until(state: TaskState | readonly TaskState[], options?: UntilOptions): Promise<TaskSnapshot>;

  /** Stops the task and its service. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The service that the task belongs to. */
export interface TaskOwner {
  readonly time: TestTime;
  /** The access path of the task whose failure has ended the service. */
  readonly endedByTask: string | null;
  /** Stops the service. */
  stop(): Promise<void>;
}

/** How many of the last states an error names. */
const statesNamed = 8;

/** Records a task, and waits for it. */
export class RecordedTask implements TaskUnderTest {
  readonly path: string;
  readonly transitions: TaskSnapshot[] = [];
  readonly #first: TaskState;
  readonly #task: SupervisedTask;
  readonly #owner: TaskOwner;
  readonly #subscription: { dispose(): void };

  constructor(task: SupervisedTask, path: string, owner: TaskOwner) {
    this.path = path;
    this.#task = task;
    this.#owner = owner;
    this.#first = task.state;
    this.#subscription = task.onDidChange(() => this.transitions.push(this.snapshot()));
  }

  get name(): string {
    return this.#task.name;
  }

  get state(): TaskState {
    return this.#task.state;
  }

  get states(): TaskState[] {
    return [this.#first, ...this.transitions.map(({ state }) => state)];
  }

  get lastError(): TaskError | null {
    return this.snapshot().lastError;
  }

  get endedService(): boolean {
    return this.#owner.endedByTask === this.path;
  }

  snapshot(): TaskSnapshot {
    return this.#task.snapshot(this.path);
  }

  async start(): Promise<TaskState> {
    await this.#task.start(tester);
    await this.#owner.time.settle();
    return this.state;
  }

  async stop(): Promise<TaskState> {
    return await this.#whenEnded(this.#task.stop(tester));
  }

  async restart(): Promise<TaskState> {
    return await this.#whenEnded(this.#task.restart(tester));
  }

  async until(state: TaskState | readonly TaskState[], options: UntilOptions = {}): Promise<TaskSnapshot> {
    const { withinSec = this.#owner.time.defaultWithinSec } = options;
    const wanted: readonly TaskState[] = typeof state === "string" ? [state] : state;
    if (wanted.includes(this.state)) return this.snapshot();
    let next = this.transitions.length;
    let found: TaskSnapshot | undefined;
    const isReached = (): boolean => {
      for (; found === undefined && next < this.transitions.length; next++) {
        const after = this.transitions[next];
        if (after !== undefined && wanted.includes(after.state)) found = after;
      }
      return found !== undefined;
    };
    await this.#owner.time.pass(isReached, withinSec);
    if (found === undefined) throw new Error(this.#missed(wanted, withinSec));
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owner.stop();
  }

  /** Records no more. */
  dispose(): void {
    this.#subscription.dispose();
  }

  async #whenEnded(request: Promise<TaskState>): Promise<TaskState> {
    let reached: TaskState | undefined;
    const answer = request.then((state) => (reached = state));
    // A refusal is an answer, too.
    const isAnswered = answer.then(
      () => true,
      () => true,
    );
    const hasEnded = await Promise.race([isAnswered, this.#owner.time.passReal(() => reached !== undefined)]);
    if (hasEnded) return await answer;
    throw new Error(
      `The run of ${this.path} did not end within a second of real time after it was asked to stop: does it wait for something that the stop does not ` +
        "interrupt? Let time pass to see it become stuck, with `clock.advance` before you await the stop.",
    );
  }

  #missed(wanted: readonly TaskState[], withinSec: number): string {
    const { state, failureReason, lastError, nextRestartAt } = this.snapshot();
    const why = failureReason ?? (nextRestartAt === undefined ? undefined : `until ${nextRestartAt}`);
    const { states } = this;
    const shown = `${states.length > statesNamed ? "… → " : ""}${states.slice(-statesNamed).join(" → ")}`;
    const error = lastError === null ? "" : `; its last error is ${lastError.name}: ${lastError.message}`;
    return (
      `${this.path} did not become ${wanted.join(" or ")} within ${withinSec} s: ` +
      `it is ${state}${why === undefined ? "" : ` (${why})`}, after ${shown}${error}`
    );
  }
}
