import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventLoopTurn, FakeClock } from "#runtime/fake-clock.ts";
import type { Actor } from "#shared/primitives.ts";
import { noLessons, type RestoreStep } from "#shared/service-channel.ts";
import { defaultServiceOptions, type ServiceStatus } from "#shared/service-snapshot.ts";
import { aTask } from "#shared/testing/snapshots.ts";
import type { ServiceChange } from "./deck-service.ts";
import { mayRun, ServiceProgram } from "./service-program.ts";
import { StartQueue } from "./start-queue.ts";
import { SupervisedService } from "./supervised-service.ts";
import { WantedTasks } from "./wanted-tasks.ts";
import { bareDescription, FakeServiceProcess } from "./testing/fake-service-process.ts";

const ana: Actor = { kind: "operator", name: "ana" };
let clock: FakeClock;
let processes: FakeServiceProcess[];
let changes: ServiceChange[];
let service: SupervisedService;
/** What was learnt of restoring, in order. */
let taught: string[];
let wantedTasks: WantedTasks;

beforeEach(() => {
  clock = new FakeClock();
  processes = [];
  changes = [];
  taught = [];
  wantedTasks = new WantedTasks({}, { changed: () => undefined, disposed: () => undefined });
  service = new SupervisedService({
    startQueue: new StartQueue(clock, 8),
    id: "laser",
    program: new ServiceProgram({ id: "laser", instance: { file: "/lab/laser.ts" }, bundleDir: "/data/bundles", permit: () => mayRun }),
    clock,
    forkService: () => {
      const process = new FakeServiceProcess();
      processes.push(process);
      return process;
    },
    record: (change) => changes.push(change),
    saved: {
      toRestore: () =>
        Promise.resolve({
          savedState: { power: { type: "float", value: 7 } },
          savedDefaults: {},
          writtenPaths: [],
          restoreLessons: noLessons,
        }),
      learn: ({ step }) => taught.push(step.kind),
      restored: (sources) => taught.push(`restored ${sources}`),
      loaded: () => undefined,
      written: () => undefined,
      reset: () => undefined,
      called: () => undefined,
      writtenPaths: [],
    },
    wantedTasks,
  });
});

afterEach(() => service.dispose());

function lastProcess(): FakeServiceProcess {
  const process = processes.at(-1);
  if (process === undefined) throw new Error("No process was forked");
  return process;
}

async function running(options: Partial<typeof defaultServiceOptions> = {}): Promise<FakeServiceProcess> {
  service.command("start", ana);
  await eventLoopTurn();
  void lastProcess().host.loaded({ ...bareDescription, options: { ...defaultServiceOptions, ...options } });
  await eventLoopTurn();
  return lastProcess();
}

it("loads the file in a process and runs", async () => {
  const process = await running();
  expect(process.loadRequest).toMatchObject({ file: "/lab/laser.ts", startTasks: true, savedState: { power: { value: 7 } } });
  expect(service.status()).toMatchObject({ state: "running", responsive: true });
  expect(changes.map((change) => change.kind)).toContain("treeReplaced");
});

it("keeps what was wanted of tasks through processes that die before their tasks have begun", async () => {
  const wanted = { wanted: "stopped", by: ana, at: clock.now().wall } as const;
  const process = await running();
  void process.host.treeChanged([{ kind: "taskChanged", task: aTask("heat", { state: "inactive" }, { wanted }) }]);
  await eventLoopTurn();
  process.exit({ signal: "SIGKILL" });
  for (let death = 0; death < 2; death++) {
    await clock.advance(1);
    void lastProcess().host.loaded({ ...bareDescription, tasks: { heat: aTask("heat", { state: "inactive" }) } });
    await eventLoopTurn();
    expect(lastProcess().loadRequest?.wantedTasks).toEqual({ heat: wanted });
    lastProcess().exit({ code: 1 });
  }
});

it("restarts after a crash, not before the delay", async () => {
  const process = await running({ restartSec: 2 });
  process.exit({ code: 3 });
  expect(service.status()).toMatchObject({ state: "restarting", restartDelaySec: 2, lastExit: { code: 3 } });
  expect(changes.map((change) => change.kind)).toContain("treeStale");
  await clock.advance(1.9);
  expect(processes).toHaveLength(1);
  await clock.advance(0.1);
  expect(processes).toHaveLength(2);
});

it("kills a process that does not stop in time", async () => {
  const process = await running({ timeoutStopSec: 4 });
  service.command("stop", ana);
  await clock.advance(3.9);
  expect(process.asked).toEqual(["load", "stop"]);
  await clock.advance(0.1);
  expect(process.asked).toContain("kill");
  expect(service.status().state).toBe("stopped");
  await service.ended();
});

it("kills a process that does not load in time and says so", async () => {
  service.command("start", ana);
  await clock.advance(30);
  expect(service.status()).toMatchObject({ state: "failed", failureReason: "load-error" });
  expect(lastProcess().asked).toContain("kill");
});

describe("a process that restores a value", () => {
  const value: RestoreStep = { kind: "value", path: "power", write: { type: "float", value: 7 } };

  async function restoring(): Promise<FakeServiceProcess> {
    service.command("start", ana);
    await eventLoopTurn();
    await lastProcess().host.restoring(value, "1");
    return lastProcess();
  }

  it.each([{ code: 0 }, { code: 3 }, { signal: "SIGSEGV" }, { signal: "SIGKILL" }])("is blamed for its end: %o", async (status) => {
    (await restoring()).exit(status);
    expect(taught).toEqual(["value"]);
    expect(service.status()).toMatchObject({ state: "failed", failureReason: "load-error" });
    expect(service.status().lastError?.message).toContain("Restoring power to 7 ended the process");
  });

  it.each([{ code: 143 }, { signal: "SIGTERM" }])("is not where someone asked it to end: %o", async (status) => {
    (await restoring()).exit(status);
    expect(taught).toEqual([]);
  });

  it("is blamed for not returning, where it blocks the process", async () => {
    (await restoring()).answersPings = false;
    await clock.advance(30);
    expect(taught).toEqual(["value"]);
    expect(service.status().lastError?.message).toContain("Restoring power to 7 did not return");
  });

  it("is not where the process only waits", async () => {
    await restoring();
    await clock.advance(30);
    expect(taught).toEqual([]);
    expect(service.status().lastError?.message).toBe("The service did not finish loading within 30 s");
  });

  it("teaches nothing more once all is restored, nor in the next process", async () => {
    const first = await restoring();
    await first.host.restoring({ kind: "nothing" }, "1");
    first.exit({ code: 1 });
    expect(taught).toEqual(["restored 1"]);
    (await restoring()).exit({ code: 1 });
    service.command("start", ana);
    await eventLoopTurn();
    lastProcess().exit({ code: 1 });
    expect(taught).toEqual(["restored 1", "value"]);
  });
});

it("hears no more of a process that it gave up", async () => {
  service.command("start", ana);
  await eventLoopTurn();
  const late = lastProcess();
  void late.host.loadFailed({ name: "LoadError", message: "no", stack: null, location: null, at: clock.now().wall }, {});
  await eventLoopTurn();
  service.command("start", ana);
  await eventLoopTurn();
  late.exit({ code: 1 });
  void late.host.loaded(bareDescription);
  await eventLoopTurn();
  expect(service.status().state).toBe("starting");
});

it("hears nothing after the end of a process, also not what it said in the same breath", async () => {
  const process = await running();
  void process.host.treeChanged([{ kind: "valueRemoved", path: "power" }]);
  process.exit({ code: 1 });
  await eventLoopTurn();
  expect(changes.map((change) => change.kind)).not.toContain("valueRemoved");
});

it("shows a blocked process as not responding, and as responding again", async () => {
  const process = await running();
  process.answersPings = false;
  await clock.advance(10);
  expect(service.status()).toMatchObject({ state: "running", responsive: false });
  service.command("forceStop", ana);
  expect(service.status().state).toBe("stopped");
});

it("kills a blocked process where a watchdog is set, and restarts it", async () => {
  const process = await running({ watchdogSec: 5 });
  process.answersPings = false;
  await clock.advance(8);
  expect(process.asked).toContain("kill");
  expect(processes).toHaveLength(2);
  const states = changes.flatMap((change) => (change.kind === "statusChanged" ? [change.status.state] : []));
  expect(states).toContain("restarting" satisfies ServiceStatus["state"]);
});

it("passes output on in lines, what was not ended too, between marks of the process", async () => {
  const process = await running();
  process.write("laser warm\nshut");
  process.write("ting down");
  process.exit({ code: 0 });
  const lines = changes.flatMap((change) => (change.kind === "output" ? change.lines.map((line) => line.text) : []));
  expect(lines).toEqual(["process started", "laser warm", "shutting down", "process ended, exit code 0"]);
});

it("marks no process that wrote nothing", async () => {
  const process = await running();
  process.exit({ code: 1 });
  await clock.advance(1);
  expect(processes).toHaveLength(2);
  expect(changes.filter((change) => change.kind === "output")).toEqual([]);
});

it("tells once that reload on save is switched on, and forgets its files when it is gone", async () => {
  service.setReloadOnSave(true);
  service.setReloadOnSave(true);
  expect(changes).toEqual([{ kind: "reloadOnSaveChanged", reloadOnSave: true, reloadProblem: null }]);
  await clock.advance(0);
  service.dispose();
  await clock.advance(0);
  expect(clock.pendingTimers).toBe(0);
});

it("tells what a process takes of the computer, and that it takes nothing when it is gone", async () => {
  const process = await running();
  process.usage = { memoryBytes: 60_000_000, processorMicros: 250_000 };
  await clock.advance(1);
  process.exit({ code: 0 });
  const usages = changes.flatMap((change) => (change.kind === "usageChanged" ? [change.usage] : []));
  expect(usages).toEqual([{ memoryBytes: 60_000_000, processorPercent: 25, processorSec: 0.25 }, null]);
});

it("refuses commands of tasks while it does not run", async () => {
  await expect(service.commandTask("poll", "start", ana)).rejects.toThrow("The service laser is stopped: start it first");
});

it.each([
  ["nothing", null],
  ["text", "ready"],
  ["what looks like one of ours", { t: "q", m: "loaded", a: [{}] }],
  ["one of ours with wrong contents", { dasedeck: { t: "q", m: "loaded", a: [{}] } }],
  ["a change of nothing", { dasedeck: { t: "q", m: "treeChanged", a: [[{ kind: "valueChanged" }]] } }],
  ["an answer to no question", { dasedeck: { t: "s", i: "7", r: 1 } }],
])("is not disturbed by %s that a service sends by itself", async (_, message) => {
  const process = await running();
  const before = changes.filter((change) => change.kind !== "output").length;
  process.sendAnything(message);
  await eventLoopTurn();
  expect(changes.filter((change) => change.kind !== "output")).toHaveLength(before);
  expect(service.status()).toMatchObject({ state: "running", responsive: true });
});

describe("a call of a method", () => {
  const given = { args: [] };

  it("is answered with what the method gave", async () => {
    const process = await running();
    const value = { full_access_path: "", type: "float", value: 3, readonly: true, doc: null } as const;
    process.methodOutcome = Promise.resolve({ kind: "returned", value });
    await expect(service.callMethod("measure", given)).resolves.toEqual(value);
  });

  it("fails with the name and the message of what the method threw", async () => {
    const process = await running();
    process.methodOutcome = Promise.resolve({ kind: "threw", name: "InterlockOpen", message: "close the door" });
    await expect(service.callMethod("measure", given)).rejects.toMatchObject({ name: "InterlockOpen", message: "close the door" });
  });

  it("fails when the process ends before there is an answer", async () => {
    const process = await running();
    const call = service.callMethod("measure", given);
    process.exit({ signal: "SIGKILL" });
    await expect(call).rejects.toThrow("The service's process has ended");
  });

  it("fails while the service does not run", async () => {
    await expect(service.callMethod("measure", given)).rejects.toThrow("The service laser is stopped: start it first");
  });
});
