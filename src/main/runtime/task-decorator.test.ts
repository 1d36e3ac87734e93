import { DataService, sleep, task, taskOf, TaskDefinitionError, type TaskOptions } from "dasedeck";
import { describe, expect, it } from "vitest";
import { taskNamed } from "./testing/task-named.ts";

class Sensor extends DataService {
  name = "sensor";
  seen: string[] = [];

  @task({ restartSec: 5 })
  async read() {
    this._note();
    await sleep(Infinity);
  }

  @task()
  async other() {
    await sleep(1);
  }

  _note() {
    this.seen.push(this.name);
  }
}

type BareDecorator = (decorated: unknown, context: unknown) => undefined;

describe("@task", () => {
  it("gives each instance a task of its own, with its own `this`", async () => {
    const [first, second] = [new Sensor(), new Sensor()];
    second.name = "second";
    expect(taskNamed(first, "read")).not.toBe(taskNamed(second, "read"));
    await taskNamed(second, "read").start();
    expect(second.seen).toEqual(["second"]);
    expect([taskNamed(first, "read").state, taskNamed(second, "read").state]).toEqual(["inactive", "running"]);
    await taskNamed(second, "read").stop();
    expect(taskNamed(first, "read").options.restartSec).toBe(5);
  });

  it("stands with parentheses or without", async () => {
    class Bare extends DataService {
      @task
      async poll() {
        await sleep(1);
      }
    }
    const poll = taskNamed(new Bare(), "poll");
    expect(await poll.start()).toBe("running");
    await poll.stop();
  });

  it("says how it is started where it is called", () => {
    const sensor = new Sensor();
    expect(() => sensor.read()).toThrow("read is a task; a task is started by taskOf(this.read).start()");
    expect(taskNamed(sensor, "read").state).toBe("inactive");
  });

  it("can't be assigned away", () => {
    const sensor = new Sensor();
    expect(() => (sensor.read = () => sleep(1))).toThrow(TypeError);
  });

  it("is inherited, and gives way to a subclass's own method", () => {
    class Inheriting extends Sensor {}
    class Replacing extends Sensor {
      @task({ restartSec: 7 })
      override async read() {
        await sleep(1);
      }

      override async other() {
        await sleep(2);
      }
    }
    expect(taskNamed(new Inheriting(), "read").options.restartSec).toBe(5);
    const replacing = new Replacing();
    expect(taskNamed(replacing, "read").options.restartSec).toBe(7);
    expect(() => taskNamed(replacing, "other")).toThrow(TypeError);
    expect(Reflect.get(replacing, "other")).toBeTypeOf("function");
  });

  it("works together with another decorator", async () => {
    const calls: string[] = [];
    function traced(method: () => Promise<number>, { name }: ClassMethodDecoratorContext): () => Promise<number> {
      return async () => {
        calls.push(String(name));
        return await method();
      };
    }
    class Traced extends DataService {
      @traced
      @task()
      async inside() {
        return await Promise.resolve(1);
      }
      @task()
      @traced
      async outside() {
        return await Promise.resolve(2);
      }
    }
    const service = new Traced();
    await taskNamed(service, "outside").start();
    await expect.poll(() => taskNamed(service, "outside").snapshot()).toMatchObject({ state: "finished", result: "2" });
    await taskNamed(service, "inside").start();
    await expect.poll(() => taskNamed(service, "inside").snapshot()).toMatchObject({ state: "finished", result: "1" });
    expect(calls).toEqual(["outside"]);
  });

  it("refuses options that can't be, when the class is defined", () => {
    const define = () => {
      class Wrong extends DataService {
        @task({ restart_sec: 1 } as TaskOptions)
        async poll() {
          await sleep(1);
        }
      }
      return Wrong;
    };
    expect(define).toThrow(TaskDefinitionError);
    expect(define).toThrow('Task poll: unknown option "restart_sec"; did you mean "restartSec"?');
  });

  // What TypeScript would refuse as well, as plain JavaScript may write it.
  const anyTask = task as unknown as () => BareDecorator;

  it.each<[string, () => unknown]>([
    [
      'write "async poll()"',
      () =>
        class extends DataService {
          @anyTask() poll() {
            return sleep(1);
          }
        },
    ],
    [
      "must be an async method",
      () =>
        class extends DataService {
          @anyTask() async *poll() {
            await sleep(1);
            yield 1;
          }
        },
    ],
    [
      "takes no arguments",
      () =>
        class extends DataService {
          @anyTask() async poll(seconds: number) {
            await sleep(seconds);
          }
        },
    ],
    [
      "takes no arguments",
      () =>
        class extends DataService {
          @anyTask() async poll(seconds = 1) {
            await sleep(seconds);
          }
        },
    ],
    [
      "takes no arguments",
      () =>
        class extends DataService {
          @anyTask() async poll(...seconds: [number]) {
            await sleep(seconds[0]);
          }
        },
    ],
    [
      "not on a static method",
      () =>
        class extends DataService {
          @anyTask() static async poll() {
            await sleep(1);
          }
        },
    ],
    [
      "not on a private method",
      () =>
        class extends DataService {
          @anyTask() async #poll() {
            await sleep(1);
          }
          run() {
            return this.#poll();
          }
        },
    ],
    [
      "not on a getter",
      () =>
        class extends DataService {
          @anyTask() get poll() {
            return Date.now();
          }
        },
    ],
    [
      "not on a field",
      () =>
        class extends DataService {
          @anyTask() poll = 1;
        },
    ],
    [
      "Task rate: @task belongs on a public method of an instance, not on a field",
      () =>
        class extends DataService {
          @(task as unknown as BareDecorator) rate = 1;
        },
    ],
    [
      'Task "read it": a task takes no arguments',
      () =>
        class extends DataService {
          @anyTask() async "read it"(seconds = 1) {
            await sleep(seconds);
          }
        },
    ],
    [
      "Task [Symbol(poll)]: @task belongs on a public method of an instance, not on a method that a symbol names",
      () =>
        class extends DataService {
          @anyTask() async [Symbol("poll")]() {
            await sleep(1);
          }
        },
    ],
    [
      "Class Marked: @task belongs on a public method of an instance, not on a class",
      () => {
        @anyTask()
        class Marked extends DataService {}
        return Marked;
      },
    ],
  ])("refuses a method that can't be a task: %s", (message, define) => {
    expect(define).toThrow(TaskDefinitionError);
    expect(define).toThrow(message);
  });

  it("says what to do where a compiler calls it as the older decorators were called", () => {
    const legacy = anyTask() as (prototype: object, name: string) => unknown;
    expect(() => legacy({}, "poll")).toThrow(
      new TaskDefinitionError('Task poll: @task is a standard decorator; switch "experimentalDecorators" off in tsconfig.json'),
    );
  });

  it("takes names of any kind", () => {
    class Named extends DataService {
      @task()
      async "read it"() {
        await sleep(1);
      }
    }
    expect(taskNamed(new Named(), "read it").snapshot()).toMatchObject({ path: "read it", state: "inactive" });
  });

  it("refuses classes that are no DataService, by their name", () => {
    class Plain {
      @anyTask()
      async poll() {
        await sleep(1);
      }
    }
    expect(() => new Plain()).toThrow(
      new TaskDefinitionError("Task Plain.poll: @task works in classes that extend DataService, and Plain does not"),
    );
  });
});

describe("taskOf", () => {
  it("refuses what is no task", () => {
    expect(() => taskNamed(Sensor.prototype, "read")).toThrow(TypeError);
    expect(() => taskOf(() => sleep(1))).toThrow(TypeError);
  });
});
