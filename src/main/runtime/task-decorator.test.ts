import { DataService, sleep, task, taskOf, TaskDefinitionError, type TaskOptions } from "dasedeck";
import { describe, expect, it } from "vitest";

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
    return this.name;
  }

  _note() {
    this.seen.push(this.name);
  }
}

describe("@task", () => {
  it("gives each instance a task of its own, with its own `this`", async () => {
    const [first, second] = [new Sensor(), new Sensor()];
    second.name = "second";
    expect(taskOf(first.read)).not.toBe(taskOf(second.read));
    await taskOf(second.read).start();
    expect(second.seen).toEqual(["second"]);
    expect([taskOf(first.read).state, taskOf(second.read).state]).toEqual(["inactive", "running"]);
    await taskOf(second.read).stop();
    expect(taskOf(first.read).options.restartSec).toBe(5);
  });

  it("can't be assigned away", () => {
    const sensor = new Sensor();
    expect(() => (sensor.read = async () => undefined)).toThrow(TypeError);
  });

  it("is inherited, and gives way to a subclass's own method", () => {
    class Inheriting extends Sensor {}
    class Replacing extends Sensor {
      @task({ restartSec: 7 })
      override async read() {
        await sleep(1);
      }

      override async other() {
        return "plain";
      }
    }
    expect(taskOf(new Inheriting().read).options.restartSec).toBe(5);
    const replacing = new Replacing();
    expect(taskOf(replacing.read).options.restartSec).toBe(7);
    expect(() => taskOf(replacing.other)).toThrow(TypeError);
    expect(replacing.other).toBeTypeOf("function");
  });

  it("works together with another decorator", async () => {
    const calls: string[] = [];
    function traced(method: () => Promise<number>, { name }: ClassMethodDecoratorContext): () => Promise<number> {
      return async function (this: void) {
        calls.push(String(name));
        return method.call(this);
      };
    }
    class Traced extends DataService {
      @traced
      @task()
      async inside() {
        return 1;
      }
      @task()
      @traced
      async outside() {
        return 2;
      }
    }
    const service = new Traced();
    await taskOf(service.outside).start();
    await expect.poll(() => taskOf(service.outside).snapshot()).toMatchObject({ state: "finished", result: "2" });
    await taskOf(service.inside).start();
    await expect.poll(() => taskOf(service.inside).snapshot()).toMatchObject({ state: "finished", result: "1" });
    expect(calls).toEqual(["outside"]);
  });

  it("refuses options that can't be, when the class is defined", () => {
    const define = () => {
      class Wrong extends DataService {
        @task({ restart_sec: 1 } as TaskOptions)
        async poll() {}
      }
      return Wrong;
    };
    expect(define).toThrow(TaskDefinitionError);
    expect(define).toThrow('Task poll: unknown option "restart_sec"; did you mean "restartSec"?');
  });

  // What TypeScript would refuse as well, as plain JavaScript may write it.
  const anyTask = task as unknown as () => (decorated: unknown, context: unknown) => undefined;

  it.each<[string, () => unknown]>([
    [
      'write "async poll()"',
      () =>
        class extends DataService {
          @anyTask() poll() {}
        },
    ],
    [
      "must be an async method",
      () =>
        class extends DataService {
          @anyTask() async *poll() {}
        },
    ],
    [
      "takes no arguments",
      () =>
        class extends DataService {
          @anyTask() async poll(_a: unknown) {}
        },
    ],
    [
      "takes no arguments",
      () =>
        class extends DataService {
          @anyTask() async poll(_a = 1) {}
        },
    ],
    [
      "takes no arguments",
      () =>
        class extends DataService {
          @anyTask() async poll(..._a: unknown[]) {}
        },
    ],
    [
      "not on a static method",
      () =>
        class extends DataService {
          @anyTask() static async poll() {}
        },
    ],
    [
      "not on a private method",
      () =>
        class extends DataService {
          @anyTask() async #poll() {}
        },
    ],
    [
      "not on a getter",
      () =>
        class extends DataService {
          @anyTask() get poll() {
            return 1;
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
      "with parentheses",
      () =>
        class extends DataService {
          @(task as unknown as typeof anyTask extends () => infer Decorator ? Decorator : never) async poll() {}
        },
    ],
  ])("refuses a method that can't be a task: %s", (message, define) => {
    expect(define).toThrow(TaskDefinitionError);
    expect(define).toThrow(message);
  });

  it("refuses classes that are no DataService, by their name", () => {
    class Plain {
      @anyTask()
      async poll() {}
    }
    expect(() => new Plain()).toThrow(
      new TaskDefinitionError("Task Plain.poll: @task works in classes that extend DataService, and Plain does not"),
    );
  });
});

describe("taskOf", () => {
  it("refuses what is no task", () => {
    expect(() => taskOf(Sensor.prototype.read)).toThrow(TypeError);
    expect(() => taskOf(async () => 1)).toThrow(TypeError);
  });
});
