import { describe, expect, it } from "vitest";
import { formatAvailability } from "./availability.ts";
import { formatCount, formatCountOf, formatTimes } from "./count.ts";
import { formatCountdown, formatDuration, formatSeconds, formatSpan } from "#shared/format/duration.ts";
import { errorInFull, errorLine, errorText, formatExit, formatLocation } from "./error.ts";
import { baseName, folderOf } from "./file.ts";
import { formatCompact, formatExact, parseNumber } from "#shared/format/number.ts";
import { formatFullTime, formatMoment } from "./time.ts";
import { formatWanted } from "./wanted.ts";

describe("durations", () => {
  it.each([
    [-5, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3 * 3_600_000 + 5 * 60_000, "3 h 05 min"],
    [2 * 86_400_000 + 4 * 3_600_000, "2 d 4 h"],
    [115 * 86_400_000 + 17 * 3_600_000, "115 d"],
  ])("%d ms is %s", (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

  it.each([
    [0, "now"],
    [-300, "now"],
    [1, "0.1 s"],
    [1_999, "2.0 s"],
    [59_940, "60.0 s"],
    [60_000, "1:00"],
    [112_100, "1:53"],
    [3_599_001, "1:00:00"],
    [3_723_000, "1:02:03"],
    [86_399_000, "23:59:59"],
    [100_000_000, "1 d 3 h"],
  ])("%d ms to go is %s", (milliseconds, text) => expect(formatCountdown(milliseconds)).toBe(text));

  it("writes settings as they were given", () => {
    expect([formatSeconds(0.1 + 0.2), formatSeconds(90), formatSeconds(null)]).toEqual(["0.3 s", "90 s", "none"]);
  });
});

describe("spans", () => {
  it.each([
    [0, "0 s"],
    [0.000_666, "0.67 ms"],
    [0.0423, "42 ms"],
    [0.5, "0.5 s"],
    [4.25, "4.3 s"],
    [12.9, "12 s"],
    [3600, "1 h 00 min"],
  ])("of %d s read %s", (seconds, text) => expect(formatSpan(seconds)).toBe(text));
});

describe("availability", () => {
  it.each([
    [1, "100.00 %"],
    [0.999_999, "99.99 %"],
    [0.9998, "99.98 %"],
    [0.29, "29.00 %"],
    [0.57, "57.00 %"],
    [0.000_01, "< 0.01 %"],
    [0, "0.00 %"],
  ])("of %d is never told better than it is: %s", (share, text) => expect(formatAvailability(share)).toBe(text));
});

describe("counts", () => {
  it("are grouped, and have their word", () => {
    expect([
      formatCount(1234),
      formatTimes(1_234_567),
      formatCountOf(1, "run"),
      formatCountOf(0, "run"),
      formatCountOf(1234, "run"),
    ]).toEqual(["1,234", "×1,234,567", "1 run", "0 runs", "1,234 runs"]);
  });
});

describe("moments", () => {
  const noon = new Date(2026, 10, 22, 12, 0, 0);
  it("leaves the day out today and names it otherwise", () => {
    expect(formatMoment(new Date(2026, 10, 22, 9, 3).toISOString(), noon.getTime())).toBe("09:03");
    expect(formatMoment(new Date(2026, 10, 21, 9, 3).toISOString(), noon.getTime())).toBe("21 Nov 09:03");
  });
  it("tells everything in full", () => expect(formatFullTime(noon.toISOString())).toBe("22 Nov 2026, 12:00:00"));
  it("says who asked for what", () => {
    const at = new Date(2026, 10, 22, 9, 3).toISOString();
    expect(formatWanted(null, noon.getTime())).toBe("");
    expect(formatWanted({ wanted: "running", by: { kind: "autostart", name: "" }, at }, noon.getTime())).toBe(
      "started by autostart, 09:03",
    );
    expect(formatWanted({ wanted: "stopped", by: { kind: "client", name: "ana-notebook" }, at }, noon.getTime())).toBe(
      "stopped by ana-notebook, 09:03",
    );
  });
});

describe("numbers", () => {
  it.each([
    [0, "0"],
    [1, "1"],
    [-12, "-12"],
    [3.1415926535, "3.14159"],
    [0.5, "0.5"],
    [1000, "1000"],
    [21.380012, "21.3800"],
    [123456, "123456"],
    [0.000012345, "1.2345e-5"],
    [1234567.89, "1234568"],
    [6.02214076e23, "6.02214e+23"],
    ["NaN", "NaN"],
    ["-Infinity", "-Infinity"],
  ] as const)("%s reads %s", (value, text) => expect(formatCompact(value)).toBe(text));

  it("keeps every digit where it is asked to", () => expect(formatExact(0.1 + 0.2)).toBe("0.30000000000000004"));

  it.each([
    ["1.5", 1.5],
    [" 2,5 ", 2.5],
    ["-1e-3", -0.001],
    [".5", 0.5],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
    ["nan", NaN],
  ])("takes %j for %d", (text, number) => expect(parseNumber(text)).toBe(number));

  it.each(["", "1.2.3", "0x10", "1,000.5", "twelve", "1e", "e5"])("takes %j for no number", (text) => expect(parseNumber(text)).toBeNull());
});

describe("errors", () => {
  it("fits an error into one line", () => {
    expect(errorLine({ name: "SyntaxError", message: "Unexpected }\n  at line 3" })).toBe("SyntaxError: Unexpected }");
    expect(errorLine({ name: "Error", message: "" })).toBe("Error (no message)");
    expect(errorInFull({ name: "Error", message: " " })).toBe("Error (no message)");
    expect(errorInFull({ name: "Error", message: "one\ntwo" })).toBe("Error: one\ntwo");
  });
  it("always has something to tell", () => {
    expect([errorText(new Error("no")), errorText("text"), errorText(new Error(""))]).toEqual(["no", "text", "No reason was given"]);
  });
  it("names the end of a process and a place", () => {
    const at = "2026-11-22T12:00:00Z";
    expect(formatExit({ code: 3, signal: null, at })).toBe("exit code 3");
    expect(formatExit({ code: null, signal: "SIGKILL", at })).toBe("signal SIGKILL");
    expect(formatLocation({ file: "/a/b/pump.ts", line: 4, column: 2 })).toBe("pump.ts:4:2");
  });
  it("takes paths of either kind apart", () => {
    expect([baseName("C:\\lab\\pump.ts"), baseName("/lab/pump.ts"), folderOf("/lab/pump.ts"), folderOf("C:\\lab\\pump.ts")]).toEqual([
      "pump.ts",
      "pump.ts",
      "/lab",
      "C:\\lab",
    ]);
  });
});
