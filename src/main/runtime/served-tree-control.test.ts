import { DataService, task, TaskStateError } from "dasedeck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#shared/primitives.ts";
import { AttributeWriteError } from "./attribute-write-error.ts";
import type { TaskEndedService } from "./served-tasks.ts";
import { Instrument } from "./testing/instrument.ts";
import { TreeBench, values } from "./testing/tree-bench.ts";

const operator: Actor = { kind: "operator", name: "test" };

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

describe("writing", () => {
  it("writes attributes, nested ones and properties with a setter", async () => {
    const { service, tree, batches } = bench.serve(new Instrument());
    await tree.writeAttribute("voltage", { type: "float", value: 5 });
    await tree.writeAttribute("channel.gain", { type: "float", value: "Infinity" });
    await tree.writeAttribute("limit", { type: "float", value: 20 });
    expect([service.voltage, service.channel?.gain, service.limit]).toEqual([5, Infinity, 20]);
    await expect.poll(() => values(batches.at(-1))).toContainEqual(["limit", 20]);
  });

  it("lets what was empty become anything and empty again", async () => {
    const { service, tree } = bench.serve(new Instrument());
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
    ["", { type: "str", value: "x" }, "This is a service"],
  ] as const)("refuses %s := %o", async (path, write, message) => {
    const { service, tree } = bench.serve(new Instrument());
    const before = JSON.stringify(tree.serialize());
    await expect(tree.writeAttribute(path, write)).rejects.toThrow(AttributeWriteError);
    await expect(tree.writeAttribute(path, write)).rejects.toThrow(message);
    expect(JSON.stringify(tree.serialize())).toBe(before);
    expect(service._secret).toBe(7);
  });

  it("answers when what was written is told", async () => {
    const { tree, batches } = bench.serve(new Instrument());
    await tree.writeAttribute("voltage", { type: "float", value: 5 });
    expect(values(batches.at(-1))).toContainEqual(["voltage", 5]);
  });

  it("passes on what a setter throws", async () => {
    const { tree } = bench.serve(new Instrument());
    await expect(tree.writeAttribute("limit", { type: "float", value: -1 })).rejects.toThrow(new RangeError("limit must not be negative"));
  });
});

describe("tasks", () => {
  it("starts autostart tasks, and tells of values and transitions in order", async () => {
    const { tree, batches } = bench.serve(new Instrument());
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

  it("answers a command when the state that it led to is told", async () => {
    const { tree, batches } = bench.serve(new Instrument());
    for (const [command, state] of [
      ["start", "running"],
      ["stop", "inactive"],
      ["restart", "running"],
      ["stop", "inactive"],
    ] as const) {
      await tree.commandTask("channel.poll", command, operator);
      expect(batches.at(-1)?.at(-1)).toMatchObject({ kind: "taskChanged", task: { path: "channel.poll", state } });
    }
  });

  it("refuses a restart whose run does not end", async () => {
    class Deaf extends DataService {
      @task({ timeoutStopSec: 1 })
      async listen() {
        await new Promise(() => undefined);
      }
    }
    const { tree } = bench.serve(new Deaf());
    await tree.commandTask("listen", "start", operator);
    const restarting = expect(tree.commandTask("listen", "restart", operator)).rejects.toThrow("Task listen can't be restarted: its run");
    await bench.clock.advance(1);
    await restarting;
    await tree.commandTask("listen", "stop", operator);
    await expect(tree.commandTask("listen", "start", operator)).rejects.toThrow(TaskStateError);
  });

  it.each(["voltage", "nothing", "channel"])("knows no task %s", async (path) => {
    const { tree } = bench.serve(new Instrument());
    await expect(tree.commandTask(path, "start", operator)).rejects.toThrow(new RangeError(`There is no task "${path}"`));
  });

  it("does what was last asked for rather than autostart", async () => {
    const { tree } = bench.serve(new Instrument());
    const at = bench.clock.now().wall;
    tree.startTasks({ measure: { wanted: "stopped", by: operator, at }, "channel.poll": { wanted: "running", by: operator, at } });
    expect(tree.taskSnapshots()).toMatchObject({
      measure: { state: "inactive", wanted: { wanted: "stopped", by: operator, at } },
      "channel.poll": { state: "running", wanted: { wanted: "running", by: operator } },
    });
    await tree.stopTasks(operator);
  });

  it("tells which task ends the service", async () => {
    const { tree } = bench.serve(new Instrument());
    const ended: TaskEndedService[] = [];
    bench.store.add(tree.onTaskEndedService((event) => ended.push(event)));
    await tree.commandTask("fragile", "start", operator);
    await expect.poll(() => ended).toMatchObject([{ task: "fragile", error: { message: "broke" } }]);
  });

  it("leaves a failed task as it is when the others are stopped", async () => {
    const { tree } = bench.serve(new Instrument());
    await tree.commandTask("fragile", "start", operator);
    await expect.poll(() => tree.taskSnapshots()["fragile"]?.state).toBe("failed");
    const failed = tree.taskSnapshots()["fragile"];
    await tree.stopTasks({ kind: "supervisor", name: "supervisor" });
    expect(tree.taskSnapshots()["fragile"]).toEqual(failed);
  });

  it("drops no transition", async () => {
    const { tree, batches } = bench.serve(new Instrument());
    for (const command of ["start", "stop", "start"] as const) void tree.commandTask("measure", command, operator);
    await expect.poll(() => tree.taskSnapshots()["measure"]?.state).toBe("running");
    await expect.poll(() => batches.length).toBeGreaterThan(0);
    const states = batches.flat().flatMap((change) => (change.kind === "taskChanged" ? [change.task.state] : []));
    expect(states).toEqual(["running", "stopping", "stopping", "running"]);
    await tree.stopTasks(operator);
  });
});
