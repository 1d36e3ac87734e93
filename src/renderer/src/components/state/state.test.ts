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
  it("has every state of the contract, those of connections, and what is not certain", () => {
    const ofConnections = [...Object.values(serviceWords.address.states), "refused"];
    const uncertain = ["not confirmed", "not running", "stale"];
    expect(new Set(Object.keys(stateTable))).toEqual(new Set([...known, ...ofConnections, ...uncertain]));
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
    expect(shownTaskState(aTask("t", { state: "failed", failureReason: "start-limit-hit" }), aService("s", aStatus(running)))).toEqual({
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

  it("says of what is not certain what it was", () => {
    const blocked = aService("s", aStatus({ ...running, responsive: false }));
    expect(shownTaskState(aTask("t", { state: "running" }), blocked)).toEqual({ state: "not confirmed", detail: "was running" });
    const failed = aService("s", aStatus({ state: "failed", failureReason: "crashed" }), [], true);
    expect(shownTaskState(aTask("t", { state: "stuck" }), failed)).toEqual({ state: "not running", detail: "was stuck" });
    expect(shownTaskState(aTask("t", { state: "finished" }), failed)).toEqual({ state: "finished", detail: null });
  });

  it("tells a process that does not answer from one that is not there", () => {
    expect(isUnresponsive({ status: aStatus({ ...running, responsive: false }) })).toBe(true);
    expect(isUnresponsive({ status: aStatus({ state: "stopped" }) })).toBe(false);
  });
});
