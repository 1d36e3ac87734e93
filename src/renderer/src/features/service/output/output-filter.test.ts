import { expect, it } from "vitest";
import type { OutputLine } from "#shared/service-snapshot.ts";
import { filterOutput } from "./output-filter.ts";

const line = (text: string, stream: OutputLine["stream"]): OutputLine => ({ at: "2026-11-22T12:00:00.000Z", stream, text });
const lines = [
  line("process 7 started", "new process"),
  line("Laser warm", "stdout"),
  line("laser too warm", "stderr"),
  line("no water", "stderr"),
  line("process 7 ended, exit code 1", "deck"),
];

it.each([
  ["everything", { text: "", errorsOnly: false }, lines.map(({ text }) => text)],
  [
    "errors only, with the marks of processes",
    { text: "", errorsOnly: true },
    lines.map(({ text }) => text).filter((text) => text !== "Laser warm"),
  ],
  ["a text in whatever case", { text: " LASER ", errorsOnly: false }, ["Laser warm", "laser too warm"]],
  ["a text among errors", { text: "warm", errorsOnly: true }, ["laser too warm"]],
  ["nothing", { text: "cold", errorsOnly: false }, []],
])("shows %s", (_, filter, shown) => {
  expect(filterOutput(lines, filter).map(({ text }) => text)).toEqual(shown);
});
