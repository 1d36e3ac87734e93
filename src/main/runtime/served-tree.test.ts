import { DataService, sleep, task } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SerializedObject } from "#shared/serialized.ts";
import type { ServedTree } from "./served-tree.ts";
import { eventLoopTurn } from "./fake-clock.ts";
import { Channel, Instrument } from "./testing/instrument.ts";
import { taskNamed } from "./testing/task-named.ts";
import { TreeBench, values } from "./testing/tree-bench.ts";

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

function valueOf(tree: ServedTree, name: string): SerializedObject | undefined {
  return tree.serialize().value[name];
}

describe("what is served", () => {
  it("serves public attributes in order of declaration, then properties, without tasks", () => {
    const { tree } = bench.serve(new Instrument());
    expect(Object.keys(tree.serialize().value)).toEqual(
      ["voltage", "current", "label", "enabled", "note", "channel", "measured", "power", "limit", "broken"], //
    );
    expect(bench.warnings).toEqual([]);
  });

  it("runs a private task and tells of it as such; whatever else takes its place is not served", async () => {
    class Hidden extends DataService {
      @task({ autostart: true })
      async _poll() {
        await sleep(Infinity);
      }
    }
    const { service, tree } = bench.serve(new Hidden());
    tree.startTasks({});
    expect(tree.taskSnapshots()).toMatchObject({ _poll: { state: "running", isPrivate: true } });
    expect(Object.keys(tree.serialize().value)).toEqual([]);
    await tree.commandTask("_poll", "stop", { kind: "operator", name: "x" });
    expect(tree.taskSnapshots()).toMatchObject({ _poll: { state: "inactive" } });
    Object.defineProperty(service, "_poll", { value: "secret", enumerable: true, configurable: true, writable: true });
    expect([tree.taskSnapshots(), tree.serialize().value]).toEqual([{}, {}]);
    expect(bench.warnings).toEqual([]);
  });

  it("writes each kind in pydase's layout", () => {
    const { tree } = bench.serve(new Instrument());
    expect(tree.serialize()).toMatchObject({ full_access_path: "", type: "DataService", name: "Instrument", readonly: false });
    expect(valueOf(tree, "voltage")).toEqual({
      full_access_path: "voltage",
      type: "float",
      value: 2,
      readonly: false,
      doc: null,
      changed_at: bench.clock.now().wall,
    });
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

  it("serves an error in the place of a text that is too long, until it is shorter again", async () => {
    const { service, tree, batches } = bench.serve(new Instrument());
    service.label = "v".repeat(2 ** 20);
    expect(valueOf(tree, "label")).toMatchObject({ type: "str" });
    await eventLoopTurn();
    batches.length = 0;
    service.label += "v";
    expect(valueOf(tree, "label")).toMatchObject({ type: "Exception", name: "RangeError" });
    await expect.poll(() => JSON.stringify(batches)).toContain("v… (1048577 characters)");
    expect(JSON.stringify(batches).length).toBeLessThan(1000);
    service.label = "v";
    expect(valueOf(tree, "label")).toMatchObject({ type: "str", value: "v" });
  });

  it("leaves out, with one warning each, what can't be served", async () => {
    const hidden: unique symbol = Symbol("hidden");
    class Odd extends DataService {
      fine = 1;
      map = new Map();
      set: unknown = new Set();
      bytes = new Uint8Array(3);
      self: unknown = this;
      "a.b" = 1;
      helper = () => 1;
      forged: unknown = Object.create(Odd.prototype);
      symbol = Symbol("mark");
      sorted = new (class Sorted extends Array<number> {})();
      [hidden] = 1;
      get promise() {
        return Promise.resolve(this.fine);
      }
    }
    const { service, tree } = bench.serve(new Odd());
    service.set = new Set([1]);
    service.fine = 2;
    await eventLoopTurn();
    expect(Object.keys(tree.serialize().value)).toEqual(["fine"]);
    expect(bench.warnings).toEqual([
      "map is not served: A value of type Map can't be served",
      "set is not served: A value of type Set can't be served",
      "bytes is not served: A value of type Uint8Array can't be served",
      "self is not served: it contains itself",
      "a.b is not served: its name can't be part of an access path",
      "helper is not served: A function can't be served",
      "forged is not served: it was not made by `new Odd()`",
      "symbol is not served: A symbol can't be served",
      "sorted is not served: A value of type Sorted can't be served",
      expect.stringMatching(/^promise is not served: Its getter \(line \d+\) returns a promise, and a getter can.t be async: /),
    ]);
  });

  it("serves an attribute that is called constructor, and leaves out __proto__", () => {
    class Attr extends DataService {}
    const attr = new Attr();
    for (const name of ["constructor", "__proto__"]) Object.defineProperty(attr, name, { value: 42, enumerable: true, writable: true });
    const { tree } = bench.serve(attr);
    expect(tree.serialize()).toMatchObject({ name: "Attr", value: { constructor: { type: "float", value: 42 } } });
    expect(bench.warnings).toEqual(["__proto__ is not served: __proto__ is reserved by JavaScript"]);
  });

  it("serves a frozen service read-only, from then on", async () => {
    const { service, tree } = bench.serve(new Instrument());
    Object.freeze(service.channel);
    expect(valueOf(tree, "channel")).toMatchObject({ value: { gain: { value: 1, readonly: true } } });
    await expect(tree.writeAttribute("channel.gain", { type: "float", value: 2 })).rejects.toThrow("channel.gain is read-only");
  });

  it("lists all tasks by access path", () => {
    const { tree } = bench.serve(new Instrument());
    expect(Object.keys(tree.taskSnapshots())).toEqual(["measure", "fragile", "channel.poll"]);
    expect(tree.taskSnapshots()["channel.poll"]).toMatchObject({ path: "channel.poll", state: "inactive" });
  });
});

describe("what changes", () => {
  it("tells all changes of one turn in one array, in order, each value once", async () => {
    const { service, batches } = bench.serve(new Instrument());
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
    const { service, batches } = bench.serve(new Instrument());
    service.voltage = 2;
    service._secret = 8;
    service.label = "x";
    service.label = "left";
    await eventLoopTurn();
    await eventLoopTurn();
    expect(batches).toEqual([]);
  });

  it("works a property out again when something that it read changes, through nested services too", async () => {
    const channel = new Channel();
    const instrument = new Instrument();
    instrument.channel = channel;
    const { service, batches } = bench.serve(instrument);
    channel.gain = 3;
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
    const { service, batches } = bench.serve(new Instrument());
    service.voltage = 1;
    service.current = 1;
    await expect.poll(() => batches.length).toBe(1);
    expect(values(batches[0])).toEqual([
      ["voltage", 1],
      ["current", 1],
    ]);
  });

  it("takes in a nested service that is assigned later, with its tasks", async () => {
    const { service, tree, batches } = bench.serve(new Instrument());
    const channel = new Channel();
    service.channel = channel;
    await expect.poll(() => batches.length).toBe(1);
    expect(batches[0]).toMatchObject([
      { kind: "valueChanged", value: { full_access_path: "channel", type: "DataService" } },
      { kind: "taskRemoved", path: "channel.poll" },
      { kind: "taskChanged", task: { path: "channel.poll" } },
    ]);
    channel.gain = 5;
    await expect.poll(() => values(batches.at(-1))).toContainEqual(["channel.gain", 5]);
    expect(tree.taskSnapshots()["channel.poll"]).toEqual(taskNamed(channel, "poll").snapshot("channel.poll"));
  });

  it("takes away what can't be served any more, and brings it back", async () => {
    const { service, tree, batches } = bench.serve(new Instrument());
    Object.assign(service, { note: new Map() });
    await expect.poll(() => batches).toEqual([[{ kind: "valueRemoved", path: "note" }]]);
    expect(valueOf(tree, "note")).toBeUndefined();
    service.note = "again";
    await expect.poll(() => values(batches[1])).toEqual([["note", "again"]]);
    expect(Object.keys(tree.serialize().value).at(-1)).toBe("note");
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
    const { service, batches } = bench.serve(new Counting());
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
    const { service, tree, batches } = bench.serve(new Instrument());
    service.voltage = 9;
    tree.dispose();
    service.voltage = 10;
    await eventLoopTurn();
    expect(batches).toEqual([]);
  });
});
