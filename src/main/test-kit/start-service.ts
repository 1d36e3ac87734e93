import type { TaskError } from "#runtime/author-task.ts";
import { classOf } from "#runtime/class-of.ts";
import { systemClock } from "#runtime/clock.ts";
import { DataService } from "#runtime/data-service.ts";
import { getClockOutsideTasks } from "#runtime/run-context.ts";
import { serveTree, type ServedTree } from "#runtime/served-tree.ts";
import { Task } from "#runtime/task.ts";
import { tearDown } from "#runtime/tear-down.ts";
import { supervisor } from "#shared/primitives.ts";
import { simulatedClockOf, type FakeClock } from "./fake-clock.ts";
import { RecordedTask, tester, type TaskOwner, type TaskUnderTest } from "./task-under-test.ts";
import { TestTime } from "./test-time.ts";

/** With what a service is run in a test. */
export interface TestOptions {
  /** What its tasks measure time with. Default: the newest {@link fakeClock} that was not disposed of; else real time. */
  readonly clock?: FakeClock;
  /**
   * The working directory until the service is stopped, such as `import.meta.dirname`. In the app it is the folder of the service file. Default: it is left as it is. In a worker
   * thread it can't be changed.
   */
  readonly workingDirectory?: string;
}

/** The methods without arguments that return promises: tasks, as far as types can tell. */
export type TaskName<Service> = {
  [Name in keyof Service]: Service[Name] extends () => Promise<unknown> ? Name : never;
}[keyof Service] &
  string;

/** A service that runs in a test. */
export interface ServiceUnderTest<Service extends DataService = DataService> {
  /** The instance that was given, to look at its attributes and to set them. */
  readonly service: Service;

  /** The access paths of all tasks, those of nested services too, in order of declaration. */
  readonly taskPaths: readonly string[];

  /** The task whose failure has ended the service (`exitOnFailure`), and its error; `null` while the service lives. In the app its process ends then. */
  readonly ended: { readonly task: string; readonly error: TaskError | null } | null;

  /** What Dasedeck says of attributes that it can't serve. */
  readonly warnings: readonly string[];

  /**
   * One task.
   *
   * @param task - its name, its access path (`channel.poll`), or the task itself (`service.poll`).
   * @throws RangeError that names the tasks that there are, if it is none of them.
   */
  task(task: TaskName<Service> | (string & Record<never, never>) | (() => Promise<unknown>)): TaskUnderTest;

  /** Stops all tasks, as the app does before it ends the service; a fake clock jumps as far as their `timeoutStopSec`, if need be. */
  stop(): Promise<void>;

  /** The same as {@link stop}; for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a service as the app does, with its autostart tasks in order of declaration, those of nested services too.
 *
 * @param service - a new instance.
 * @returns once the tasks have got as far as promises alone take them: to their first `sleep`, for example.
 * @throws TypeError if `service` is not an instance of a class that extends `DataService`.
 *
 * @example
 * await using thermometer = await startService(new Thermometer(), { clock });
 * await clock.advance(60);
 * assert.equal(thermometer.task("readTemperature").state, "running");
 */
export async function startService<Service extends DataService>(
  service: Service,
  options: TestOptions = {},
): Promise<ServiceUnderTest<Service>> {
  const bench = new ServiceBench(checkedService(service, "startService"), options);
  bench.startTasks();
  await bench.time.settle();
  return bench;
}

/**
 * Runs one task of a service under its supervisor, with the options of its `@task`: it restarts, gives up, gets stuck as it would in the app. Other tasks
 * of the service are not started.
 *
 * @param service - a new instance.
 * @param task - its name, its access path in nested services (`channel.poll`), or the task itself (`service.poll`).
 * @returns once the task has got as far as promises alone take it: to its first `sleep`, for example.
 * @throws TypeError if `service` is not an instance of a class that extends `DataService`.
 * @throws RangeError that names the tasks that there are, if `task` is none of them.
 *
 * @example
 * await using task = await runTask(new Thermometer(), "readTemperature", { clock });
 * await task.until("failed");
 * assert.equal(task.snapshot().failureReason, "start-limit-hit");
 */
export async function runTask<Service extends DataService>(
  service: Service,
  task: TaskName<Service> | (string & Record<never, never>) | (() => Promise<unknown>),
  options: TestOptions = {},
): Promise<TaskUnderTest> {
  const bench = new ServiceBench(checkedService(service, "runTask"), options);
  try {
    const underTest = bench.task(task);
    await underTest.start();
    return underTest;
  } catch (error) {
    await bench.stop();
    throw error;
  }
}

/** How long `onStop` may take in a test, in real seconds. */
const teardownTimeoutSec = 10;

class ServiceBench<Service extends DataService> implements ServiceUnderTest<Service>, TaskOwner {
  readonly service: Service;
  readonly time: TestTime;
  readonly warnings: string[] = [];
  readonly #tree: ServedTree;
  readonly #recorded = new Map<Task, RecordedTask>();
  readonly #subscription: { dispose(): void };
  /** To go back to; `null` where it was not changed, or is restored. */
  #leftDirectory: string | null = null;
  ended: ServiceUnderTest["ended"] = null;

  constructor(service: Service, { clock, workingDirectory }: TestOptions) {
    if (workingDirectory !== undefined) {
      this.#leftDirectory = process.cwd();
      process.chdir(workingDirectory);
    }
    this.service = service;
    this.time = new TestTime(clock === undefined ? getClockOutsideTasks() : simulatedClockOf(clock));
    this.#tree = serveTree(service, { clock: this.time.clock, warn: (message) => this.warnings.push(message) });
    this.#subscription = this.#tree.onTaskEndedService(({ task, error }) => {
      this.ended ??= { task, error };
      void this.#tree.stopTasks(supervisor);
    });
    for (const [path, task] of this.#tree.tasks()) this.#record(task, path);
  }

  get endedByTask(): string | null {
    return this.ended?.task ?? null;
  }

  get taskPaths(): string[] {
    return [...this.#tree.tasks().keys()];
  }

  startTasks(): void {
    this.#tree.startTasks({});
  }

  task(which: string | (() => Promise<unknown>)): TaskUnderTest {
    const [path, task] = this.#find(which);
    return this.#recorded.get(task) ?? this.#record(task, path);
  }

  async stop(): Promise<void> {
    const active = [...this.#tree.tasks().values()].filter(({ status }) => status === "RUNNING");
    const stopped = this.#tree.stopTasks(tester);
    const isOver = (): boolean => active.every(({ state }) => state !== "stopping");
    const longestSec = Math.max(0, ...active.map(({ options }) => options.timeoutStopSec ?? 0));
    // A run that ends by itself must not see time jump.
    const isStopped = (await this.time.passReal(isOver)) || (await this.time.pass(isOver, longestSec));
    if (isStopped) await stopped;
    await tearDown(this.#tree.servicesToEnd(), {
      clock: systemClock,
      timeoutSec: teardownTimeoutSec,
      warn: (message) => this.warnings.push(message),
    });
    for (const recorded of this.#recorded.values()) recorded.dispose();
    this.#subscription.dispose();
    this.#tree.dispose();
    if (this.#leftDirectory !== null) process.chdir(this.#leftDirectory);
    this.#leftDirectory = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #record(task: Task, path: string): RecordedTask {
    const recorded = new RecordedTask(task, path, this);
    this.#recorded.set(task, recorded);
    return recorded;
  }

  #find(which: unknown): [path: string, task: Task] {
    const tasks = this.#tree.tasks();
    for (const [path, task] of tasks) if (path === which || task === which) return [path, task];
    const { name } = classOf(this.service);
    const there = tasks.size === 0 ? "it has no tasks" : `its tasks are ${[...tasks.keys()].join(", ")}`;
    if (typeof which === "string") {
      const isMethod = typeof Reflect.get(this.service, which) === "function";
      throw new RangeError(isMethod ? `${name}.${which} is not marked @task; ${there}` : `${name} has no task "${which}"; ${there}`);
    }
    if (which instanceof Task) throw new RangeError(`The task ${which.name} belongs to another instance than this ${name}; ${there}`);
    throw new RangeError(`What was given is no task of ${name}, but ${kindOf(which)}; ${there}`);
  }
}

function checkedService<Service extends DataService>(service: Service, caller: string): Service {
  const given: unknown = service;
  if (given instanceof DataService) return service;
  if (typeof given === "function" && given.prototype instanceof DataService) {
    throw new TypeError(`${caller} needs an instance: write new ${given.name}()`);
  }
  if (isForeignService(given)) {
    throw new TypeError(`${caller} got a service of another copy of dasedeck: its file and this test must import the same one`);
  }
  throw new TypeError(`${caller} needs an instance of a class that extends DataService, not ${kindOf(given)}`);
}

function isForeignService(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  for (let prototype: unknown = Object.getPrototypeOf(value); prototype instanceof Object; prototype = Object.getPrototypeOf(prototype)) {
    if (prototype.constructor.name === "DataService") return true;
  }
  return false;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function") return `the function ${value.name}`;
  return typeof value === "object" ? `an instance of ${classOf(value).name}` : `the ${typeof value} ${JSON.stringify(value)}`;
}
