import { describe, expect, it } from "vitest";
import { TaskDefinitionError } from "./task-errors.ts";
import { checkTaskOptions } from "./task-options.ts";

describe("task options", () => {
  it("have the defaults of the design", () => {
    expect(checkTaskOptions({}, "poll")).toEqual({
      options: {
        autostart: false,
        restartOnException: true,
        restartSec: 1,
        startLimitIntervalSec: null,
        startLimitBurst: 3,
        exitOnFailure: false,
        restartSteps: null,
        restartMaxDelaySec: null,
        timeoutStopSec: 10,
        watchdogSec: null,
      },
      warnings: [],
    });
  });

  it("take what is given, null where it is allowed, and the default for undefined", () => {
    const { options } = checkTaskOptions({ restartSec: 0, timeoutStopSec: null, autostart: undefined, startLimitBurst: 1 }, "poll");
    expect(options).toMatchObject({ restartSec: 0, timeoutStopSec: null, autostart: false, startLimitBurst: 1 });
  });

  it.each([
    [{ autostart: "yes" }, '"autostart" must be true or false, not "yes"'],
    [{ restartOnException: null }, '"restartOnException" must be true or false, not null'],
    [{ exitOnFailure: 1 }, '"exitOnFailure" must be true or false, not 1'],
    [{ restartSec: -1 }, '"restartSec" must be a number of seconds, 0 or more, not -1'],
    [{ restartSec: NaN }, "not NaN"],
    [{ restartSec: Infinity }, "not Infinity"],
    [{ restartSec: "2" }, 'not "2"'],
    [{ restartSec: null }, "not null"],
    [{ startLimitIntervalSec: 0 }, '"startLimitIntervalSec" must be a number of seconds, more than 0, or null, not 0'],
    [{ startLimitBurst: 0 }, '"startLimitBurst" must be a whole number, 1 or more, not 0'],
    [{ startLimitBurst: 2.5 }, "not 2.5"],
    [{ startLimitBurst: null }, "not null"],
    [{ restartSteps: 0, restartMaxDelaySec: 5 }, '"restartSteps" must be a whole number, 1 or more, or null, not 0'],
    [{ restartMaxDelaySec: -1 }, '"restartMaxDelaySec" must be'],
    [{ restartSteps: 3 }, '"restartSteps" needs "restartMaxDelaySec"'],
    [{ timeoutStopSec: 0 }, '"timeoutStopSec" must be a number of seconds, more than 0, or null, not 0'],
    [{ watchdogSec: [] }, '"watchdogSec" must be a number of seconds, more than 0, or null, not a list'],
    [{ restart_sec: 2 }, 'unknown option "restart_sec"; did you mean "restartSec"?'],
    [{ autoStart: true }, 'did you mean "autostart"?'],
    [{ startLimitBurts: 2 }, 'did you mean "startLimitBurst"?'],
    [null, "must be an object such as { autostart: true }, not null"],
    [[], "not a list"],
  ])("refuse %o", (given, message) => {
    const check = () => checkTaskOptions(given, "SensorService.poll");
    expect(check).toThrow(TaskDefinitionError);
    expect(check).toThrow("Task SensorService.poll: ");
    expect(check).toThrow(message);
  });

  it.each([
    [{ startLimitIntervalSec: 10, startLimitBurst: 6, restartSec: 2 }, "can never be reached"],
    [{ restartMaxDelaySec: 5 }, "no effect without restartSteps"],
    [{ restartSteps: 2, restartMaxDelaySec: 0.5 }, "does not grow"],
    [{ restartSteps: 2, restartMaxDelaySec: 5, restartSec: 0 }, "does not grow"],
  ])("warn of %o", (given, message) => {
    expect(checkTaskOptions(given, "poll").warnings).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    { startLimitIntervalSec: 10, startLimitBurst: 5, restartSec: 2 },
    { startLimitIntervalSec: 10, startLimitBurst: 6, restartSec: 2, restartSteps: 2, restartMaxDelaySec: 4 },
    { restartSteps: 2, restartMaxDelaySec: 5 },
  ])("do not warn of %o", (given) => {
    expect(checkTaskOptions(given, "poll").warnings).toEqual([]);
  });
});
