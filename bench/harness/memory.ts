import { setTimeout as delay } from "node:timers/promises";
import type { Probe, ProbeMemory } from "./probe.ts";
import { median } from "./statistics.ts";

const looks = 3;

/** The memory of a process over some time: the median of a few looks at it. Each look holds the process up. */
export async function memoryOver(timeMs: number, probe: Probe): Promise<ProbeMemory> {
  const seen: ProbeMemory[] = [];
  for (let index = 0; index < looks; index++) {
    await delay(timeMs / looks);
    seen.push(await probe.memory());
  }
  return { used: median(seen.map(({ used }) => used)), resident: median(seen.map(({ resident }) => resident)) };
}
