import fc from "fast-check";
import { expect, it } from "vitest";
import { visiblePath } from "./visible-path.ts";

it.each([
  ["/lab/Messgerät 1/laser.ts", "/lab/Messgerät 1/laser.ts"],
  ["/lab/\u202Est.resal", "/lab/⟨U+202E⟩st.resal"],
  ["/lab/a\nb\u001B[31m\u007F\u009B.ts", "/lab/a⟨U+000A⟩b⟨U+001B⟩[31m⟨U+007F⟩⟨U+009B⟩.ts"],
  ["/lab/\u200F\u061C\u2028\uFEFF.ts", "/lab/⟨U+200F⟩⟨U+061C⟩⟨U+2028⟩⟨U+FEFF⟩.ts"],
  ["/lab/\uD800.ts", "/lab/⟨U+D800⟩.ts"],
  ["/lab/🔬.ts", "/lab/🔬.ts"],
])("%j is shown as %s", (path, shown) => {
  expect(visiblePath(path)).toBe(shown);
});

it("leaves nothing invisible, and keeps what can be seen", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (path) => {
      expect(visiblePath(path)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});
