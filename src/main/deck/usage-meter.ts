import type { UsageReading } from "#shared/service-channel.ts";
import type { ProcessUsage } from "#shared/service-snapshot.ts";

/** Less than this is no news: shares of the memory, percent of one core, and seconds of processor time. */
const noticeableMemory = 0.05;
const noticeableProcessor = 5;
const noticeableProcessorSec = 1;

/** Makes news out of what a process says of itself now and then. */
export class UsageMeter {
  #last: { readonly processorMicros: number; readonly atMs: number } | null = null;
  #told: ProcessUsage | null = null;

  /**
   * @param atMs - when it was read, on a clock that never goes back
   * @returns what the process takes, if that is noticeably another than told last
   */
  take({ memoryBytes, processorMicros }: UsageReading, atMs: number): ProcessUsage | null {
    const last = this.#last;
    this.#last = { processorMicros, atMs };
    if (last === null || atMs <= last.atMs) return null;
    const share = (processorMicros - last.processorMicros) / ((atMs - last.atMs) * 1000);
    const usage = { memoryBytes, processorPercent: Math.max(0, Math.round(share * 100)), processorSec: processorMicros / 1e6 };
    if (this.#told !== null && !isNoticeable(this.#told, usage)) return null;
    this.#told = usage;
    return usage;
  }
}

function isNoticeable(before: ProcessUsage, after: ProcessUsage): boolean {
  const grown = Math.abs(after.memoryBytes - before.memoryBytes);
  if (grown >= before.memoryBytes * noticeableMemory && grown > 0) return true;
  const { processorPercent, processorSec } = after;
  if (processorSec - before.processorSec >= noticeableProcessorSec) return true;
  // That a process has come to rest is news, however little it did.
  return (
    Math.abs(processorPercent - before.processorPercent) >= noticeableProcessor || (processorPercent === 0 && before.processorPercent > 0)
  );
}
