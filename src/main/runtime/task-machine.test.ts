import { describe, expect, it } from "vitest";
import { transition } from "./task-machine.ts";
import {
  after,
  asks,
  at,
  client,
  due,
  effectsOf,
  endsCancelled,
  failure,
  inState,
  operator,
  returns,
  stopTimesOut,
  throws,
  watchdogExpires,
} from "./testing/task-events.ts";

describe("the end of a run", () => {
  it("finishes when the function returns, and keeps the result", () => {
    expect(after({}, asks("start"), returns(5)).model).toMatchObject({
      state: { kind: "finished" },
      result: "42",
      runs: 1,
      failures: 0,
      startedAt: at(0).wall,
      endedAt: at(5).wall,
      since: at(5).wall,
    });
  });

  it("waits for a restart after a failure", () => {
    const result = after({ restartSec: 2 }, asks("start"), throws(5));
    expect(result.model).toMatchObject({
      state: { kind: "restarting", nextRestartAt: at(7).wall, delaySec: 2 },
      failures: 1,
      restarts: 0,
      lastError: failure("broke"),
      endedAt: at(5).wall,
    });
    expect(result.effects).toEqual([{ kind: "setTimer", delaySec: 2, fires: "restartDue" }]);
  });

  it("counts a restart when it is performed", () => {
    const result = after({}, asks("start"), throws(5), due(6));
    expect(result.model).toMatchObject({ state: { kind: "running" }, runs: 2, restarts: 1, startedAt: at(6).wall, endedAt: null });
    expect(effectsOf(result)).toEqual(["run"]);
  });

  it("fails where restarts are off, and ends the service if it should", () => {
    const options = { restartOnException: false };
    expect(after(options, asks("start"), throws())).toMatchObject({
      model: { state: { kind: "failed", reason: "exception" } },
      effects: [],
    });
    expect(effectsOf(after({ ...options, exitOnFailure: true }, asks("start"), throws()))).toEqual(["endService"]);
  });

  it("fails when the limit is hit: the page's criticalTask", () => {
    const options = { restartSec: 2, startLimitIntervalSec: 10, startLimitBurst: 5, exitOnFailure: true };
    const events = [2, 4, 6, 8, 10].flatMap((second) => [throws(second - 2), due(second)]);
    const result = after(options, asks("start"), ...events, throws(10));
    expect(result.model).toMatchObject({ state: { kind: "failed", reason: "start-limit-hit" }, runs: 6, restarts: 5, failures: 6 });
    expect(effectsOf(result)).toEqual(["endService"]);
  });

  it("names a moment for any delay that is allowed", () => {
    expect(after({ restartSec: 1e300 }, asks("start"), throws()).model.state).toMatchObject({ nextRestartAt: "9999-12-31T23:59:59.999Z" });
  });

  it("keeps no more restarts in mind than lie within the window", () => {
    const events = Array.from({ length: 100 }, (_, second) => [throws(second), due(second + 1)]).flat();
    expect(after({ startLimitIntervalSec: 5, startLimitBurst: 10 }, asks("start"), ...events).model.restartsPerformedAtMs).toHaveLength(5);
    expect(after({}, asks("start"), ...events).model).toMatchObject({ restarts: 100, restartsPerformedAtMs: [] });
  });
});

describe("stopping", () => {
  it("bounds the wait for the run's end", () => {
    expect(after({ timeoutStopSec: 3 }, asks("start"), asks("stop")).effects[1]).toEqual({
      kind: "setTimer",
      delaySec: 3,
      fires: "stopTimedOut",
    });
    expect(effectsOf(after({ timeoutStopSec: null }, asks("start"), asks("stop")))).toEqual(["cancelRun"]);
  });

  it.each([
    ["cancelled", endsCancelled(1), 0],
    ["returned", returns(1), 0],
    ["threw", throws(1), 1],
  ])("never leads to a restart, if the run %s", (_, end, failures) => {
    const result = after({ restartSec: 0 }, asks("start"), asks("stop"), end);
    expect(result.model).toMatchObject({ state: { kind: "inactive" }, failures, endedAt: at(1).wall });
    expect(result.effects.some(({ kind }) => kind === "run")).toBe(false);
  });

  it("tells what the run threw while stopping", () => {
    const result = after({}, asks("start"), asks("stop"), throws());
    expect(result.model.lastError).toEqual(failure("broke"));
    expect(effectsOf(result)).toEqual(["clearTimer", "logError"]);
  });

  it("does not end the service, whatever the run throws", () => {
    expect(effectsOf(after({ exitOnFailure: true, restartOnException: false }, asks("start"), asks("stop"), throws()))).not.toContain(
      "endService",
    );
  });

  it("is stuck after the time-out, and inactive if the run ends after all", () => {
    expect(after({}, asks("start"), asks("stop"), stopTimesOut(10)).model.state).toEqual({ kind: "stuck" });
    expect(after({}, asks("start"), asks("stop"), stopTimesOut(10), endsCancelled(60)).model.state).toEqual({ kind: "inactive" });
    expect(after({}, asks("start"), asks("restart"), stopTimesOut(10), endsCancelled(60)).model.state).toEqual({ kind: "inactive" });
  });

  it("runs again once the run ended, if that was asked for last", () => {
    const again = after({}, asks("start"), asks("stop"), asks("start", 1, client), endsCancelled(2));
    expect(again.model).toMatchObject({ state: { kind: "running" }, runs: 2, wanted: { wanted: "running", by: client } });
    expect(effectsOf(again)).toEqual(["clearTimer", "run"]);
    expect(after({}, asks("start"), asks("restart"), endsCancelled(2)).model).toMatchObject({ state: { kind: "running" }, runs: 2 });
    expect(after({}, asks("start"), asks("restart"), throws(2)).model).toMatchObject({ state: { kind: "running" }, runs: 2, failures: 1 });
    expect(after({}, asks("start"), asks("restart"), asks("stop"), endsCancelled(2)).model.state).toEqual({ kind: "inactive" });
  });

  it("passes over timers that come too late", () => {
    const stopped = after({}, asks("start"), throws(), asks("stop")).model;
    expect(transition(stopped, due(1)).model).toBe(stopped);
    expect(transition(inState.running, stopTimesOut(1)).model).toBe(inState.running);
  });
});

describe("the watchdog", () => {
  it("ends the run, then restarts it", () => {
    const expired = after({ watchdogSec: 5 }, asks("start"), watchdogExpires(5));
    expect(expired.model).toMatchObject({ state: { kind: "stopping" }, failures: 1, lastError: failure("silent") });
    expect(effectsOf(expired)).toEqual(["cancelRun", "setTimer"]);
    const ended = transition(expired.model, endsCancelled(6));
    expect(ended.model.state).toMatchObject({ kind: "restarting", nextRestartAt: at(7).wall });
    expect(effectsOf(ended)).toEqual(["clearTimer", "setTimer"]);
  });

  it("is the reason of the failure where restarts are off, whatever the run throws on its way", () => {
    const result = after({ restartOnException: false, exitOnFailure: true }, asks("start"), watchdogExpires(5), throws(6));
    expect(result.model).toMatchObject({ state: { kind: "failed", reason: "watchdog" }, failures: 1, lastError: failure("silent") });
    expect(effectsOf(result)).toContain("endService");
  });

  it("gives way to a request", () => {
    expect(after({}, asks("start"), watchdogExpires(5), asks("stop"), endsCancelled(6)).model.state.kind).toBe("inactive");
    expect(after({}, asks("start"), watchdogExpires(5), asks("start"), endsCancelled(6)).model.state.kind).toBe("running");
  });

  it("leaves a run that does not end stuck", () => {
    expect(after({}, asks("start"), watchdogExpires(5), stopTimesOut(15)).model.state.kind).toBe("stuck");
  });

  it("ends the service of a run that does not end, if it should: nothing else gets rid of it", () => {
    const hung = after({ exitOnFailure: true }, asks("start"), watchdogExpires(5), stopTimesOut(15));
    expect(hung).toMatchObject({ model: { state: { kind: "stuck" } }, effects: [{ kind: "endService" }] });
    expect(after({ exitOnFailure: true }, asks("start"), asks("stop"), stopTimesOut(15)).effects).toEqual([]);
  });

  it("says nothing of a run that was asked to stop", () => {
    expect(transition(inState.stopping, watchdogExpires()).model).toBe(inState.stopping);
  });
});

describe("what is remembered", () => {
  it("forgets earlier restarts at an explicit start or restart", () => {
    const tired = [asks("start"), throws(0), due(1), throws(1), due(2)];
    const options = { startLimitIntervalSec: 60 };
    expect(after(options, ...tired).model).toMatchObject({ restarts: 2, restartsPerformedAtMs: [1000, 2000] });
    const rested = { restarts: 0, restartsPerformedAtMs: [] };
    expect(after(options, ...tired, asks("restart", 3)).model).toMatchObject(rested);
    expect(after(options, ...tired, throws(2), asks("start", 3)).model).toMatchObject(rested);
    expect(after(options, ...tired, asks("stop", 3), asks("start", 3)).model).toMatchObject(rested);
    expect(after(options, ...tired, asks("start", 3)).model.restarts).toBe(2);
  });

  it("knows what was last asked for, by whom and when; the supervisor's restarts do not count", () => {
    expect(after({}).model.wanted).toBeNull();
    expect(after({}, asks("start", 1), throws(2), due(3)).model.wanted).toEqual({ wanted: "running", by: operator, at: at(1).wall });
    expect(after({}, asks("start", 1), asks("stop", 2, client)).model.wanted).toEqual({ wanted: "stopped", by: client, at: at(2).wall });
    expect(transition(inState.failed, asks("stop", 2, client)).model.wanted).toEqual({ wanted: "stopped", by: client, at: at(2).wall });
    expect(transition(inState.failed, asks("start", 2, client)).model.wanted).toEqual({ wanted: "running", by: client, at: at(2).wall });
  });

  it("takes over what was asked for in an earlier life", () => {
    const wanted = { wanted: "stopped", by: client, at: at(0).wall } as const;
    const restored = after({}, { kind: "wantedRestored", wanted, at: at(5) }).model;
    expect(restored).toMatchObject({ state: { kind: "inactive" }, wanted: { ...wanted, beforeRestart: true } });
    // Whoever asks again asks now.
    expect(transition(restored, asks("start", 6)).model.wanted).toEqual({ wanted: "running", by: operator, at: at(6).wall });
  });

  it("runs again what was to run before, as it was asked for then", () => {
    const wanted = { wanted: "running", by: client, at: at(0).wall } as const;
    const { model, effects } = after({}, { kind: "wantedRestored", wanted, at: at(5) });
    expect(model).toMatchObject({ state: { kind: "running" }, since: at(5).wall, runs: 1, wanted: { ...wanted, beforeRestart: true } });
    expect(effects).toEqual([{ kind: "run" }]);
  });

  it("counts runs and failures for good", () => {
    expect(after({}, asks("start"), throws(), asks("start"), returns(), asks("start")).model).toMatchObject({ runs: 3, failures: 1 });
  });
});
