import { expect, test } from "vitest";
import { describeEnd } from "./describe-end.ts";

const none = { ended: [], remaining: [], letGo: [] };

test("nothing is said where nothing was started", () => {
  expect(describeEnd(none)).toEqual([]);
});

test("each kind of end has a line", () => {
  const lines = describeEnd({
    ended: [{ pid: 5, command: "python3 driver.py" }],
    remaining: [{ pid: 6, command: "sudo x" }],
    letGo: [{ pid: 7, command: "" }],
  });
  expect(lines).toEqual([
    "Ended with the service: python3 driver.py (process 5)",
    "Still running, as it can't be ended: sudo x (process 6)",
    "Left running, as the service detached it: a process (process 7)",
  ]);
});

test("a thousand with long commands are told in short", () => {
  const ended = Array.from({ length: 1000 }, (_, pid) => ({ pid, command: "x".repeat(5000) }));
  const [line = ""] = describeEnd({ ...none, ended });
  expect(line).toMatch(/, and 995 more$/);
  expect(line.length).toBeLessThan(1000);
});
