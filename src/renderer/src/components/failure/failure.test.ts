import { expect, it } from "vitest";
import { at } from "#shared/testing/snapshots.ts";
import { formatFullTime } from "../../format/time.ts";
import { failureFacts, failureText, type Failure } from "./failure.ts";

const failure: Failure = {
  subject: "poll",
  error: {
    name: "TypeError",
    message: "The valve does not answer\nat all",
    at,
    stack: "TypeError: …\n    at poll (valve.ts:3:1)",
    location: { file: "/lab/valve.ts", line: 3, column: 1 },
  },
  endedByTask: null,
  exit: { code: 3, signal: null, at },
  output: [{ at, stream: "stderr", text: "valve\u202e" }],
};

it("begins with time and place", () => {
  expect(failureFacts(failure).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    `Time: ${formatFullTime(at)}`,
    "Place: valve.ts:3:1",
    `Process ended: exit code 3, ${formatFullTime(at)}`,
  ]);
});

it("is copied with everything that the dialog shows, and nothing that can't be seen", () => {
  expect(failureText(failure)).toBe(
    [
      "Last error of poll",
      `Time: ${formatFullTime(at)}`,
      "Place: valve.ts:3:1 (/lab/valve.ts)",
      `Process ended: exit code 3, ${formatFullTime(at)}`,
      "",
      "TypeError: The valve does not answer",
      "at all",
      "",
      "Stack:",
      "TypeError: …",
      "    at poll (valve.ts:3:1)",
      "",
      "Last output:",
      "valve⟨U+202E⟩",
    ].join("\n"),
  );
});

it("is short where little is known", () => {
  expect(failureText({ subject: "Pump", error: null, endedByTask: null, exit: null, output: [] })).toBe("Last error of Pump");
});
