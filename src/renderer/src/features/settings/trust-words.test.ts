import { expect, it } from "vitest";
import type { TrustEntry } from "#shared/trust.ts";
import { canRevoke, serviceNames, trustNote, whatRevokeDoes } from "./trust-words.ts";

const entry = (kind: TrustEntry["kind"], reasons: TrustEntry["reasons"], services: string[] = []): TrustEntry => ({
  kind,
  path: "/lab/laser.ts",
  reasons,
  services,
});

it.each([
  [entry("file", ["answer"]), true, null],
  [entry("folder", ["answer"]), true, null],
  [entry("file", ["load"]), true, "Loaded without a question, such as from the command line"],
  [entry("file", ["answer", "folder"]), true, "Its folder is trusted, too"],
  [entry("file", ["folder"]), false, "Trusted because its folder is trusted: revoke the folder"],
])("%j: to be revoked %s, note %s", (given, revocable, note) => {
  expect([canRevoke(given), trustNote(given)]).toEqual([revocable, note]);
});

it("names three services at most, and nothing invisible", () => {
  expect(serviceNames([])).toBe("");
  expect(serviceNames(["Laser", "P\u202Eump"])).toBe("Laser, P⟨U+202E⟩ump");
  expect(serviceNames(["A", "B", "C", "D", "E"])).toBe("A, B, C and 2 more");
});

it("says what a revoke does, and what it does not", () => {
  expect(whatRevokeDoes(entry("file", ["answer", "folder"], ["Laser"])).join(" ")).toContain(
    "stays trusted until you also revoke the folder",
  );
  expect(whatRevokeDoes(entry("file", ["load"], ["Laser"]))).toEqual([
    "Loading the file again asks first.",
    "On the deck: Laser. What runs continues until its next start, restart or reload, which is refused.",
  ]);
  expect(whatRevokeDoes(entry("folder", ["answer"]))).toEqual([
    "Loading a file of the folder asks first. Files that are trusted themselves stay trusted.",
  ]);
});
