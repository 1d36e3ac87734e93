import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, safeJson } from "./printable.ts";

/** What can rule a terminal: C0 and C1, separators of lines, and characters of format such as those that turn the direction of a text. */
// eslint-disable-next-line no-control-regex -- they are what this is about
const rulingTerminal = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029]|\p{Cf}/u;
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", maxLength: 1 }),
    fc.constantFrom("\u001B[2J", "\u009B31m", "\u202E", "\u2066", "\u{E0001}", "\\u202e"),
  ),
});

describe("JSON for a terminal", () => {
  it("is the same value, with nothing that rules the terminal, in texts and in keys", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const value = { [one]: [other], other };
        for (const indent of [undefined, 2]) {
          const json = safeJson(value, indent);
          expect(json).not.toMatch(rulingTerminal);
          expect(JSON.parse(json)).toEqual(value);
        }
      }),
    );
  });

  it.each([
    ["an 8-bit control sequence, C1", "\u009B31m", '"\\u009b31m"'],
    ["a text that is turned around", "\u202Egnp.exe", '"\\u202egnp.exe"'],
    ["an isolate", "\u2066", '"\\u2066"'],
    ["a tag beyond 16 bits", "\u{E0041}", '"\\udb40\\udc41"'],
    ["an escape of its own", "\u001B[2J", '"\\u001b[2J"'],
  ])("escapes %s", (_, value, json) => {
    expect(safeJson(value)).toBe(json);
    expect(JSON.parse(json)).toBe(value);
  });
});

it("shows in a line what would rule the terminal by its number", () => {
  expect(printable("a\u009B31m\u202Eb\u001B[31mc")).toBe("a⟨U+009B⟩31m⟨U+202E⟩bc");
});
