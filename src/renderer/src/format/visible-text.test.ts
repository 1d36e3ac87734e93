import { describe, expect, it } from "vitest";
import { errorInFull, errorLine, errorText } from "./error.ts";
import { visibleText } from "./visible-text.ts";
import { actorName } from "./wanted.ts";

describe("characters that turn text around", () => {
  it.each([
    ["\u202Eevil\u202C", "⟨U+202E⟩evil⟨U+202C⟩"],
    ["\u202A\u202B\u202D", "⟨U+202A⟩⟨U+202B⟩⟨U+202D⟩"],
    ["\u2066\u2067\u2068\u2069", "⟨U+2066⟩⟨U+2067⟩⟨U+2068⟩⟨U+2069⟩"],
    ["abc العربية 🧪\n", "abc العربية 🧪\n"],
  ])("%j reads %s", (text, shown) => expect(visibleText(text)).toBe(shown));

  it("are marked in errors and names too", () => {
    const error = { name: "E\u202E", message: "m\u202E" };
    expect([errorLine(error), errorInFull(error), errorText(new Error("m\u202E"))]).toEqual([
      "E⟨U+202E⟩: m⟨U+202E⟩",
      "E⟨U+202E⟩: m⟨U+202E⟩",
      "m⟨U+202E⟩",
    ]);
    expect(actorName({ kind: "client", name: "\u202Eana" })).toBe("⟨U+202E⟩ana");
  });
});
