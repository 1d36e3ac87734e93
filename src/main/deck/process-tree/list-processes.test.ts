import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { parsePs, parseStat, systemProcesses } from "./list-processes.ts";

test("a name with spaces, brackets and line ends is no part of the figures", () => {
  const stat = "123 (a) S (b\n) S 9 8 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 69324 3133440 359";
  expect(parseStat(stat)).toEqual({ pid: 123, parent: 9, session: 7, startedAt: 69324, hasEnded: false });
});

test("what has ended but waits for its parent is told", () => {
  expect(parseStat("123 (sh) Z 9 8 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 69324 0 0")?.hasEnded).toBe(true);
});

test.each(["", "no such thing"])("no line of a process: %j", (line) => {
  expect(parseStat(line)).toBeNull();
  expect(parsePs(line)).toBeNull();
});

test("the lines of ps on macOS are read", () => {
  expect(parsePs("  501     1   499 Ss   Mon Nov 30 21:12:24 2026    ")).toEqual({
    ...{ pid: 501, parent: 1, session: 499, hasEnded: false },
    startedAt: new Date(2026, 10, 30, 21, 12, 24).getTime(),
  });
  expect(parsePs("  501     1   499 Z    Mon Nov  3 01:02:03 2026")?.hasEnded).toBe(true);
});

test.runIf(process.platform === "linux")("a process of this computer is found, with its environment and command", async () => {
  const table = systemProcesses();
  const child = spawn("sleep", ["1000"], { env: { DASEDECK_TEST: "a mark" }, detached: true });
  await once(child, "spawn");
  const pid = child.pid ?? 0;
  try {
    const listed = table.list().find((process) => process.pid === pid);
    expect(listed).toMatchObject({ parent: process.pid, session: pid, hasEnded: false });
    expect(table.find(pid)).toEqual(listed);
    expect(table.hasInEnvironment(pid, "DASEDECK_TEST=a mark")).toBe(true);
    expect(table.hasInEnvironment(pid, "DASEDECK_TEST=another")).toBe(false);
    expect(table.commandOf(pid)).toBe("sleep 1000");
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  expect(table.find(pid)).toBeNull();
});
