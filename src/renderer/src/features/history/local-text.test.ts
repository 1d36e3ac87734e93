import { afterEach, expect, it, vi } from "vitest";
import { fromLocalText, toLocalText } from "./local-text.ts";

afterEach(() => vi.unstubAllEnvs());

it.each(["UTC", "Europe/Zurich", "America/St_Johns"])("a moment goes through a field for day and time and back, in %s", (zone) => {
  vi.stubEnv("TZ", zone);
  for (const iso of ["2026-11-22T14:03:07.000Z", "2026-07-01T23:30:00.000Z"]) {
    expect(fromLocalText(toLocalText(Date.parse(iso)))).toBe(Date.parse(iso));
  }
});

it("reads by the clock of this computer", () => {
  vi.stubEnv("TZ", "Europe/Zurich");
  expect(toLocalText(Date.parse("2026-11-22T14:03:07.000Z"))).toBe("2026-11-22T15:03:07");
  // Without seconds, as a browser leaves them out where they are none.
  expect(fromLocalText("2026-11-22T15:03")).toBe(Date.parse("2026-11-22T14:03:00.000Z"));
});

it("what is not complete is no moment", () => expect(fromLocalText("")).toBeNaN());
