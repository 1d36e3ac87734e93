import { command, DataService, sleep, task } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { objectAt } from "#shared/mirror-tree.ts";
import type { AttributeWrite } from "#shared/serialized.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { taskNamed } from "./testing/task-named.ts";
import { TreeBench } from "./testing/tree-bench.ts";

class InterlockOpenError extends Error {
  override name = "InterlockOpen";
}

class Base extends DataService {
  inherited(a: number) {
    return a;
  }

  overridden() {
    return "base";
  }

  hiddenByAttribute() {
    return 1;
  }

  _private() {
    return 1;
  }

  @task()
  async poll() {
    await sleep(Infinity);
  }
}

class Odd extends DataService {
  table = Object.defineProperty({}, "__proto__", { value: 1, enumerable: true });
}

class Stage extends Base {
  position = 0;
  #step = 2;

  override overridden() {
    return "stage";
  }

  @command
  home() {
    this.position = 0;
  }

  async move(to: number, speed = 1.5, { label = "a,b)" } = {}, ...rest: unknown[]) {
    await Promise.resolve();
    this.position = to * this.#step;
    return [to, speed, label, rest];
  }

  tricky(first = "),(", second = [1, (() => [2, 3])().length], /* third, */ third = /[)]/u.source, fourth = `),${first}(`) {
    return [first, second, third, fourth];
  }

  typeOf(value: unknown) {
    return value instanceof Date ? "Date" : Array.isArray(value) ? "list" : typeof value;
  }

  give(what: string) {
    switch (what) {
      case "map":
        return new Map();
      case "service":
        return this;
      case "services":
        return new Odd();
      case "table":
        return { a: [1, "x"], b: null };
      default:
        return undefined;
    }
  }

  fail() {
    throw new InterlockOpenError("close the door");
  }

  static notServed() {
    return 1;
  }
}
Object.defineProperty(Stage.prototype, "hiddenByAttribute", { value: 5, configurable: true });

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

const float = (value: number): AttributeWrite => ({ type: "float", value });

describe("methods", () => {
  it("are served with their parameters, those of base classes included", () => {
    const { tree } = bench.serve(new Stage());
    const { value } = tree.serialize();
    expect(Object.keys(value)).toEqual(["position", "inherited", "overridden", "home", "move", "tricky", "typeOf", "give", "fail"]);
    expect(value).toMatchObject({
      inherited: { type: "method", readonly: true, async: false, frontend_render: false },
      home: { frontend_render: true, signature: { parameters: {} } },
      move: { async: true },
    });
    const parameters = (path: string): unknown => {
      const method = objectAt(tree.serialize(), path);
      return method?.type === "method"
        ? Object.entries(method.signature.parameters).map(([name, { optional, default: text }]) => [name, optional, text])
        : null;
    };
    expect(parameters("inherited")).toEqual([["a", false, null]]);
    expect(parameters("move")).toEqual([
      ["to", false, null],
      ["speed", true, "1.5"],
      ["argument3", true, "{}"],
      ["...rest", true, null],
    ]);
    expect(parameters("tricky")).toEqual([
      ["first", true, '"),("'],
      ["second", true, expect.stringMatching(/^\[1, .*\]$/)],
      ["third", true, "/[)]/u.source"],
      ["fourth", true, "`),${first}(`"],
    ]);
  });

  it("are called with what the caller gives, by position and by name", async () => {
    const { service, tree } = bench.serve(new Stage());
    const result = await tree.callMethod("move", { args: [float(3)], kwargs: { speed: { type: "int", value: 4 } } });
    expect(result).toMatchObject({
      type: "list",
      value: [{ value: 3, full_access_path: "[0]" }, { value: 4 }, { value: "a,b)" }, { type: "list" }],
    });
    expect(service.position).toBe(6);
    expect(await tree.callMethod("move", { args: [float(1), float(2), { type: "dict", value: {} }, float(4), float(5)] })).toMatchObject({
      value: [{}, {}, {}, { value: [{ value: 4 }, { value: 5 }] }],
    });
  });

  it("tell what they changed before they are answered", async () => {
    const { tree, batches } = bench.serve(new Stage());
    await tree.callMethod("move", { args: [float(3)] });
    expect(batches.flat()).toMatchObject([{ kind: "valueChanged", value: { full_access_path: "position", value: 6 } }]);
  });

  it.each<[AttributeWrite, string]>([
    [float(1), "number"],
    [{ type: "int", value: 1 }, "number"],
    [{ type: "int", value: "9007199254740993" }, "bigint"],
    [{ type: "str", value: "" }, "string"],
    [{ type: "bool", value: true }, "boolean"],
    [{ type: "datetime", value: "2026-01-01T00:00:00.000Z" }, "Date"],
    [{ type: "list", value: [] }, "list"],
    [{ type: "Enum", value: "on" }, "string"],
  ])("take %j", async (argument, type) => {
    const { tree } = bench.serve(new Stage());
    expect(await tree.callMethod("typeOf", { args: [argument] })).toMatchObject({ type: "str", value: type });
  });

  it.each([
    ["table", { type: "dict", value: { a: { type: "list", value: [{}, { value: "x" }] }, b: { type: "NoneType" } } }],
    ["service", { type: "DataService", name: "Stage", value: { position: { value: 0 } } }],
    ["nothing", { type: "NoneType", value: null }],
    ["map", { type: "NoneType", value: null }],
  ])("give %s", async (what, expected) => {
    const { tree } = bench.serve(new Stage());
    expect(await tree.callMethod("give", { args: [{ type: "str", value: what }] })).toMatchObject(expected);
    expect(bench.warnings).toEqual(what === "map" ? ["the result of give is not served: A value of type Map can't be served"] : []);
  });

  it("say what of their result is left out by its path", async () => {
    const { tree } = bench.serve(new Stage());
    await tree.callMethod("give", { args: [{ type: "str", value: "services" }] });
    expect(bench.warnings).toEqual(['the result of give.table["__proto__"] is not served: __proto__ is reserved by JavaScript']);
  });

  it.each([
    ["hom", { args: [] }, 'There is no method "hom"; did you mean "home"?'],
    ["home", { args: [float(1)] }, "home takes no arguments, not 1"],
    ["inherited", { args: [float(1), float(2)] }, "inherited takes 1 argument, not 2"],
    ["inherited", { args: [] }, "inherited needs the argument a"],
    ["inherited", { args: [float(1)], kwargs: { a: float(1) } }, "inherited is given a twice"],
    ["inherited", { args: [], kwargs: { b: float(1) } }, "inherited has no argument b; it takes a"],
    ["position", { args: [] }, 'There is no method "position"'],
    ["_private", { args: [] }, 'There is no method "_private"'],
    ["constructor", { args: [] }, 'There is no method "constructor"'],
    ["poll", { args: [] }, 'There is no method "poll"'],
  ])("refuse to be called as %s with %j", async (path, given, reason) => {
    const { tree } = bench.serve(new Stage());
    await expect(tree.callMethod(path, given)).rejects.toThrow(reason);
  });

  it("pass on what they throw", async () => {
    const { tree } = bench.serve(new Stage());
    await expect(tree.callMethod("fail", { args: [] })).rejects.toMatchObject({ name: "InterlockOpen", message: "close the door" });
  });
});

class Rack extends DataService {
  stages: Auto[] = [new Auto()];
  spare: Auto | null = null;
}

class Auto extends DataService {
  @task({ autostart: true })
  async poll() {
    await sleep(Infinity);
  }
}

describe("tasks that come and go", () => {
  const stateOf = (service: DataService): string => taskNamed(service, "poll").state;

  it("are started as they come, told of as they move, and stopped as they go", async () => {
    const { service, tree, batches } = bench.serve(new Rack());
    const first = service.stages[0] ?? new Auto();
    tree.startTasks({});
    const second = new Auto();
    service.stages.push(second);
    await expect.poll(() => stateOf(second)).toBe("running");
    expect(Object.keys(tree.taskSnapshots())).toEqual(["stages[0].poll", "stages[1].poll"]);

    await eventLoopTurn();
    batches.length = 0;
    service.spare = service.stages.shift() ?? null;
    await expect.poll(() => batches.length).toBe(1);
    const told = batches
      .flat()
      .map((change) =>
        change.kind === "taskRemoved" ? `- ${change.path}` : change.kind === "taskChanged" ? change.task.path : change.kind,
      );
    expect(told).toEqual(["valueChanged", "- stages[1].poll", "- stages[0].poll", "stages[0].poll", "valueChanged", "spare.poll"]);
    await eventLoopTurn();
    expect([stateOf(first), stateOf(second)]).toEqual(["running", "running"]);

    service.spare = null;
    await expect.poll(() => stateOf(first)).toBe("inactive");
    expect(taskNamed(first, "poll").snapshot().wanted).toMatchObject({ wanted: "stopped", by: { name: "removed from its service" } });
    expect(stateOf(second)).toBe("running");
    await tree.stopTasks({ kind: "operator", name: "test" });
  });

  it("run on while the service is in one more place", async () => {
    const { service, tree } = bench.serve(new Rack());
    const stage = service.stages[0] ?? new Auto();
    tree.startTasks({});
    service.spare = stage;
    await eventLoopTurn();
    expect(Object.keys(tree.taskSnapshots())).toEqual(["stages[0].poll", "spare.poll"]);
    service.stages.pop();
    await eventLoopTurn();
    await eventLoopTurn();
    expect(stateOf(stage)).toBe("running");
    await tree.stopTasks({ kind: "operator", name: "test" });
  });

  it("do as was wanted of them before a restart", async () => {
    const { service, tree } = bench.serve(new Rack());
    const by = { kind: "operator", name: "test" } as const;
    tree.startTasks({ "spare.poll": { wanted: "stopped", by, at: bench.clock.now().wall } });
    service.spare = new Auto();
    await eventLoopTurn();
    await eventLoopTurn();
    expect(stateOf(service.spare)).toBe("inactive");
    await tree.stopTasks(by);
  });
});
