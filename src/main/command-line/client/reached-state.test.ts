import { describe, expect, it } from "vitest";
import type { TaskCommand } from "#shared/service-channel.ts";
import { aService, aStatus, aTask, at, running, wanted } from "#shared/testing/snapshots.ts";
import { serviceReached, taskReached } from "./reached-state.ts";

const lastError = { name: "Error", message: "no\nanswer", stack: null, location: null, at };
const later = { nextRestartAt: at, restartDelaySec: 60 };

type ServiceState = Parameters<typeof aStatus>[0];
type TaskState = Parameters<typeof aTask>[1];

describe("a service", () => {
  const rows: [TaskCommand, ServiceState, "running" | "stopped", string | null][] = [
    ["start", running, "running", "is running"],
    ["start", { state: "starting", pid: 7, responsive: true }, "running", null],
    ["start", { state: "restarting", ...later }, "running", null],
    [
      "start",
      { state: "failed", failureReason: "load-error" },
      "running",
      "lamp failed (load-error): Error: no answer; dasedeck status lamp",
    ],
    ["restart", { state: "stopping", pid: 7, responsive: true }, "running", null],
    ["restart", { state: "stopped" }, "running", null],
    ["restart", { state: "stopping", pid: 7, responsive: true }, "stopped", "lamp was stopped by ana"],
    ["start", { state: "stopped" }, "stopped", "lamp was stopped by ana"],
    ["stop", { state: "stopped" }, "stopped", "is stopped"],
    ["stop", { state: "failed", failureReason: "crashed" }, "stopped", "is failed"],
    ["stop", { state: "stopping", pid: 7, responsive: true }, "stopped", null],
    ["stop", { state: "starting", pid: 7, responsive: true }, "running", "lamp was started again by ana"],
  ];

  it.each(rows)("after %s in %j, wanted %s: %s", (verb, state, want, outcome) => {
    const status = { ...aStatus(state, { wanted: wanted(want) }), lastError };
    expectOutcome(serviceReached(verb, aService("lamp", status)), outcome);
  });
});

describe("a task", () => {
  const rows: [TaskCommand, TaskState, "running" | "stopped", string | null][] = [
    ["start", { state: "running" }, "running", "is running"],
    ["start", { state: "finished" }, "running", "is finished"],
    ["start", { state: "stopping" }, "running", null],
    ["start", { state: "inactive" }, "stopped", "lamp.blink was stopped by ana"],
    [
      "restart",
      { state: "restarting", ...later },
      "running",
      "the run of lamp.blink failed: Error: no answer; it is tried again by itself",
    ],
    ["restart", { state: "failed", failureReason: "start-limit-hit" }, "running", "lamp.blink failed (start-limit-hit): Error: no answer;"],
    ["restart", { state: "stuck" }, "running", "lamp.blink is stuck: its run does not end; use dasedeck restart lamp"],
    ["stop", { state: "inactive" }, "stopped", "is inactive"],
    ["stop", { state: "finished" }, "stopped", "is finished"],
    ["stop", { state: "failed", failureReason: "exception" }, "stopped", "is failed"],
    ["stop", { state: "stopping" }, "stopped", null],
    ["stop", { state: "stuck" }, "stopped", "lamp.blink is stuck"],
    ["stop", { state: "running" }, "running", "lamp.blink was started again by ana"],
  ];

  it.each(rows)("after %s in %j, wanted %s: %s", (verb, state, want, outcome) => {
    const task = aTask("blink", state, { wanted: wanted(want), lastError });
    expectOutcome(taskReached(verb, "blink", aService("lamp", aStatus(running), [task])), outcome);
  });

  it("is not reached where it is gone, or its service is", () => {
    expectOutcome(taskReached("start", "blink", aService("lamp", aStatus(running))), "lamp.blink is gone");
    const task = aTask("blink", { state: "running" });
    expectOutcome(taskReached("stop", "blink", aService("lamp", aStatus({ state: "stopped" }), [task])), "its service lamp is stopped");
  });
});

function expectOutcome(reached: ReturnType<typeof serviceReached>, expected: string | null): void {
  if (expected === null) expect(reached).toBeNull();
  else if (expected.startsWith("is ")) expect(reached).toEqual({ kind: "reached", state: expected.slice(3) });
  else expect(reached).toEqual({ kind: "failed", reason: expect.stringContaining(expected) as unknown });
}
