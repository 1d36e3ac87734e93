import { describe, expect, it } from "vitest";
import { authorStack, locationIn } from "./author-stack.ts";

describe("locationIn", () => {
  const own = (file: string) => file.startsWith("/app/out/main/") || file === "/data/bundles/x.mjs";

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

describe("a stack that is none", () => {
  it.each([
    ["    at x (file://elsewhere/x.ts:1:1)"],
    ["    at x (file:///a%2Fb.ts:1:1)"],
    ["    at x (file:///%zz.ts:1:1)"],
    [`    at ${" (".repeat(100_000)}/lab/x.ts:1:1`],
  ])("has no place in a file: %.40s", (frame) => {
    expect(locationIn(`Error: odd\n${frame}`, () => false)).toBeNull();
    expect(authorStack(`Error: odd\n${frame}`, () => false)).toContain("Error: odd");
  });

  it("names a line that can be told, whatever digits it has", () => {
    expect(locationIn(`    at x (/lab/x.ts:0:${"9".repeat(400)})`, () => false)).toEqual({
      file: "/lab/x.ts",
      line: 1,
      column: Number.MAX_SAFE_INTEGER,
    });
  });

  it("keeps nobody busy, however long it is", () => {
    expect(authorStack("    at x (/lab/x.ts:1:1)\n".repeat(1_000_000), () => false).length).toBeLessThan(200_000);
  });
});

describe("authorStack", () => {
  const own = (file: string) => file.startsWith("/app/out/main/") || file === "/data/bundles/x.mjs";

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

  it("passes over helpers in the bundle and what is built in", () => {
    const stack = [
      "TaskDefinitionError: wrong",
      "    at __decorateElement (file:///data/bundles/x.mjs:37:28)",
      "    at Array.map (<anonymous>)",
      "    at new Promise (<anonymous>)",
      "    at async Promise.all (index 0)",
      "    at <anonymous> (/lab/sensor.ts:5:3)",
      "    at async node:internal/modules/esm/loader:647:26",
    ].join("\n");
    expect(locationIn(stack, own)).toEqual({ file: "/lab/sensor.ts", line: 5, column: 3 });
    expect(authorStack(stack, own)).toBe("TaskDefinitionError: wrong\n    at <anonymous> (/lab/sensor.ts:5:3)");
  });

  it("keeps frames in files, but none of Node's, where nothing of it is the author's", () => {
    const stack = "Error: broke\n    at load (/app/out/main/service-process.js:1:1)";
    expect(authorStack(`${stack}\n    at node:internal/timers:1:1`, own)).toBe(stack);
  });
});
