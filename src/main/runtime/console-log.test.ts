import { afterEach, expect, it, vi } from "vitest";
import { logToConsole } from "./console-log.ts";

afterEach(() => vi.unstubAllGlobals());

it("writes to the console", () => {
  const warn = vi.fn();
  vi.stubGlobal("console", { warn });
  logToConsole("warn", "mind the gap");
  expect(warn).toHaveBeenCalledWith("mind the gap");
});

it.each([undefined, {}])("does without a console: %o", (broken) => {
  vi.stubGlobal("console", broken);
  expect(() => logToConsole("error", new Error("x"))).not.toThrow();
});
