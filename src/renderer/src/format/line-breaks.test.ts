import { describe, expect, it } from "vitest";
import { hasLineBreak, keepLineBreaks, unifyLineBreaks } from "./line-breaks.ts";

describe("line breaks", () => {
  it.each([
    ["one line\twith a tab", false],
    ["a\nb", true],
    ["a\r", true],
  ])("%j has one: %s", (text, has) => expect(hasLineBreak(text)).toBe(has));

  it.each([
    ["a\nb\r\nc\rd", "a\nb\nc\nd", "a\nb\r\nc\rd"],
    ["a\nb\r\nc\rd", "a\nB\nc\nd", "a\nB\r\nc\rd"],
    ["a\nb\r\nc\rd", "a\nb\nnew\nc\nd", "a\nb\r\nnew\r\nc\rd"],
    ["a\nb\r\nc\rd", "a\nd", "a\nd"],
    ["a\r\nb", "a\nb\nc", "a\r\nb\r\nc"],
    ["a\r\nb", "x\ny\nz", "x\r\ny\r\nz"],
    ["one", "one\ntwo", "one\ntwo"],
    ["a\r\n", "a", "a"],
    ["", "", ""],
  ])("%j edited to %j is sent as %j", (original, edited, sent) => expect(keepLineBreaks(original, edited)).toBe(sent));

  it("are one kind in a text area", () => expect(unifyLineBreaks("a\nb\r\nc\rd")).toBe("a\nb\nc\nd"));
});
