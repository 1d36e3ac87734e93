import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AdvancedTaskService from "../../../resources/examples/advanced-task-service.ts";
import SensorService from "../../../resources/examples/sensor-service.ts";
import { TreeBench } from "./testing/tree-bench.ts";

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

describe("the sensor example", () => {
  it("reads as often as asked, and heeds a new readout frequency", async () => {
    const { service, tree } = bench.serve(new SensorService());
    expect(Object.keys(tree.serialize().value)).toEqual(["readoutFrequency", "reading", "readings", "isPositive"]);
    tree.startTasks({});
    await bench.clock.advance(3);
    expect(service.readings).toBe(4);
    await tree.writeAttribute("readoutFrequency", { type: "float", value: 0.1 });
    await bench.clock.advance(2);
    expect(service.readings).toBe(4 + 1 + 10);
    expect(service.isPositive).toBe(service.reading > 0);
    await tree.stopTasks({ kind: "operator", name: "test" });
    expect(tree.taskSnapshots()).toMatchObject({ readSensorData: { state: "inactive", failures: 0 } });
  });
});

describe("the advanced example", () => {
  it("is restarted five times, two seconds apart, and then ends its service", async () => {
    const { tree } = bench.serve(new AdvancedTaskService());
    const ended: string[] = [];
    bench.store.add(tree.onTaskEndedService(({ task, error }) => ended.push(`${task}: ${error?.message}`)));
    tree.startTasks({});
    await bench.clock.advance(9.9);
    expect(tree.taskSnapshots()).toMatchObject({ criticalTask: { state: "restarting", restarts: 4 } });
    expect(ended).toEqual([]);
    await bench.clock.advance(0.1);
    expect(tree.taskSnapshots()).toMatchObject({
      criticalTask: { state: "failed", failureReason: "start-limit-hit", restarts: 5, runs: 6, warnings: [] },
    });
    expect(ended).toEqual(["criticalTask: Critical failure"]);
  });
});
