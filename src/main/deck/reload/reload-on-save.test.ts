import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventLoopTurn, FakeClock } from "#runtime/fake-clock.ts";
import type { ErrorReport } from "#shared/primitives.ts";
import type { BundleOutcome, SourceFiles } from "#shared/service-channel.ts";
import { FakeServiceProcess } from "../testing/fake-service-process.ts";
import { ReloadOnSave } from "./reload-on-save.ts";

const laser = "/lab/laser.ts";
const gain = "/lab/gain.ts";
let clock: FakeClock;
let disk: Record<string, string>;
let looks: number;
let meaning: "nothing" | "try first" | "reload";
let trials: FakeServiceProcess[];
/** Ends the last trial. */
let answer: (outcome: BundleOutcome) => void;
let reloads: number;
let refusal: string | null;
let timeoutSec: number;
let told: (string | null)[];
let reloadOnSave: ReloadOnSave;

beforeEach(() => {
  clock = new FakeClock();
  disk = { [laser]: "1", [gain]: "1" };
  looks = 0;
  meaning = "try first";
  trials = [];
  reloads = 0;
  refusal = null;
  timeoutSec = 30;
  told = [];
  reloadOnSave = new ReloadOnSave({
    file: laser,
    clock,
    look: (files) => {
      looks++;
      return Promise.resolve(Object.fromEntries(files.map((file) => [file, disk[file] ?? null])));
    },
    fork: () => {
      const process = new FakeServiceProcess();
      process.bundleOutcome = new Promise((resolve) => (answer = resolve));
      trials.push(process);
      return process;
    },
    onSave: () => meaning,
    refusal: () => refusal,
    timeoutSec: () => timeoutSec,
    reload: () => {
      reloads++;
    },
    onDidChange: () => told.push(reloadOnSave.problem?.message ?? null),
  });
});

afterEach(() => reloadOnSave.dispose());

function problem(message: string): ErrorReport {
  return { name: "LoadError", message, stack: null, location: null, at: clock.now().wall };
}

async function runsWith(sources: SourceFiles = { [laser]: "1", [gain]: "1" }): Promise<void> {
  reloadOnSave.set(true);
  reloadOnSave.loaded(sources);
  await clock.advance(2);
}

/** Answers the last trial, and lets what follows happen. */
async function find(error: ErrorReport | null, sources: SourceFiles = { ...disk }): Promise<void> {
  answer({ error, sources });
  await eventLoopTurn();
}

async function save(file: string, content: string): Promise<void> {
  disk[file] = content;
  await clock.advance(1.1);
}

describe("while it is on", () => {
  it("a save of the file or of an import is tried, and then taken up", async () => {
    await runsWith();
    expect(trials).toHaveLength(0);
    await save(gain, "2");
    expect(trials).toHaveLength(1);
    expect(reloads).toBe(0);
    await find(null);
    expect(reloads).toBe(1);
    expect(trials[0]?.asked).toContain("kill");
  });

  it("a file that does not bundle leaves the service alone and is told, until one does", async () => {
    await runsWith();
    await save(laser, "2");
    await find(problem("no"));
    expect([reloads, reloadOnSave.problem?.message]).toEqual([0, "no"]);
    await clock.advance(60);
    expect(trials).toHaveLength(1);
    await save(laser, "3");
    await find(null);
    expect(reloads).toBe(1);
    reloadOnSave.processStarts();
    expect(told).toEqual([null, "no", null]);
  });

  it("a file that may not be run is not tried, and leaves the service alone until it may", async () => {
    await runsWith();
    refusal = "not trusted";
    await save(laser, "2");
    expect([trials.length, reloads, reloadOnSave.problem?.message]).toEqual([0, 0, "not trusted"]);
    refusal = null;
    await save(laser, "3");
    await find(null);
    expect(reloads).toBe(1);
  });

  it("a file that may not be run any more after the trial leaves the service alone", async () => {
    await runsWith();
    await save(laser, "2");
    refusal = "not trusted";
    await find(null);
    expect([reloads, reloadOnSave.problem?.message]).toEqual([0, "not trusted"]);
  });

  it("what a file that does not bundle imports is watched, too", async () => {
    await runsWith({ [laser]: "1" });
    await save(laser, "2");
    await find(problem("lens.ts is missing"), { [laser]: "2", "/lab/lens.ts": null });
    await save("/lab/lens.ts", "1");
    expect(trials).toHaveLength(2);
  });

  it("a file that is written in steps is tried once, when it is done", async () => {
    await runsWith();
    for (let step = 0; step < 20; step++) {
      disk[laser] = `part ${step}`;
      await clock.advance(0.4);
    }
    const during = trials.length;
    await clock.advance(5);
    expect([during, trials.length]).toEqual([0, 1]);
  });

  it("a file that is removed and written anew is tried once", async () => {
    await runsWith();
    Reflect.deleteProperty(disk, laser);
    await clock.advance(0.6);
    disk[laser] = "2";
    await clock.advance(5);
    expect(trials).toHaveLength(1);
  });

  it("a file that is gone is tried, so that its absence is told", async () => {
    await runsWith();
    Reflect.deleteProperty(disk, laser);
    await clock.advance(1.1);
    expect(trials).toHaveLength(1);
  });

  it("what was saved while the service loaded is seen", async () => {
    disk[gain] = "2";
    reloadOnSave.set(true);
    reloadOnSave.loaded({ [laser]: "1", [gain]: "1" });
    await clock.advance(0.1);
    // It may be half written still.
    expect(trials).toHaveLength(0);
    await clock.advance(1);
    expect(trials).toHaveLength(1);
  });

  it("a save during a trial ends it: only what was saved last counts", async () => {
    await runsWith();
    await save(laser, "2");
    await save(laser, "3");
    expect(trials).toHaveLength(2);
    expect(trials[0]?.asked).toContain("kill");
    await find(null);
    expect(reloads).toBe(1);
  });

  it("a service that is not to run is left alone, also when it was stopped meanwhile", async () => {
    await runsWith();
    await save(laser, "2");
    meaning = "nothing";
    await find(null);
    await save(laser, "3");
    expect([reloads, trials.length]).toEqual([0, 1]);
  });

  it("a service without a process is started without a trial", async () => {
    await runsWith();
    meaning = "reload";
    await save(laser, "2");
    expect([reloads, trials.length]).toEqual([1, 0]);
  });

  it("a trial may take as long as the service may take to load", async () => {
    timeoutSec = 120;
    await runsWith();
    await save(laser, "2");
    await clock.advance(100);
    expect(reloadOnSave.problem).toBeNull();
    await clock.advance(20);
    expect(reloadOnSave.problem?.message).toBe("The file could not be bundled within 120 s");
  });

  it("a trial that says nothing in time, or whose process dies, is a problem", async () => {
    await runsWith();
    await save(laser, "2");
    await clock.advance(30);
    expect(reloadOnSave.problem?.message).toBe("The file could not be bundled within 30 s");
    await save(laser, "3");
    trials.at(-1)?.exit({ code: 3 });
    await clock.advance(0);
    expect(reloadOnSave.problem?.message).toBe("The file could not be bundled: The service's process has ended");
    expect(reloads).toBe(0);
  });
});

it("is off at first: nothing is looked at", async () => {
  reloadOnSave.loaded({ [laser]: "1" });
  await clock.advance(60);
  expect(looks).toBe(0);
});

it("does not take up what was saved before it was switched on", async () => {
  reloadOnSave.loaded({ [laser]: "1", [gain]: "1" });
  disk[gain] = "2";
  reloadOnSave.set(true);
  await clock.advance(5);
  expect(trials).toHaveLength(0);
  await save(gain, "3");
  expect(trials).toHaveLength(1);
});

it.each(["switched off", "disposed of"])("holds no timer and no process once it is %s", async (how) => {
  await runsWith();
  await save(laser, "2");
  if (how === "switched off") reloadOnSave.set(false);
  else reloadOnSave.dispose();
  await clock.advance(0);
  expect(trials[0]?.asked).toContain("kill");
  expect(clock.pendingTimers).toBe(0);
  const before = looks;
  await save(laser, "3");
  expect([looks, trials.length]).toEqual([before, 1]);
});

it("forgets the problem when it is switched off", async () => {
  await runsWith();
  await save(laser, "2");
  await find(problem("no"));
  reloadOnSave.set(false);
  expect(told.at(-1)).toBeNull();
});
