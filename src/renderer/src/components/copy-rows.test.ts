import { expect, it } from "vitest";
import { tableText } from "./copy-rows.ts";

it("writes a line for each row, with cells apart by tabs, whatever is in them", () => {
  expect(
    tableText([
      ["State", "Name", ""],
      ["failed\n(exception)", " a\tb ", "line 1\r\nline 2"],
    ]),
  ).toBe("State\tName\t\nfailed (exception)\ta b\tline 1 line 2");
});
