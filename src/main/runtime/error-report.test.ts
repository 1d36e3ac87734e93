import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { errorReport } from "#shared/primitives.ts";
import { authorStack, locationIn, toErrorReport } from "./error-report.ts";
import { throwAnError } from "./testing/throw-an-error.ts";

const at = "2026-01-01T00:00:00.000Z";

function caught(body: () => void): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("toErrorReport", () => {
  it("names the place where it was thrown", () => {
    const report = toErrorReport(caught(throwAnError), at);
    expect(report).toMatchObject({ name: "TypeError", message: "no sensor", at });
    expect(report.stack).toContain("throwAnError");
    expect(report.location).toMatchObject({ file: fileURLToPath(new URL("testing/throw-an-error.ts", import.meta.url)), line: 3 });
  });

  it.each([
    ["text", { name: "Error", message: "text", stack: null }],
    [undefined, { name: "Error", message: "undefined" }],
    [{ code: 7 }, { name: "Error", message: '{"code":7}' }],
    [
      { name: "VisaError", message: "timeout" },
      { name: "VisaError", message: "timeout", stack: null },
    ],
    [Object.assign(new Error("x"), { name: 5, stack: 5 }), { name: "Error", message: "x", stack: null, location: null }],
  ])("makes a report of %o", (thrown, expected) => {
    const report = toErrorReport(thrown, at);
    expect(report).toMatchObject(expected);
    expect(errorReport.safeParse(report).success).toBe(true);
  });

  it("does not throw itself, whatever it is given", () => {
    const hostile = new Proxy({}, { get: () => expect.fail("hostile") });
    expect(toErrorReport(hostile, at)).toMatchObject({ message: "Something was thrown that can't be read" });
    expect(toErrorReport(Object.create(null), at)).toMatchObject({ name: "Error" });
  });
});

describe("locationIn", () => {
  const own = (folder: string) => folder === "/app/out/main";

  it.each([
    ["    at Sensor.read (file:///lab/my%20sensor.ts:12:5)", { file: "/lab/my sensor.ts", line: 12, column: 5 }],
    ["    at async Sensor.read (file:///lab/sensor.ts?v=3:12:5)", { file: "/lab/sensor.ts", line: 12, column: 5 }],
    ["    at /lab/sensor.js:1:2", { file: "/lab/sensor.js", line: 1, column: 2 }],
    ["    at async /lab/sensor.js:1:2", { file: "/lab/sensor.js", line: 1, column: 2 }],
    ["    at new Sensor (/lab (old)/sensor.js:7:9)", { file: "/lab (old)/sensor.js", line: 7, column: 9 }],
    ["    at Sensor.read [as body] (/lab/a.ts:3:4)", { file: "/lab/a.ts", line: 3, column: 4 }],
  ])("reads %s", (frame, location) => {
    expect(locationIn(`Error: at x (/not/this.ts:1:1)\n${frame}\n    at later (/lab/other.ts:9:9)`, own)).toEqual(location);
  });

  it("passes over Node's own frames and the app's", () => {
    const stack = [
      "Error: broke",
      "    at node:internal/process/task_queues:95:5",
      "    at Object.open (node:fs:570:3)",
      "    at Run.sleep (file:///app/out/main/service-process.js:10:3)",
      "    at Array.map (<anonymous>)",
      "    at Sensor.read (/lab/sensor.ts:12:5)",
    ].join("\n");
    expect(locationIn(stack, own)).toEqual({ file: "/lab/sensor.ts", line: 12, column: 5 });
    expect(locationIn("Error: broke\n    at node:internal/timers:1:1", own)).toBeNull();
  });
});

describe("authorStack", () => {
  const own = (folder: string) => folder === "/app/out/main";

  it("keeps the message and the author's frames", () => {
    const stack = [
      "Error: broke",
      "in two lines",
      "    at Proxy.read (/lab/sensor.ts:12:5)",
      "    at async Proxy.poll (/lab/sensor.ts:20:5)",
      "    at Run.perform (file:///app/out/main/service-process.js:10:3)",
      "    at AsyncLocalStorage.run (node:internal/async_local_storage:80:14)",
      "    at node:internal/process/task_queues:95:5",
    ].join("\n");
    expect(authorStack(stack, own)).toBe(
      "Error: broke\nin two lines\n    at read (/lab/sensor.ts:12:5)\n    at async poll (/lab/sensor.ts:20:5)",
    );
  });

  it("stays whole where nothing of it is the author's", () => {
    const stack = "Error: broke\n    at node:internal/timers:1:1";
    expect(authorStack(stack, own)).toBe(stack);
  });
});
