import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as realDelay } from "node:timers/promises";
import { currentRun, DataService, sleep, task, TaskCancelled } from "dasedeck";
import { fakeClock, runTask, startService } from "dasedeck/testing";
import { describe, expect, it, vi } from "vitest";
import AdvancedTaskService from "../../../resources/examples/advanced-task-service.ts";
import SensorService from "../../../resources/examples/sensor-service.ts";

class Pump extends DataService {
  runs = 0;
  flow: string[] = [];
  sockets = new Map<string, string>();

  @task({ restartSec: 2, watchdogSec: 5 })
  async fill() {
    this.runs += 1;
    if (this.runs === 1) throw new Error("dry");
    await Promise.resolve();
    return this.runs;
  }

  @task({ timeoutStopSec: 3 })
  async deaf() {
    await new Promise(() => undefined);
  }

  @task({ restartSec: 1, watchdogSec: 5, restartOnException: false })
  async silent() {
    await new Promise((_, reject) => currentRun().signal.addEventListener("abort", () => reject(new TaskCancelled())));
  }

  @task({ timeoutStopSec: 3 })
  async slowToEnd() {
    try {
      await sleep(Infinity);
    } finally {
      await realDelay(30);
    }
  }

  @task({ restartSec: 0 })
  async storm() {
    await Promise.reject(new Error("again"));
  }

  async rinse() {
    await sleep(10);
    return "clean";
  }
}

class Rig extends DataService {
  pump = new Pump();

  @task({ autostart: true })
  async watch() {
    await sleep(Infinity);
  }

  @task({ autostart: true, restartOnException: false, exitOnFailure: true })
  async guard() {
    await sleep(60);
    throw new Error("leak");
  }
}

describe("runTask", () => {
  it("lets an hour of restarts pass at once", async () => {
    using clock = fakeClock();
    await using critical = await runTask(new AdvancedTaskService(), "criticalTask", { clock });
    expect(critical.state).toBe("restarting");
    await clock.advance(3600);
    expect(critical.state).toBe("failed");
    expect(critical.snapshot()).toMatchObject({ restarts: 5, runs: 6, failures: 6, failureReason: "start-limit-hit" });
    expect(critical.lastError?.message).toBe("Critical failure");
    expect(critical.endedService).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it("starts that task alone, and ends it with the test", async () => {
    using clock = fakeClock();
    const sensor = new SensorService();
    {
      await using reading = await runTask(sensor, "readSensorData", { clock });
      expect(sensor.readings).toBe(1);
      await clock.advance(59.5);
      expect(sensor.readings).toBe(60);
      expect(reading.states).toEqual(["inactive", "running"]);
    }
    await clock.advance(60);
    expect(sensor.readings).toBe(60);
    expect(clock.pendingTimers).toBe(0);
  });

  it("takes a task by name, path and method", async () => {
    using clock = fakeClock();
    await using byPath = await runTask(new Rig(), "pump.fill", { clock });
    expect(byPath.path).toBe("pump.fill");
    const pump = new Pump();
    await using byMethod = await runTask(pump, fillOf(pump), { clock });
    expect(byMethod.name).toBe("fill");
    await expect(runTask(pump, fillOf(new Pump()), { clock })).rejects.toThrow("The task fill belongs to another instance than this Pump");
  });
});

describe("until", () => {
  it("jumps in fake time, and sees states that last no time", async () => {
    using clock = fakeClock({ wallClock: "2026-03-29T00:59:59Z" });
    await using fill = await runTask(new Pump(), "fill", { clock });
    expect(await fill.until("running")).toMatchObject({ state: "running", since: "2026-03-29T01:00:01.000Z", runs: 2 });
    expect(await fill.until(["finished", "failed"])).toMatchObject({ result: "2", restarts: 1 });
    expect(fill.states).toEqual(["inactive", "running", "restarting", "running", "finished"]);
    expect(fill.transitions[1]).toMatchObject({ nextRestartAt: "2026-03-29T01:00:01.000Z", restartDelaySec: 2 });
  });

  it("tells what became of the task instead", async () => {
    using clock = fakeClock();
    await using critical = await runTask(new AdvancedTaskService(), "criticalTask", { clock });
    await expect(critical.until("finished", { withinSec: 60 })).rejects.toThrow(
      "criticalTask did not become finished within 60 s: it is failed (start-limit-hit), after … → running → restarting → running → restarting → " +
        "running → restarting → running → failed; its last error is Error: Critical failure",
    );
  });

  it("waits for real work", async () => {
    using clock = fakeClock();
    await using slow = await runTask(new Pump(), "slowToEnd", { clock });
    const stopping = slow.stop();
    expect(slow.state).toBe("stopping");
    expect(await slow.until("inactive", { withinSec: 0 })).toMatchObject({ state: "inactive" });
    expect(await stopping).toBe("inactive");
    expect(clock.now().monotonicMs).toBe(0);
  });

  it("works in real time, too", async () => {
    await using fill = await runTask(new Pump(), "fill");
    expect(await fill.until("restarting")).toMatchObject({ failures: 1 });
    await expect(fill.until("finished", { withinSec: 0.05 })).rejects.toThrow(
      /did not become finished within 0.05 s: it is restarting \(until 20/,
    );
  });
});

describe("what a task measures time with", () => {
  it("is the fake clock for its watchdog", async () => {
    using clock = fakeClock();
    await using silent = await runTask(new Pump(), "silent", { clock });
    await clock.advance(4.9);
    expect(silent.state).toBe("running");
    await clock.advance(0.1);
    expect(silent.snapshot()).toMatchObject({ state: "failed", failureReason: "watchdog" });
  });

  it("is the fake clock for its stop time-out", async () => {
    using clock = fakeClock();
    await using deaf = await runTask(new Pump(), "deaf", { clock });
    const stopped = deaf.stop();
    await clock.advance(2.9);
    expect(deaf.state).toBe("stopping");
    await clock.advance(0.1);
    expect(await stopped).toBe("stuck");
    await expect(deaf.start()).rejects.toThrow("restart the service");
  });

  it("does not let a stop wait for ever while it stands still", async () => {
    using clock = fakeClock();
    await using deaf = await runTask(new Pump(), "deaf", { clock });
    await expect(deaf.stop()).rejects.toThrow(/^The run of deaf did not end within a second .*clock\.advance/s);
  });

  it("is the newest fake clock for sleep outside tasks, and for services that are given none", async () => {
    const pump = new Pump();
    {
      using clock = fakeClock();
      const rinsed = vi.fn();
      void pump.rinse().then(rinsed);
      await clock.advance(9.9);
      expect(rinsed).not.toHaveBeenCalled();
      await clock.advance(0.1);
      expect(rinsed).toHaveBeenCalledWith("clean");
      await using fill = await runTask(pump, "fill");
      await clock.advance(2);
      expect(fill.state).toBe("finished");
    }
    const before = performance.now();
    await sleep(0.02);
    expect(performance.now() - before).toBeGreaterThanOrEqual(20);
  });

  it("can be set back by an hour without any task noticing", async () => {
    using clock = fakeClock({ wallClock: new Date("2026-10-25T01:30:00Z") });
    await using fill = await runTask(new Pump(), "fill", { clock });
    clock.shiftWallClock(-3600);
    await clock.advance(2);
    expect(fill.snapshot()).toMatchObject({ state: "finished", endedAt: "2026-10-25T00:30:02.000Z" });
    clock.setWallClock("2030-01-01T00:00:00Z");
    expect(clock.now().wall).toBe("2030-01-01T00:00:00.000Z");
    expect(() => clock.setWallClock("soon")).toThrow('"soon" is no date');
  });

  it("says so when a restart without delay keeps time from passing", async () => {
    using clock = fakeClock();
    await using storm = await runTask(new Pump(), "storm", { clock });
    await expect(clock.advance(1)).rejects.toThrow("Time can't pass");
    expect(storm.snapshot().restarts).toBeGreaterThan(900);
  });
});

describe("startService", () => {
  it("starts the autostart tasks, and ends with the task that is to end it", async () => {
    using clock = fakeClock();
    await using rig = await startService(new Rig(), { clock });
    expect(rig.taskPaths).toEqual(["watch", "guard", "pump.fill", "pump.deaf", "pump.silent", "pump.slowToEnd", "pump.storm"]);
    expect(rig.task("watch").state).toBe("running");
    expect(rig.task("pump.fill").state).toBe("inactive");
    expect(rig.ended).toBeNull();
    await clock.advance(60);
    expect(rig.ended).toMatchObject({ task: "guard", error: { message: "leak" } });
    expect(rig.task("guard").endedService).toBe(true);
    expect(rig.task("watch").states).toEqual(["inactive", "running", "stopping", "inactive"]);
    expect(rig.warnings).toEqual([expect.stringContaining("pump.sockets")]);
  });

  it("stops all tasks, and lets the fake clock run for those that do not end", async () => {
    using clock = fakeClock();
    const rig = await startService(new Rig(), { clock });
    const deaf = rig.task("pump.deaf");
    await deaf.start();
    await rig.stop();
    expect(deaf.state).toBe("stuck");
    expect(rig.task("watch").state).toBe("inactive");
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("what is wrong", () => {
  const wrong: [what: string, run: () => Promise<unknown>, says: string][] = [
    ["a class", () => runTask(Pump as unknown as Pump, "fill"), "runTask needs an instance: write new Pump()"],
    [
      "anything else",
      () => startService(new Map() as unknown as Pump),
      "startService needs an instance of a class that extends DataService, not an instance of Map",
    ],
    ["nothing", () => startService(undefined as unknown as Pump), "not undefined"],
    ["a service of another copy", () => runTask(otherCopy() as Pump, "fill"), "a service of another copy of dasedeck"],
    [
      "a name that no task has",
      () => runTask(new Rig(), "criticalTask"),
      'Rig has no task "criticalTask"; its tasks are watch, guard, pump.fill, pump.deaf, pump.silent, pump.slowToEnd, pump.storm',
    ],
    ["a method without @task", () => runTask(new Pump(), "rinse"), "Pump.rinse is not marked @task; its tasks are "],
    ["a function", () => runTask(new Pump(), async () => sleep(1)), "What was given is no task of Pump, but the function"],
    ["a clock of one's own", () => runTask(new Pump(), "fill", { clock: {} as never }), "must be a clock made by fakeClock()"],
  ];
  it.each(wrong)("is said of %s", async (_, run, says) => {
    await expect(run()).rejects.toThrow(says);
  });
});

/** `pump.fill`, which ESLint takes for a method without its object. */
function fillOf(pump: Pump): Pump["fill"] {
  return Reflect.get<Pump, "fill">(pump, "fill");
}

/** As it is where two copies of Dasedeck are installed. */
function otherCopy(): object {
  class DataService {
    power = 1;
  }
  return new (class Other extends DataService {})();
}

it("works in the folder that the test names, until it is stopped", async () => {
  const before = process.cwd();
  const here = dirname(fileURLToPath(import.meta.url));
  class Logger extends DataService {
    folder = "";
    override onStop() {
      this.folder = process.cwd();
    }
  }
  const service = new Logger();
  const logger = await startService(service, { workingDirectory: here });
  expect(process.cwd()).toBe(here);
  await logger.stop();
  expect(service.folder).toBe(here);
  expect(process.cwd()).toBe(before);
});
