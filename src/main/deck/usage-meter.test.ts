import { expect, it } from "vitest";
import { UsageMeter } from "./usage-meter.ts";

const mebibyte = 1024 * 1024;

/** What is told of readings a second apart, each as memory in MiB and milliseconds of processor time since the last one. */
function told(...readings: [memory: number, busyMs: number][]): ([number, number] | null)[] {
  const meter = new UsageMeter();
  let processorMicros = 1_000_000;
  meter.take({ memoryBytes: 50 * mebibyte, processorMicros }, 0);
  return readings.map(([memory, busyMs], index) => {
    processorMicros += busyMs * 1000;
    const usage = meter.take({ memoryBytes: memory * mebibyte, processorMicros }, (index + 1) * 1000);
    return usage === null ? null : [usage.memoryBytes / mebibyte, usage.processorPercent];
  });
}

it("tells nothing of the first reading, which has no span", () => {
  expect(new UsageMeter().take({ memoryBytes: 1, processorMicros: 1 }, 5)).toBeNull();
});

it("tells the processor time since the start", () => {
  const meter = new UsageMeter();
  meter.take({ memoryBytes: mebibyte, processorMicros: 1_250_000 }, 0);
  expect(meter.take({ memoryBytes: mebibyte, processorMicros: 1_500_000 }, 1000)).toMatchObject({
    processorPercent: 25,
    processorSec: 1.5,
  });
});

it.each<[string, [number, number][], ([number, number] | null)[]]>([
  ["the first usage", [[50, 20]], [[50, 2]]],
  ["one that stays", [[50, 20], [50, 20], [51, 60]], [[50, 2], null, null]], // prettier-ignore
  ["memory that grows by and by", [[50, 0], [52, 0], [53, 0], [54, 0]], [[50, 0], null, [53, 0], null]], // prettier-ignore
  ["processor time that adds up", [[50, 400], [50, 400], [50, 400], [50, 400]], [[50, 40], null, null, [50, 40]]], // prettier-ignore
  ["several busy threads", [[50, 1800]], [[50, 180]]],
  ["the return to rest", [[50, 30], [50, 0], [50, 0]], [[50, 3], [50, 0], null]], // prettier-ignore
])("tells of %s", (_, readings, expected) => {
  expect(told(...readings)).toEqual(expected);
});
