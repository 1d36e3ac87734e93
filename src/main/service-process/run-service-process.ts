import { logToConsole } from "#runtime/console-log.ts";
import { watchLeftTimers } from "#runtime/left-timers.ts";
import { systemClock } from "#runtime/clock.ts";
import { TaskCancelled } from "#runtime/task-errors.ts";
import { supervisor } from "#shared/primitives.ts";
import type { UsageReading } from "#shared/service-channel.ts";
import { watchChildren } from "./child-processes.ts";
import type { DeckPort } from "./deck-port.ts";
import { loadServiceFile } from "./load-service-file.ts";
import { runService } from "./run-service.ts";

/** 128 + SIGTERM, as a shell reports it. */
const terminated = 143;

/** Gives this process to one service: loads it when told, serves it, ends with it. */
export function runServiceProcess(port: DeckPort): void {
  const service = runService(port, {
    clock: systemClock,
    loadService: loadServiceFile,
    readUsage,
    exit: (code) => process.exit(code),
  });
  watchLeftTimers((message) => logToConsole("warn", message));
  watchChildren((pid) => service.letGo(pid));
  // Ctrl+C in a terminal may reach the whole group of processes; the deck hears it too and asks this one to stop.
  process.on("SIGINT", () => undefined);
  // A process that leads a session may get a serial port as its terminal when it opens it, and this signal when the port is unplugged.
  process.on("SIGHUP", () => undefined);
  process.on("SIGTERM", () => void service.stop(supervisor, terminated));
  process.on("uncaughtException", (error) => {
    // A promise that a run did not wait for was cancelled with it: late, and of no harm.
    if (!(error instanceof TaskCancelled)) service.crash(error);
  });
}

function readUsage(): UsageReading {
  const { user, system } = process.cpuUsage();
  return { memoryBytes: process.memoryUsage.rss(), processorMicros: user + system };
}
