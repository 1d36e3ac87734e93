import { describe, expect, it } from "vitest";
import { isUpToDate } from "./install.mjs";

const wanted = {
  packages: {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "2.0.0", integrity: "sha512-a" },
    "node_modules/other-system": { version: "1.0.0", optional: true },
  },
};

describe("isUpToDate", () => {
  it("holds when everything but optional packages is there", () => {
    expect(isUpToDate(wanted, { packages: { "node_modules/a": { version: "2.0.0", integrity: "sha512-a" } } })).toBe(true);
  });

  it.each([
    ["npm has not finished an install", undefined],
    ["a package is missing", { packages: {} }],
    ["a package has another version", { packages: { "node_modules/a": { version: "1.9.0", integrity: "sha512-a" } } }],
    ["a package has other content", { packages: { "node_modules/a": { version: "2.0.0", integrity: "sha512-b" } } }],
  ])("does not hold when %s", (_, installed) => {
    expect(isUpToDate(wanted, installed)).toBe(false);
  });
});
