import { afterEach, beforeEach, describe, expect, it } from "vitest";
import AdvancedTaskService from "../../../resources/examples/advanced-task-service.ts";
import DeviceConnectionService from "../../../resources/examples/device-connection-service.ts";
import NestedChannelsService from "../../../resources/examples/nested-channels-service.ts";
import NumberSliderService from "../../../resources/examples/number-slider-service.ts";
import PumpService from "../../../resources/examples/pump-service.ts";
import SensorService from "../../../resources/examples/sensor-service.ts";
import SimulatedCameraService from "../../../resources/examples/simulated-camera-service.ts";
import { useClockOutsideTasks } from "./run-context.ts";
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

const tester = { kind: "operator", name: "test" } as const;

it("the device connection example connects, and again after its cable was pulled", async () => {
  const { service, tree } = bench.serve(new DeviceConnectionService());
  tree.startTasks({});
  // One attempt in three fails: a hundred seconds are enough for any of them.
  await bench.clock.advance(100);
  expect(service.supply.connected).toBe(true);
  service.supply.disconnect();
  expect(service.supply.connected).toBe(false);
  await bench.clock.advance(100);
  expect(service.supply.connected).toBe(true);
  await tree.stopTasks(tester);
  expect(bench.warnings).toEqual([]);
});

it("the slider example converts, and refuses what lies outside or measures something else", async () => {
  const { service, tree } = bench.serve(new NumberSliderService());
  await tree.writeAttribute("offset", { type: "Quantity", value: { magnitude: 0.003, unit: "kV" } });
  expect(String(service.offset)).toBe("3 V");
  await expect(tree.writeAttribute("offset", { type: "Quantity", value: { magnitude: 2, unit: "A" } })).rejects.toThrow(
    "2 A can't be given in V",
  );
  await expect(tree.writeAttribute("current.value", { type: "Quantity", value: { magnitude: 3, unit: "A" } })).rejects.toThrow("outside");
  await tree.writeAttribute("current.value", { type: "Quantity", value: { magnitude: 1000, unit: "mA" } });
  expect(service.heat).toBeCloseTo(3.2);
  expect(bench.warnings).toEqual([]);
});

it("the nested example reads its enabled channels, in the list and by name", async () => {
  const { service, tree } = bench.serve(new NestedChannelsService());
  await tree.writeAttribute("channels[1].enabled", { type: "bool", value: false });
  tree.startTasks({});
  await bench.clock.advance(10);
  expect(service.enabledChannels).toBe(2);
  expect([service.channels[0]?.recent.length, service.channels[1]?.recent.length, service.references.ground.recent.length]).toEqual([
    5, 0, 5,
  ]);
  await tree.stopTasks(tester);
  expect(bench.warnings).toEqual([]);
});

it("the camera example shows a bitmap of the size that is set", async () => {
  const { service, tree } = bench.serve(new SimulatedCameraService());
  tree.startTasks({});
  await bench.clock.advance(0);
  const bytes = Buffer.from(service.image.value, "base64");
  expect([service.image.format, bytes.readInt32LE(18), bytes.length]).toEqual(["BMP", 96, bytes.readUInt32LE(2)]);
  await expect(tree.writeAttribute("size", { type: "int", value: 1000 })).rejects.toThrow("256");
  await tree.stopTasks(tester);
  expect(bench.warnings).toEqual([]);
});

it("the pump example answers a new speed when it is reached", async () => {
  bench.store.add(useClockOutsideTasks(bench.clock));
  const { service, tree } = bench.serve(new PumpService());
  const written = tree.writeAttribute("speed", { type: "float", value: 1000 });
  let answered = false;
  void written.then(() => (answered = true));
  await bench.clock.advance(0.5);
  expect([answered, service.status.name]).toEqual([false, "SPINNING_UP"]);
  await bench.clock.advance(3);
  await written;
  expect([service.speed, service.status.name]).toEqual([1000, "AT_SPEED"]);
  await tree.writeAttribute("mode", { type: "Enum", value: "OFF" });
  expect(service.mode.value).toBe(0);
  await bench.clock.advance(1);
  expect(bench.warnings).toEqual([]);
});
