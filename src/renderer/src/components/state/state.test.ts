import { describe, expect, it } from "vitest";
import { serviceStatus } from "#shared/service-snapshot.ts";
import { taskSnapshot } from "#shared/task-snapshot.ts";
import { aRemoteService, aService, aStatus, aTask, at, running } from "#shared/testing/snapshots.ts";
import { serviceWords } from "../service-words.ts";
import { eventLook } from "./event-table.ts";
import { isUnresponsive, shownServiceState, shownTaskState } from "./shown-state.ts";
import { stateTable } from "./state-table.ts";

const known = [...taskSnapshot.options, ...serviceStatus.options].map((option) => option.shape.state.value);

describe("the table of states", () => {
  it("has every state of the contract, those of connections, and staleness", () => {
    const ofConnections = [...Object.values(serviceWords.address.states), "refused"];
    expect(new Set(Object.keys(stateTable))).toEqual(new Set([...known, ...ofConnections, "stale"]));
  });

  it("gives each state an icon and a word of its own", () => {
    const looks = Object.values(stateTable);
    expect(new Set(looks.map((look) => look.icon)).size).toBe(looks.length);
    expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length);
  });
});

describe("what happened to a connection", () => {
  it.each([
    ["running", "connected"],
    ["restarting", "reconnecting"],
    ["failed", "refused"],
    ["refused", "refused"],
  ] as const)("%s is told as %s", (event, word) => expect(eventLook(event, true).word).toBe(word));

  it("is told of a service here as of a process", () => expect(eventLook("running", false).word).toBe("running"));
});

describe("what a row shows", () => {
  it("says why something failed", () => {
    expect(shownTaskState(aTask("t", { state: "failed", failureReason: "start-limit-hit" }), false)).toEqual({
      state: "failed",
      detail: "start-limit-hit",
    });
    expect(shownServiceState(aService("s", aStatus({ state: "failed", failureReason: "task-failure" })))).toEqual({
      state: "failed",
      detail: "task-failure",
    });
  });

  it.each([
    [aStatus({ ...running, state: "starting" }), "connecting"],
    [aStatus(running), "connected"],
    [aStatus({ state: "restarting", nextRestartAt: at, restartDelaySec: 1 }), "reconnecting"],
    [aStatus({ state: "stopped" }), "disconnected"],
    [aStatus({ state: "failed", failureReason: "refused" }), "refused"],
  ])("is of a remote service the state of the connection: %#", (status, state) => {
    expect(shownServiceState(aRemoteService("s", status))).toEqual({ state, detail: null });
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
