import { describe, expect, it } from "vitest";
import { serviceStatus } from "#shared/service-snapshot.ts";
import { taskSnapshot } from "#shared/task-snapshot.ts";
import { aStatus, aTask, running } from "#shared/testing/snapshots.ts";
import { isUnresponsive, shownServiceState, shownTaskState } from "./shown-state.ts";
import { stateTable } from "./state-table.ts";

const known = [...taskSnapshot.options, ...serviceStatus.options].map((option) => option.shape.state.value);

describe("the table of states", () => {
  it("has every state of the contract, and staleness", () => {
    expect(new Set(Object.keys(stateTable))).toEqual(new Set([...known, "stale"]));
  });

  it("gives each state an icon and a word of its own", () => {
    const looks = Object.values(stateTable);
    expect(new Set(looks.map((look) => look.icon)).size).toBe(looks.length);
    expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length);
  });
});

describe("what a row shows", () => {
  it("says why something failed", () => {
    expect(shownTaskState(aTask("t", { state: "failed", failureReason: "start-limit-hit" }), false)).toEqual({
      state: "failed",
      detail: "start-limit-hit",
    });
    expect(shownServiceState({ status: aStatus({ state: "failed", failureReason: "task-failure" }) })).toEqual({
      state: "failed",
      detail: "task-failure",
    });
  });

  it.each(["running", "stopping", "stuck"] as const)("never shows a %s task of a process that is gone as such", (state) => {
    expect(shownTaskState(aTask("t", { state }), true)).toEqual({ state: "stale", detail: `was ${state}` });
  });

  it("keeps how a task ended when the process is gone", () => {
    expect(shownTaskState(aTask("t", { state: "finished" }), true).state).toBe("finished");
  });

  it("tells a process that does not answer from one that is not there", () => {
    expect(isUnresponsive({ status: aStatus({ ...running, responsive: false }) })).toBe(true);
    expect(isUnresponsive({ status: aStatus({ state: "stopped" }) })).toBe(false);
  });
});
