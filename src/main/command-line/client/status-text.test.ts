import { describe, expect, it } from "vitest";
import { aDeck, aService, aStatus, aTask, at, atMs, running, wanted } from "#shared/testing/snapshots.ts";
import { paintFor } from "../terminal/style.ts";
import { serviceDetail, taskDetail } from "./status-detail.ts";
import { deckStatus } from "./status-text.ts";

const layout = { width: null, paint: paintFor({}, {}) };
const error = (message: string): { name: string; message: string; stack: string | null; location: null; at: string } => ({
  name: "Error",
  message,
  stack: `Error: ${message}\n    at poll (/lab/lamp.ts:3:4)`,
  location: null,
  at,
});

const restarting = aTask(
  "poll",
  { state: "restarting", nextRestartAt: "2026-11-22T12:01:10.000Z", restartDelaySec: 30 },
  { restarts: 2, runs: 3, failures: 3, lastError: error("no\nanswer"), wanted: wanted("running") },
);
const lamp = aService("lamp", aStatus(running), [restarting, aTask("blink", { state: "running" })]);
const blocked = aService("blocked", aStatus({ ...running, responsive: false }));
const broken = {
  ...aService("broken", aStatus({ state: "failed", failureReason: "load-error" }), [aTask("poll", { state: "running" })]),
  status: { ...aStatus({ state: "failed", failureReason: "load-error" }), lastError: error("\u001B[2Jno file") },
  stale: true,
};
const deck = { ...aDeck(1, [lamp, blocked, broken]), takenAt: "2026-11-22T12:01:00.000Z" };

describe("the status of a deck", () => {
  it("is a table of services and tasks in words", () =>
    expect(deckStatus(deck, "http://labpc:8001", layout)).toEqual([
      `Dasedeck ${deck.version} at http://labpc:8001: 3 services, 2 running, 1 failed`,
      "",
      "STATE                     NAME     SINCE  RESTARTS  NEXT RESTART  LAST ERROR",
      "running                   lamp     1 min         0",
      "restarting                  poll   1 min         2        10.0 s  Error: no answer",
      "running                     blink  1 min         0",
      "running, not responding   blocked  1 min         0",
      "failed                    broken   1 min         0                load-error: Error: ⟨U+001B⟩[2Jno file",
      "not running, was running    poll   1 min         0",
    ]));

  it("leaves out columns that say nothing", () =>
    expect(deckStatus({ ...deck, services: [blocked] }, "x", layout)[2]).toBe("STATE                    NAME     SINCE  RESTARTS"));

  it("says what to do with an empty deck", () =>
    expect(deckStatus(aDeck(1, []), "x", layout)).toEqual([
      `Dasedeck ${deck.version} at x: no services; give their files to dasedeck serve`,
    ]));
});

describe("the status of one", () => {
  it("is told in full of a service", () => {
    const lines = serviceDetail({ ...broken, output: [{ at, stream: "deck", text: "process 7 ended" }] }, atMs + 60_000, layout).join("\n");
    expect(lines).toContain("broken: ");
    expect(lines).toMatch(/state +failed for 1 min, since 2026-11-22/);
    expect(lines).toMatch(/last error +load-error: Error: ⟨U\+001B⟩\[2Jno file\n +at poll \(\/lab\/lamp\.ts:3:4\)/);
    expect(lines).toMatch(/not running, was running +poll/);
    expect(lines).toMatch(/broken {2}\[process 7 ended\]/);
  });

  it("is told in full of a task", () => {
    const lines = taskDetail(lamp, restarting, atMs, layout).join("\n");
    expect(lines).toMatch(/runs +3, 3 failed/);
    expect(lines).toMatch(/wanted +running, asked for by ana/);
    expect(lines).toMatch(/restarted +after a failure, 1 s later, no limit/);
  });
});
