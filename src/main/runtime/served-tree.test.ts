import { DataService, sleep, task, taskOf } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DisposableStore } from "#shared/disposable.ts";
import type { Actor } from "#shared/primitives.ts";
import type { SerializedObject } from "#shared/serialized.ts";
import { serveTree, type ServedTree, type TaskEndedService } from "./served-tree.ts";
import { eventLoopTurn, FakeClock } from "./testing/fake-clock.ts";
import type { TreeChange } from "./tree-change.ts";

const operator: Actor = { kind: "operator", name: "test" };

class Channel extends DataService {
  gain = 1;

  @task()
  async poll() {
    await sleep(Infinity);
  }
}

class Bench extends DataService {
  voltage = 2;
  current = 0.5;
  label = "left";
  enabled = true;
  note: string | null = null;
  channel: Channel | null = new Channel();
  measured = 0;
  _secret = 7;
  #limit = 10;

  get power() {
    return this.voltage * this.current * (this.channel?.gain ?? 1);
  }

  get limit() {
    return this.#limit;
  }

  set limit(value: number) {
    if (value < 0) throw new RangeError("limit must not be negative");
    this.#limit = value;
  }

  get broken(): number {
    if (this.enabled) throw new Error("no instrument");
    return 1;
  }

  @task({ autostart: true })
  async measure() {
    for (;;) {
      this.measured += 1;
      await sleep(1);
    }
  }

  @task({ restartOnException: false, exitOnFailure: true })
  async fragile() {
    throw new Error("broke");
  }
}

let store: DisposableStore;
let clock: FakeClock;
let warnings: string[];

beforeEach(() => {
  store = new DisposableStore();
  clock = new FakeClock();
  warnings = [];
});
afterEach(() => store.dispose());

function serve<Service extends DataService>(service: Service) {
  const tree = store.add(serveTree(service, { clock, warn: (message) => warnings.push(message) }));
  const batches: (readonly TreeChange[])[] = [];
  store.add(tree.onDidChange((changes) => batches.push(changes)));
  return { service, tree, batches };
}

function values(batch: readonly TreeChange[] | undefined): [string, unknown][] {
  return (batch ?? []).flatMap((change): [string, unknown][] =>
    change.kind === "valueChanged" ? [[change.value.full_access_path, change.value.value]] : [],
  );
}

function valueOf(tree: ServedTree, name: string): SerializedObject | undefined {
  return tree.serialize().value[name];
}

describe("what is served", () => {
  it("serves public attributes in order of declaration, then properties, without tasks", () => {
    const { tree } = serve(new Bench());
    expect(Object.keys(tree.serialize().value)).toEqual(
      ["voltage", "current", "label", "enabled", "note", "channel", "measured", "power", "limit", "broken"], //
    );
    expect(warnings).toEqual([]);
  });

  it("writes each kind in pydase's layout", () => {
    const { tree } = serve(new Bench());
    expect(tree.serialize()).toMatchObject({ full_access_path: "", type: "DataService", name: "Bench", readonly: false });
    expect(valueOf(tree, "voltage")).toEqual({ full_access_path: "voltage", type: "float", value: 2, readonly: false, doc: null });
    expect(valueOf(tree, "label")).toMatchObject({ type: "str", value: "left" });
    expect(valueOf(tree, "enabled")).toMatchObject({ type: "bool", value: true });
    expect(valueOf(tree, "note")).toMatchObject({ type: "NoneType", value: null });
    expect(valueOf(tree, "channel")).toMatchObject({
      type: "DataService",
      name: "Channel",
      value: { gain: { full_access_path: "channel.gain", value: 1 } },
    });
    expect(valueOf(tree, "power")).toMatchObject({ type: "float", value: 1, readonly: true });
    expect(valueOf(tree, "limit")).toMatchObject({ type: "float", value: 10, readonly: false });
    expect(valueOf(tree, "broken")).toMatchObject({ type: "Exception", name: "Error", value: "no instrument" });
  });

  it("leaves out, with one warning each, what can't be served yet", async () => {
    class Odd extends DataService {
      fine = 1;
      list: unknown = [1, 2];
      map = new Map();
      self: unknown = this;
      "a.b" = 1;
      helper = () => 1;
      get box() {
        return { a: 1 };
      }
    }
    const { service, tree } = serve(new Odd());
    service.list = [3];
    await eventLoopTurn();
    expect(Object.keys(tree.serialize().value)).toEqual(["fine"]);
    expect(warnings.map((warning) => warning.split(" ")[0])).toEqual(["list", "map", "self", "a.b", "box"]);
  });

  it("lists all tasks by access path", () => {
    const { tree } = serve(new Bench());
    expect(Object.keys(tree.taskSnapshots())).toEqual(["measure", "fragile", "channel.poll"]);
    expect(tree.taskSnapshots()["channel.poll"]).toMatchObject({ path: "channel.poll", state: "inactive" });
    expect(() => tree.task("voltage")).toThrow(RangeError);
    expect(() => tree.task("nothing")).toThrow(RangeError);
  });
});

describe("what changes", () => {
  it("tells all changes of one turn in one array, in order, each value once", async () => {
    const { service, batches } = serve(new Bench());
    service.label = "a";
    service.note = "n";
    service.label = "b";
    await eventLoopTurn();
    await eventLoopTurn();
    expect(batches.map(values)).toEqual([
      [
        ["note", "n"],
        ["label", "b"],
      ],
    ]);
  });

  it("does not tell of equal values and of private names", async () => {
    const { service, batches } = serve(new Bench());
    service.voltage = 2;
    service._secret = 8;
    service.label = "x";
    service.label = "left";
    await eventLoopTurn();
    await eventLoopTurn();
    expect(batches).toEqual([]);
  });

  it("works a property out again when something that it read changes, through nested services too", async () => {
    const { service, batches } = serve(new Bench());
    service.channel!.gain = 3;
    await expect
      .poll(() => values(batches.at(-1)))
      .toEqual([
        ["channel.gain", 3],
        ["power", 3],
      ]);
    service.channel = null;
    await expect
      .poll(() => values(batches.at(-1)))
      .toEqual([
        ["channel", null],
        ["power", 1],
      ]);
    service.enabled = false;
    await expect
      .poll(() => values(batches.at(-1)))
      .toEqual([
        ["enabled", false],
        ["broken", 1],
      ]);
  });

  it("tells of a property only if its value changed", async () => {
    const { service, batches } = serve(new Bench());
    service.voltage = 1;
    service.current = 1;
    await expect.poll(() => batches.length).toBe(1);
    expect(values(batches[0])).toEqual([
      ["voltage", 1],
      ["current", 1],
    ]);
  });

  it("takes in a nested service that is assigned later, with its tasks", async () => {
    const { service, tree, batches } = serve(new Bench());
    const channel = new Channel();
    service.channel = channel;
    await expect.poll(() => batches.length).toBe(1);
    expect(batches[0]).toMatchObject([
      { kind: "valueChanged", value: { full_access_path: "channel", type: "DataService" } },
      { kind: "taskChanged", task: { path: "channel.poll" } },
    ]);
    channel.gain = 5;
    await expect.poll(() => values(batches.at(-1))).toContainEqual(["channel.gain", 5]);
    expect(tree.task("channel.poll")).toBe(taskOf(channel.poll));
  });

  it("keeps the place of a served attribute that takes a value which can't be served", async () => {
    const { service, tree } = serve(new Bench());
    (service as { note: unknown }).note = [];
    expect(valueOf(tree, "note")).toMatchObject({ type: "Exception" });
  });

  it("survives a getter that writes what it reads", async () => {
    class Counting extends DataService {
      _reads = 0;
      x = 1;
      get counted() {
        this._reads += 1;
        return this.x;
      }
    }
    const { service, batches } = serve(new Counting());
    service.x = 2;
    await expect
      .poll(() => values(batches.at(-1)))
      .toEqual([
        ["x", 2],
        ["counted", 2],
      ]);
    await eventLoopTurn();
    await eventLoopTurn();
    expect(service._reads).toBe(2);
  });

  it("tells nothing after disposal", async () => {
    const { service, tree, batches } = serve(new Bench());
    service.voltage = 9;
    tree.dispose();
    service.voltage = 10;
    await eventLoopTurn();
    expect(batches).toEqual([]);
  });
});

describe("writing", () => {
  it("writes attributes, nested ones and properties with a setter", async () => {
    const { service, tree, batches } = serve(new Bench());
    await tree.writeAttribute("voltage", { type: "float", value: 5 });
    await tree.writeAttribute("channel.gain", { type: "float", value: "Infinity" });
    await tree.writeAttribute("limit", { type: "float", value: 20 });
    expect([service.voltage, service.channel?.gain, service.limit]).toEqual([5, Infinity, 20]);
    await expect.poll(() => values(batches.at(-1))).toContainEqual(["limit", 20]);
  });

  it("lets what was empty become anything and empty again", async () => {
    const { service, tree } = serve(new Bench());
    await tree.writeAttribute("note", { type: "str", value: "hello" });
    expect(service.note).toBe("hello");
    await expect(tree.writeAttribute("note", { type: "bool", value: true })).rejects.toThrow("note is text and can't become true or false");
    await tree.writeAttribute("note", { type: "NoneType", value: null });
    expect(service.note).toBeNull();
  });

  it.each([
    ["nothing", { type: "float", value: 1 }, 'There is no attribute "nothing"'],
    ["_secret", { type: "float", value: 1 }, "There is no attribute"],
    ["constructor", { type: "float", value: 1 }, "There is no attribute"],
    ["channel.gain.x", { type: "float", value: 1 }, "There is no attribute"],
    ["power", { type: "float", value: 1 }, "power is read-only"],
    ["voltage", { type: "str", value: "5" }, "voltage is a number and can't become text"],
    ["voltage", { type: "NoneType", value: null }, "voltage is a number and can't become empty"],
    ["enabled", { type: "float", value: 1 }, "enabled is true or false and can't become a number"],
    ["channel", { type: "NoneType", value: null }, "channel is a service"],
    ["measure", { type: "str", value: "x" }, "measure is a task"],
    ["", { type: "str", value: "x" }, "is a service"],
  ] as const)("refuses %s := %o", async (path, write, message) => {
    const { service, tree } = serve(new Bench());
    const before = JSON.stringify(tree.serialize());
    await expect(tree.writeAttribute(path, write)).rejects.toMatchObject({
      name: "AttributeWriteError",
      message: expect.stringContaining(message),
    });
    expect(JSON.stringify(tree.serialize())).toBe(before);
    expect(service._secret).toBe(7);
  });

  it("passes on what a setter throws", async () => {
    const { tree } = serve(new Bench());
    await expect(tree.writeAttribute("limit", { type: "float", value: -1 })).rejects.toThrow(new RangeError("limit must not be negative"));
  });
});

describe("tasks", () => {
  it("starts autostart tasks, and tells of values and transitions in order", async () => {
    const { tree, batches } = serve(new Bench());
    tree.startTasks({});
    await expect.poll(() => batches.length).toBe(1);
    expect(batches[0]).toMatchObject([
      { kind: "taskChanged", task: { path: "measure", state: "running", wanted: { wanted: "running", by: { kind: "autostart" } } } },
      { kind: "valueChanged", value: { full_access_path: "measured", value: 1 } },
    ]);
    expect(tree.taskSnapshots()).toMatchObject({ fragile: { state: "inactive" }, "channel.poll": { state: "inactive" } });
    await tree.stopTasks(operator);
    expect(tree.taskSnapshots()).toMatchObject({ measure: { state: "inactive", wanted: { wanted: "stopped", by: operator } } });
  });

  it("does what was last asked for rather than autostart", async () => {
    const { tree } = serve(new Bench());
    const at = clock.now().wall;
    tree.startTasks({ measure: { wanted: "stopped", by: operator, at }, "channel.poll": { wanted: "running", by: operator, at } });
    expect(tree.taskSnapshots()).toMatchObject({
      measure: { state: "inactive", wanted: { wanted: "stopped", by: operator, at } },
      "channel.poll": { state: "running", wanted: { wanted: "running", by: operator } },
    });
    await tree.stopTasks(operator);
  });

  it("tells which task ends the service", async () => {
    const { tree, service } = serve(new Bench());
    const ended: TaskEndedService[] = [];
    store.add(tree.onTaskEndedService((event) => ended.push(event)));
    await taskOf(service.fragile).start();
    await expect.poll(() => ended).toMatchObject([{ task: "fragile", error: { message: "broke" } }]);
  });

  it("drops no transition", async () => {
    const { tree, batches } = serve(new Bench());
    const measure = tree.task("measure");
    void measure.start();
    void measure.stop();
    void measure.start();
    await expect.poll(() => tree.taskSnapshots()["measure"]?.state).toBe("running");
    await expect.poll(() => batches.length).toBeGreaterThan(0);
    const states = batches.flat().flatMap((change) => (change.kind === "taskChanged" ? [change.task.state] : []));
    expect(states).toEqual(["running", "stopping", "stopping", "running"]);
    await tree.stopTasks(operator);
  });
});
