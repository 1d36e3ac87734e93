import { expect, it } from "vitest";
import { cutText } from "./cut-text.ts";

it("leaves a text that fits, and says of another how long it was", () => {
  expect(cutText("four", 4)).toBe("four");
  expect(cutText("seventeen letters", 9)).toBe("seventeen… (17 characters)");
});
